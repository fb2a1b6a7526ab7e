import type { Viewer } from '../auth/viewer.ts'
import { builder } from './builder.ts'

const Permission = builder.enumType('Permission', {
  description: 'A permission of a caller.',
  values: {
    ROTATION_READ: { description: 'Allows reading keys, rotation histories and events.' },
    ROTATION_WRITE: {
      description: 'Allows rotating keys on demand and turning automatic rotation on or off.',
    },
    ADMIN: {
      description: 'Allows reading quotas, costs and AWS error details that are for administrators only.',
    },
  },
})

const ViewerRef = builder.objectRef<Viewer>('Viewer').implement({
  description: 'A caller of this gateway.',
  fields: (t) => ({
    subject: t.exposeString('subject', {
      description: "Subject of the caller's credential, or `anonymous`.",
    }),
    permissions: t.field({
      type: [Permission],
      description: 'Permissions of the caller.',
      resolve: ({ permissions }) => [...permissions],
    }),
    omittedClaims: t.stringList({
      description:
        "Claims that grant roles and that the issuer left out of the caller's token, e.g. `groups` if the caller is in more than 200 groups of Microsoft Entra ID. Permissions may be missing because of it. Empty if the token is complete.",
      resolve: ({ omittedClaims = [] }) => omittedClaims,
    }),
  }),
})

builder.queryField('viewer', (t) =>
  t.field({
    type: ViewerRef,
    description: 'The caller of this operation and its permissions. No permission is required.',
    resolve: (_parent, _args, { viewer }) => viewer,
  }),
)
