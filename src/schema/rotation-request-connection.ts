import type { Connection } from '../pagination/connection.ts'
import { rotationRequestConnection } from '../resolvers/rotation-request-connection.ts'
import type { RotationRequest } from '../rotation/rotation-request.ts'
import { builder, requires } from './builder.ts'
import { OF_MANY, pageOf } from './priced.ts'
import { RotationRequestRef, RotationRequestStatus } from './rotation-request.ts'

const RotationRequestConnectionRef = builder.connectionObject<
  typeof RotationRequestRef,
  Connection<RotationRequest>
>(
  {
    type: RotationRequestRef,
    name: 'RotationRequestConnection',
    description: 'A page of rotation requests, newest first.',
    extensions: OF_MANY,
  },
  { name: 'RotationRequestEdge', description: 'A rotation request and its cursor.' },
)

const RotationRequestFilter = builder.inputType('RotationRequestFilter', {
  description:
    'Conditions that rotation requests must meet. A request must meet all given fields; the values of a list are alternatives.',
  fields: (t) => ({
    keys: t.idList({ description: 'Only requests for these keys: values of `Key.id`.' }),
    statuses: t.field({
      type: [RotationRequestStatus],
      description: 'Only requests with one of these statuses.',
    }),
    requestedAfter: t.field({ type: 'DateTime', description: 'Only requests made after this time.' }),
  }),
})

builder.queryField('rotationRequests', (t) =>
  t.field({
    ...requires('ROTATION_READ', {}, pageOf(25, 'first')),
    type: RotationRequestConnectionRef,
    description:
      'On-demand rotation requests that were made through this gateway, newest first. The gateway keeps them in memory or, with `--data-folder`, across restarts.',
    args: {
      first: t.arg.int({ defaultValue: 25, description: 'Page size, 0 to 100. Default: 25.' }),
      after: t.arg.string({
        description: 'Cursor to start after, from the same filter. Default: the newest request.',
      }),
      filter: t.arg({
        type: RotationRequestFilter,
        description: 'Only requests that match this filter. Default: all requests.',
      }),
    },
    resolve: (_, args, context) => rotationRequestConnection(args, context),
  }),
)
