import type { Viewer } from '../auth/viewer.ts'
import { builder } from './builder.ts'

const Permission = builder.enumType('Permission', {
  description: 'What a caller may do.',
  values: {
    ROTATION_READ: { description: 'See keys, histories and events.' },
    ROTATION_WRITE: { description: 'Rotate keys and set their automatic rotation.' },
    ADMIN: { description: 'See what is for administrators only.' },
  },
})

const ViewerRef = builder.objectRef<Viewer>('Viewer').implement({
  description: 'The caller, as this gateway sees it.',
  fields: (t) => ({
    subject: t.exposeString('subject', { description: 'Subject of the credential, or `anonymous`.' }),
    permissions: t.field({
      type: [Permission],
      description: 'What the caller may do.',
      resolve: ({ permissions }) => [...permissions],
    }),
  }),
})

builder.queryField('viewer', (t) =>
  t.field({
    type: ViewerRef,
    description: 'The caller, as this gateway sees it.',
    resolve: (_parent, _args, { viewer }) => viewer,
  }),
)
