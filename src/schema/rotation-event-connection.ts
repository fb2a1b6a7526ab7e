import { rotationEventConnection, rotationEventsOfKey } from '../resolvers/rotation-event-connection.ts'
import type { RotationEventConnection } from '../resolvers/rotation-event-connection.ts'
import { builder, requires } from './builder.ts'
import { KeyRef } from './key.ts'
import { OF_MANY, pageOf } from './priced.ts'
import { RotationEventFilter, keysFollowed } from './rotation-event-stream.ts'
import { RotationEventRef, StreamGapRef } from './rotation-event.ts'

const RotationEventConnectionRef = builder.connectionObject<typeof RotationEventRef, RotationEventConnection>(
  {
    type: RotationEventRef,
    name: 'RotationEventConnection',
    description: 'A page of events, oldest first.',
    extensions: OF_MANY,
    fields: (t) => ({
      gaps: t.field({
        type: [StreamGapRef],
        description: 'What may be missing from this page, and why. Empty when nothing is.',
        resolve: ({ gaps }) => gaps,
      }),
    }),
  },
  { name: 'RotationEventEdge', description: 'An event and its place in the stream.' },
)

builder.queryField('rotationEvents', (t) =>
  t.field({
    ...requires(
      'ROTATION_READ',
      { examines: { reads: ['metadata', 'rotations'], count: keysFollowed } },
      pageOf(50, 'first'),
    ),
    type: RotationEventConnectionRef,
    description:
      "Rotation events, oldest first: since the cursor `after`, or since the oldest that the gateway keeps. Shares its cursors with `Subscription.rotationEvents`: read here to catch up, then subscribe with `after: pageInfo.endCursor`. With `first: 0` the page is empty and `endCursor` is now. Completed rotations come from KMS's own history, which is read for each key, so at most `gateway.limits.maxSubscribedKeys` keys may match. `hasNextPage` is false as well when more than 64 rotations of the last five minutes are on the page: subscribe for the others. (AWS: ListKeyRotations)",
    args: {
      first: t.arg.int({ defaultValue: 50, description: 'Page size, 0 to 100.' }),
      after: t.arg.string({ description: 'Start after this cursor of the same filter.' }),
      filter: t.arg({ type: RotationEventFilter, description: 'Which events. Default: all.' }),
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
      'Events of this key, oldest first: since the cursor `after`, or since the oldest that the gateway keeps. Null when its history could not be read: see `problems.rotations`. (AWS: ListKeyRotations)',
    args: {
      first: t.arg.int({ defaultValue: 25, description: 'Page size, 0 to 100.' }),
      after: t.arg.string({ description: 'Start after this cursor of an event of this key.' }),
    },
    resolve: (key, args, context) => rotationEventsOfKey(key, args, context),
  }),
)
