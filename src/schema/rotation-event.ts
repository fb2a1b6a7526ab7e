import { keyOf } from '../resolvers/key.ts'
import { rotationsCompleted } from '../resolvers/rotation-event.ts'
import { requestBehind } from '../resolvers/rotation.ts'
import type { PlacedCompletion, StreamGap } from '../rotation/completion-stream.ts'
import { builder, requires } from './builder.ts'
import { KeyRef } from './key.ts'
import { RotationRequestRef } from './rotation-request.ts'
import { RotationRef, RotationType } from './rotation.ts'

const EventSource = builder.enumType('EventSource', {
  description: 'How the gateway learnt of an event.',
  values: {
    POLL: { description: 'By looking at KMS.' },
    HISTORY: { description: "By replaying KMS's own history, for a stream that was resumed." },
  },
})

const RotationEventRef = builder.interfaceRef<PlacedCompletion>('RotationEvent').implement({
  description: 'Something that happened to the rotation of a key.',
  resolveType: ({ kind }) => kind,
  fields: (t) => ({
    eventId: t.exposeID('eventId', {
      description:
        'The same for one event whenever and by whichever gateway it is seen: use it to drop duplicates.',
    }),
    cursor: t.exposeString('cursor', {
      description:
        'Where the stream stands after this event: give it as `after` to go on from here. Opaque, at most 720 characters.',
    }),
    key: t.field({
      type: KeyRef,
      description: 'The key it happened to.',
      resolve: ({ keyArn }, _, context) => keyOf(keyArn, context),
    }),
    occurredAt: t.expose('occurredAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it happened, as far as KMS says.',
    }),
    observedAt: t.expose('observedAt', {
      type: 'DateTime',
      description: 'When this gateway learnt of it; of a replayed event, when it was replayed.',
    }),
    source: t.expose('source', { type: EventSource, description: 'How it learnt of it.' }),
  }),
})

const RotationCompletedRef = builder.objectRef<PlacedCompletion>('RotationCompleted').implement({
  description: 'A key was rotated: by its schedule, through this gateway, or in any other way.',
  interfaces: [RotationEventRef],
  fields: (t) => ({
    rotation: t.expose('rotation', { type: RotationRef, description: 'The new entry of its history.' }),
    request: t.field({
      type: RotationRequestRef,
      nullable: true,
      description: 'The request behind it, if it was made through this gateway.',
      resolve: ({ rotation }, _, context) => requestBehind(rotation, context),
    }),
    durationSeconds: t.float({
      nullable: true,
      description:
        'From start to completion. Null for an automatic rotation, and where the start was not seen.',
      resolve: ({ startedAt, rotation }) =>
        startedAt && (rotation.rotatedAt.getTime() - startedAt.getTime()) / 1_000,
    }),
  }),
})

const StreamGapRef = builder.objectRef<StreamGap>('StreamGap').implement({
  description:
    'Rotations of a key may have been missed since the cursor: its history cannot be read any more, because the key was deleted or the gateway is denied. The stream goes on.',
  fields: (t) => ({
    requestedAfter: t.exposeString('requestedAfter', { description: 'The cursor that was resumed from.' }),
    key: t.field({
      type: KeyRef,
      description: 'The key it is about.',
      resolve: ({ keyArn }, _, context) => keyOf(keyArn, context),
    }),
    message: t.exposeString('message', { description: 'What it is, for people.' }),
    cursor: t.exposeString('cursor', { description: 'Where to go on from, as `after`.' }),
  }),
})

const RotationCompletedMessage = builder.unionType('RotationCompletedMessage', {
  description: 'What `rotationCompleted` sends. Members may be added: select those you handle.',
  types: [RotationCompletedRef, StreamGapRef],
  resolveType: ({ kind }) => kind,
})

builder.subscriptionField('rotationCompleted', (t) =>
  t.field({
    ...requires('ROTATION_READ'),
    type: RotationCompletedMessage,
    description:
      "Completed rotations, on demand and automatic, however they came about, in order per key: from now on, or everything since the cursor `after`, replayed from KMS's own history, and then what comes. So nothing is lost while nobody listens or no gateway runs. Each comes once from the last cursor you processed on; `eventId` drops what you processed and did not keep the cursor of. A key is watched once, whatever the number of subscribers. (AWS: GetKeyRotationStatus, ListKeyRotations)",
    args: {
      keys: t.arg.idList({
        description:
          'Global IDs of the keys, 1 to `gateway.limits.maxSubscribedKeys`. Default: every key that exists now and is of a kind that rotates.',
      }),
      types: t.arg({ type: [RotationType], description: 'Rotations of these types. Default: all.' }),
      after: t.arg.string({
        description:
          'Go on after this `cursor` of an event of the same keys. A client that reconnects has to give its newest one: protocols repeat the first.',
      }),
    },
    subscribe: (_, args, context) => rotationsCompleted(args, context),
    resolve: (event) => event,
  }),
)
