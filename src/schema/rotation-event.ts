import { requestStarted } from '../resolvers/rotation-event.ts'
import { requestBehind } from '../resolvers/rotation.ts'
import { keyOf } from '../resolvers/visibility.ts'
import type {
  AutomaticRotationChanged,
  RotationCompleted,
  RotationStarted,
  RotationTimedOut,
} from '../rotation/rotation-event.ts'
import type { Placed, StreamGap } from '../rotation/stream/stream-message.ts'
import { builder } from './builder.ts'
import { KeyRef } from './key.ts'
import { RotationRequestRef } from './rotation-request.ts'
import { AutomaticRotation } from './rotation-status.ts'
import { RotationRef } from './rotation.ts'

const EventSource = builder.enumType('EventSource', {
  description: 'How the gateway learnt of an event.',
  values: {
    GATEWAY: { description: 'By its own doing.' },
    POLL: { description: 'By looking at KMS.' },
    HISTORY: {
      description: "From KMS's own history, afterwards: for a stream that was resumed, or a query.",
    },
  },
})

export const RotationEventRef = builder.interfaceRef<Placed>('RotationEvent').implement({
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
      description: 'When it happened. Null where KMS has no date for it.',
    }),
    observedAt: t.expose('observedAt', {
      type: 'DateTime',
      description: 'When this gateway learnt of it; of a replayed event, when it was replayed.',
    }),
    source: t.expose('source', { type: EventSource, description: 'How it learnt of it.' }),
  }),
})

export const RotationStartedRef = builder.objectRef<Placed<RotationStarted>>('RotationStarted').implement({
  description:
    'An on-demand rotation was seen to run. One that is over before a look at KMS is told as completed only. (AWS: OnDemandRotationStartDate)',
  interfaces: [RotationEventRef],
  fields: (t) => ({
    request: t.field({
      type: RotationRequestRef,
      nullable: true,
      description: 'The request behind it, if it was made through this gateway.',
      resolve: (event, _, context) => requestStarted(event, context),
    }),
  }),
})

export const RotationCompletedRef = builder
  .objectRef<Placed<RotationCompleted>>('RotationCompleted')
  .implement({
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

export const RotationTimedOutRef = builder.objectRef<Placed<RotationTimedOut>>('RotationTimedOut').implement({
  description:
    'A rotation that was asked for through this gateway was not seen to complete within `gateway.limits.completionTimeoutMs`. It may still complete, and is then told as completed.',
  interfaces: [RotationEventRef],
  fields: (t) => ({
    request: t.expose('request', {
      type: RotationRequestRef,
      // So that one document can select it of every event: GraphQL refuses the same name with another nullability.
      nullable: true,
      description: 'The request, as it was then. Never null here.',
    }),
  }),
})

export const AutomaticRotationChangedRef = builder
  .objectRef<Placed<AutomaticRotationChanged>>('AutomaticRotationChanged')
  .implement({
    description:
      "Automatic rotation was turned on or off, or has another period, by whomever. Told when three looks in a row agree, because KMS's reads flip back and forth after a change. (AWS: GetKeyRotationStatus)",
    interfaces: [RotationEventRef],
    fields: (t) => ({
      before: t.field({
        type: AutomaticRotation,
        description: 'What it was: ENABLED or DISABLED.',
        resolve: ({ before }) => (before.isEnabled ? 'ENABLED' : 'DISABLED'),
      }),
      after: t.field({
        type: AutomaticRotation,
        description: 'What it is now: ENABLED or DISABLED.',
        resolve: ({ after }) => (after.isEnabled ? 'ENABLED' : 'DISABLED'),
      }),
      previousPeriodInDays: t.int({
        nullable: true,
        description: 'Days between rotations before. Null when it was off.',
        resolve: ({ before }) => before.periodInDays,
      }),
      periodInDays: t.int({
        nullable: true,
        description: 'Days between rotations now. Null when it is off. (AWS: RotationPeriodInDays)',
        resolve: ({ after }) => after.periodInDays,
      }),
    }),
  })

export const RotationEventType = builder.enumType('RotationEventType', {
  description: 'Kinds of events.',
  values: {
    ROTATION_STARTED: { value: 'RotationStarted', description: '`RotationStarted`.' },
    ROTATION_COMPLETED: { value: 'RotationCompleted', description: '`RotationCompleted`.' },
    ROTATION_TIMED_OUT: { value: 'RotationTimedOut', description: '`RotationTimedOut`.' },
    AUTOMATIC_ROTATION_CHANGED: {
      value: 'AutomaticRotationChanged',
      description: '`AutomaticRotationChanged`.',
    },
  } as const,
})

export const StreamGapRef = builder.objectRef<StreamGap>('StreamGap').implement({
  description:
    'Events since the cursor may have been missed. The stream goes on. Of completed rotations only those of a key whose history cannot be read any more, because it was deleted or the gateway is denied; of the other kinds, which KMS keeps no history of, those that this gateway has not seen or not kept.',
  fields: (t) => ({
    requestedAfter: t.exposeString('requestedAfter', { description: 'The cursor that was resumed from.' }),
    affectedKey: t.field({
      type: KeyRef,
      nullable: true,
      description: 'The key it is about. Null when it is about all of them.',
      resolve: ({ keyArn }, _, context) => (keyArn === undefined ? null : keyOf(keyArn, context)),
    }),
    types: t.field({
      type: [RotationEventType],
      description: 'Which kinds of events may have been missed.',
      resolve: ({ kinds }) => kinds,
    }),
    message: t.exposeString('message', { description: 'What it is, for people.' }),
    cursor: t.exposeString('cursor', { description: 'Where to go on from, as `after`.' }),
  }),
})
