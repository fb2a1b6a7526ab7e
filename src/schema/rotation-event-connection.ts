import { rotationEventConnection, rotationEventsOfKey } from '../resolvers/rotation-event-connection.ts'
import type { RotationEventConnection } from '../resolvers/rotation-event-connection.ts'
import { builder, requires } from './builder.ts'
import { KeyRef } from './key.ts'
import { OF_MANY, pageOf } from './priced.ts'
import { RotationEventFilter, keysOfPage } from './rotation-event-filter.ts'
import { RotationEventRef, StreamGapRef } from './rotation-event.ts'

const RotationEventConnectionRef = builder.connectionObject<typeof RotationEventRef, RotationEventConnection>(
  {
    type: RotationEventRef,
    name: 'RotationEventConnection',
    description: 'A page of rotation events, oldest first.',
    extensions: OF_MANY,
    fields: (t) => ({
      gaps: t.field({
        type: [StreamGapRef],
        description:
          'Events that may be missing from this page, and the reason. Empty if no event is missing.',
        resolve: ({ gaps }) => gaps,
      }),
    }),
  },
  { name: 'RotationEventEdge', description: 'A rotation event and its cursor.' },
)

builder.queryField('rotationEvents', (t) =>
  t.field({
    ...requires(
      'ROTATION_READ',
      { examines: { reads: ['metadata', 'rotations'], count: keysOfPage } },
      pageOf(50, 'first'),
    ),
    type: RotationEventConnectionRef,
    description:
      'Rotation events, oldest first, after the cursor `after` or from the oldest event that the gateway keeps. The cursors also work in `Subscription.rotationEvents`: read pages to catch up, then subscribe with `after: pageInfo.endCursor`. With `first: 0`, the page is empty and `endCursor` is the current position. Without `filter.keys`, completed rotations come from the inventory of the gateway, if it keeps one, and any number of keys may match. Otherwise they come from the KMS history of each key, and at most `gateway.limits.maxSubscribedKeys` keys may match. `hasNextPage` is also false if the page has more than 64 rotations of the last five minutes; subscribe to get the remaining events. (AWS: ListKeyRotations)',
    args: {
      first: t.arg.int({ defaultValue: 50, description: 'Page size, 0 to 100. Default: 50.' }),
      after: t.arg.string({
        description:
          'Cursor to start after, from the same filter. Default: the oldest event that the gateway keeps.',
      }),
      filter: t.arg({
        type: RotationEventFilter,
        description: 'Only events that match this filter. Default: all events.',
      }),
    },
    resolve: (_, args, context) => rotationEventConnection(args, context),
  }),
)

builder.objectField(KeyRef, 'rotationEvents', (t) =>
  t.field({
    ...requires('ROTATION_READ', { reads: ['rotations'] }, pageOf(25, 'first')),
    type: RotationEventConnectionRef,
    nullable: true,
    description:
      'Rotation events of this key, oldest first, after the cursor `after` or from the oldest event that the gateway keeps. Null if the rotation history could not be read; `problems.rotations` has the error. (AWS: ListKeyRotations)',
    args: {
      first: t.arg.int({ defaultValue: 25, description: 'Page size, 0 to 100. Default: 25.' }),
      after: t.arg.string({
        description:
          'Cursor to start after, from an event of this key. Default: the oldest event that the gateway keeps.',
      }),
    },
    resolve: (key, args, context) => rotationEventsOfKey(key, args, context),
  }),
)
