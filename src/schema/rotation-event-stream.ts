import { asCompletion, rotationEventStream, rotationsCompleted } from '../resolvers/rotation-event-stream.ts'
import { builder, requires } from './builder.ts'
import { RotationEventFilter, keysOfStream } from './rotation-event-filter.ts'
import {
  AutomaticRotationChangedRef,
  KeyAddedRef,
  KeyRemovedRef,
  RotationCompletedRef,
  RotationStartedRef,
  RotationTimedOutRef,
  StreamGapRef,
} from './rotation-event.ts'
import { RotationType } from './rotation.ts'

const RotationCompletedMessage = builder.unionType('RotationCompletedMessage', {
  description:
    'A message of `Subscription.rotationCompleted`. Types may be added: select the types that you handle.',
  types: [RotationCompletedRef, StreamGapRef],
  resolveType: ({ kind }) => kind,
})

const RotationStreamMessage = builder.unionType('RotationStreamMessage', {
  description:
    'A message of `Subscription.rotationEvents`. Types may be added: select the types that you handle.',
  types: [
    RotationStartedRef,
    RotationCompletedRef,
    RotationTimedOutRef,
    AutomaticRotationChangedRef,
    KeyAddedRef,
    KeyRemovedRef,
    StreamGapRef,
  ],
  resolveType: ({ kind }) => kind,
})

builder.subscriptionField('rotationCompleted', (t) =>
  t.field({
    ...requires('ROTATION_READ', { examines: { reads: ['metadata'], count: keysOfStream } }),
    type: RotationCompletedMessage,
    description:
      'Delivers completed rotations, automatic and on demand, whether or not they were requested through this gateway. The rotations of each key are in order. With `after`, the stream first replays all rotations since that cursor from the KMS history, so no rotation is lost while the client or the gateway is down. If you resume from the last cursor that you processed, each rotation is delivered once; use `eventId` to discard events that you processed without saving their cursor. The gateway polls each key once, regardless of the number of subscribers. (AWS: GetKeyRotationStatus, ListKeyRotations)',
    args: {
      keys: t.arg.idList({
        description:
          'Global IDs of the keys, 1 to `gateway.limits.maxSubscribedKeys`. Default: all keys that you may read and that KMS can rotate. A new key is added to a running subscription within 90 seconds of the listing that finds it.',
      }),
      types: t.arg({
        type: [RotationType],
        description: 'Only rotations of these types. Default: all types.',
      }),
      after: t.arg.string({
        description:
          'Cursor to resume after, from an event of the same keys. Default: only new rotations. When you reconnect, pass your latest cursor: GraphQL clients that resend the subscription use its original variables.',
      }),
    },
    subscribe: (_, args, context) => rotationsCompleted(args, context),
    resolve: asCompletion,
  }),
)

builder.subscriptionField('rotationEvents', (t) =>
  t.field({
    ...requires('ROTATION_READ', { examines: { reads: ['metadata'], count: keysOfStream } }),
    type: RotationStreamMessage,
    description:
      'Delivers all rotation events. The events of each key are in order. With `after`, the stream first replays all events since that cursor. Completed rotations are replayed from the KMS history and are never lost. KMS has no history of the other event types: the gateway keeps them for `gateway.limits.eventRetentionMs` while it runs and the key is followed, and sends a `StreamGap` if some may be missing. (AWS: GetKeyRotationStatus, ListKeyRotations)',
    args: {
      filter: t.arg({
        type: RotationEventFilter,
        description: 'Only events that match this filter. Default: all events.',
      }),
      after: t.arg.string({
        description:
          'Cursor to resume after, from an event or from `pageInfo.endCursor` of `Query.rotationEvents`, with the same filter. Default: only new events. When you reconnect, pass your latest cursor: GraphQL clients that resend the subscription use its original variables.',
      }),
    },
    subscribe: (_, args, context) => rotationEventStream(args, context),
    resolve: (message) => message,
  }),
)
