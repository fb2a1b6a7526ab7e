import { keyOf } from '../resolvers/key.ts'
import { rotationsCompleted } from '../resolvers/rotation-event.ts'
import { requestBehind } from '../resolvers/rotation.ts'
import type { RotationCompleted, RotationEvent } from '../rotation/rotation-event.ts'
import { builder, requires } from './builder.ts'
import { KeyRef } from './key.ts'
import { RotationRequestRef } from './rotation-request.ts'
import { RotationRef, RotationType } from './rotation.ts'

const EventSource = builder.enumType('EventSource', {
  description: 'How the gateway learnt of an event.',
  values: {
    GATEWAY: { description: 'This gateway made the call.' },
    POLL: { description: 'It looked at KMS.' },
  },
})

const RotationEventRef = builder.interfaceRef<RotationEvent>('RotationEvent').implement({
  description: 'Something that happened to the rotation of a key.',
  resolveType: ({ kind }) => kind,
  fields: (t) => ({
    eventId: t.exposeID('eventId', {
      description:
        'The same for one event whenever and by whichever gateway it is seen: use it to drop duplicates.',
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
    observedAt: t.expose('observedAt', { type: 'DateTime', description: 'When this gateway learnt of it.' }),
    source: t.expose('source', { type: EventSource, description: 'How it learnt of it.' }),
  }),
})

const RotationCompletedRef = builder.objectRef<RotationCompleted>('RotationCompleted').implement({
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

const RotationCompletedMessage = builder.unionType('RotationCompletedMessage', {
  description: 'What `rotationCompleted` sends. Members may be added: select `... on RotationCompleted`.',
  types: [RotationCompletedRef],
  resolveType: ({ kind }) => kind,
})

builder.subscriptionField('rotationCompleted', (t) =>
  t.field({
    ...requires('ROTATION_READ'),
    type: RotationCompletedMessage,
    description:
      'Completed rotations from now on, on demand and automatic, however they came about. A key is watched once, whatever the number of subscribers. (AWS: GetKeyRotationStatus, ListKeyRotations)',
    args: {
      keys: t.arg.idList({
        description:
          'Global IDs of the keys. Default: every key that exists now and is of a kind that rotates.',
      }),
      types: t.arg({ type: [RotationType], description: 'Rotations of these types. Default: all.' }),
    },
    subscribe: (_, args, context) => rotationsCompleted(args, context),
    resolve: (event) => event,
  }),
)
