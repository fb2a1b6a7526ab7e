import { automaticRotationOf, settingRequest } from '../resolvers/change.ts'
import { requestOfStart } from '../resolvers/rotation-event.ts'
import { requestOf } from '../resolvers/rotation-request.ts'
import { keyOf, removedKey } from '../resolvers/visibility.ts'
import type {
  AutomaticRotationChanged,
  KeyAdded,
  KeyRemoved,
  RotationCompleted,
  RotationStarted,
  RotationTimedOut,
} from '../rotation/rotation-event.ts'
import type { StreamEvent, StreamGap } from '../rotation/stream/stream-message.ts'
import { builder } from './builder.ts'
import { AutomaticRotationRequestRef } from './change.ts'
import { KeyRef } from './key.ts'
import { RotationRequestRef } from './rotation-request.ts'
import { AutomaticRotation } from './rotation-status.ts'
import { RotationRef } from './rotation.ts'

const EventSource = builder.enumType('EventSource', {
  description: 'The way in which the gateway learned of an event.',
  values: {
    GATEWAY: { description: 'An action of the gateway itself.' },
    POLL: { description: 'A poll of KMS.' },
    HISTORY: {
      description: 'The KMS rotation history, read later for a resumed stream or a query.',
    },
  },
})

export const RotationEventRef = builder.interfaceRef<StreamEvent>('RotationEvent').implement({
  description: 'An event in the rotation of a key.',
  resolveType: ({ kind }) => kind,
  fields: (t) => ({
    eventId: t.exposeID('eventId', {
      description:
        'ID of the event. It is the same on every gateway and in every replay, so use it to discard duplicates.',
    }),
    cursor: t.exposeString('cursor', {
      description:
        'Opaque cursor of the stream after this event, at most 720 characters. Pass it as `after` to resume from this position.',
    }),
    key: t.field({
      type: KeyRef,
      description: 'The key that the event is about.',
      resolve: (event, _, context) =>
        event.kind === 'KeyRemoved' ? removedKey(event, context) : keyOf(event.keyArn, context),
    }),
    occurredAt: t.expose('occurredAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the event occurred. Null if KMS does not report the time.',
    }),
    observedAt: t.expose('observedAt', {
      type: 'DateTime',
      description: 'When this gateway learned of the event. For a replayed event, when it was replayed.',
    }),
    source: t.expose('source', {
      type: EventSource,
      description: 'The way in which this gateway learned of the event.',
    }),
  }),
})

export const RotationStartedRef = builder
  .objectRef<StreamEvent<RotationStarted>>('RotationStarted')
  .implement({
    description:
      'An on-demand rotation started. A rotation that completes between two polls of KMS has no such event, only `RotationCompleted`. (AWS: OnDemandRotationStartDate)',
    interfaces: [RotationEventRef],
    fields: (t) => ({
      request: t.field({
        type: RotationRequestRef,
        nullable: true,
        description:
          'The rotation request of this gateway that caused the rotation. Null if the rotation was not requested through this gateway.',
        resolve: (event, _, context) => requestOfStart(event, context),
      }),
    }),
  })

export const RotationCompletedRef = builder
  .objectRef<StreamEvent<RotationCompleted>>('RotationCompleted')
  .implement({
    description:
      'A rotation completed, automatic or on demand, whether or not it was requested through this gateway. (AWS: ListKeyRotations)',
    interfaces: [RotationEventRef],
    fields: (t) => ({
      rotation: t.expose('rotation', { type: RotationRef, description: 'The completed rotation.' }),
      request: t.field({
        type: RotationRequestRef,
        nullable: true,
        description:
          'The rotation request of this gateway that caused the rotation. Null if the rotation was not requested through this gateway.',
        resolve: ({ rotation }, _, context) => requestOf(rotation, context),
      }),
      durationSeconds: t.float({
        nullable: true,
        description:
          'Seconds from the start to the completion of the rotation. Null for an automatic rotation, and if the start was not observed.',
        resolve: ({ startedAt, rotation }) =>
          startedAt && (rotation.rotatedAt.getTime() - startedAt.getTime()) / 1_000,
      }),
    }),
  })

export const RotationTimedOutRef = builder
  .objectRef<StreamEvent<RotationTimedOut>>('RotationTimedOut')
  .implement({
    description:
      'A rotation that was requested through this gateway was not seen to complete within `gateway.limits.completionTimeoutMs`. It may still complete; `RotationCompleted` is then delivered.',
    interfaces: [RotationEventRef],
    fields: (t) => ({
      request: t.expose('request', {
        type: RotationRequestRef,
        // Nullable, so that one document can select it on all event types: GraphQL requires the same type for one name.
        nullable: true,
        description: 'The rotation request, as it was when it timed out. Never null.',
      }),
    }),
  })

export const AutomaticRotationChangedRef = builder
  .objectRef<StreamEvent<AutomaticRotationChanged>>('AutomaticRotationChanged')
  .implement({
    description:
      'Automatic rotation of a key was turned on or off, or its period changed, by any caller. Delivered after three consecutive polls agree, because KMS reads are eventually consistent. (AWS: GetKeyRotationStatus)',
    interfaces: [RotationEventRef],
    fields: (t) => ({
      before: t.field({
        type: AutomaticRotation,
        description: 'Automatic rotation before the change: ENABLED or DISABLED.',
        resolve: ({ before }) => automaticRotationOf(before),
      }),
      after: t.field({
        type: AutomaticRotation,
        description: 'Automatic rotation after the change: ENABLED or DISABLED.',
        resolve: ({ after }) => automaticRotationOf(after),
      }),
      previousPeriodInDays: t.int({
        nullable: true,
        description:
          'Days between automatic rotations before the change. Null if automatic rotation was off.',
        resolve: ({ before }) => before.periodInDays,
      }),
      periodInDays: t.int({
        nullable: true,
        description:
          'Days between automatic rotations after the change. Null if automatic rotation is off. (AWS: RotationPeriodInDays)',
        resolve: ({ after }) => after.periodInDays,
      }),
      change: t.field({
        type: AutomaticRotationRequestRef,
        nullable: true,
        description:
          'The change of this gateway that caused the event. Null if the change was made in another way, or if that is not known.',
        resolve: ({ changeId }, _, context) => settingRequest(changeId, context),
      }),
    }),
  })

export const KeyAddedRef = builder.objectRef<StreamEvent<KeyAdded>>('KeyAdded').implement({
  description:
    'A key that can be rotated was created, and KMS lists it. `occurredAt` is the creation date. Streams deliver it before the rotations of the key. A key whose tags or aliases change, or whose account is added to the gateway, has no such event. Needs the inventory of the gateway. (AWS: ListKeys, DescribeKey)',
  interfaces: [RotationEventRef],
})

export const KeyRemovedRef = builder.objectRef<StreamEvent<KeyRemoved>>('KeyRemoved').implement({
  description:
    'A key that can be rotated was deleted: two lists of KMS in a row did not contain it. `key` has only its identifiers; its other fields are null. Delivered to callers who could read the key. A key whose tags or aliases change, or whose account the gateway does not serve any more, has no such event. Needs the inventory of the gateway. (AWS: ListKeys)',
  interfaces: [RotationEventRef],
})

export const RotationEventType = builder.enumType('RotationEventType', {
  description: 'The type of a rotation event.',
  values: {
    ROTATION_STARTED: {
      value: 'RotationStarted',
      description: '`RotationStarted`: an on-demand rotation started.',
    },
    ROTATION_COMPLETED: {
      value: 'RotationCompleted',
      description: '`RotationCompleted`: a rotation completed.',
    },
    ROTATION_TIMED_OUT: {
      value: 'RotationTimedOut',
      description: '`RotationTimedOut`: a requested rotation was not seen to complete in time.',
    },
    AUTOMATIC_ROTATION_CHANGED: {
      value: 'AutomaticRotationChanged',
      description:
        '`AutomaticRotationChanged`: automatic rotation was turned on or off, or its period changed.',
    },
    KEY_ADDED: { value: 'KeyAdded', description: '`KeyAdded`: a key was created.' },
    KEY_REMOVED: { value: 'KeyRemoved', description: '`KeyRemoved`: a key was deleted.' },
  } as const,
})

export const StreamGapRef = builder.objectRef<StreamGap>('StreamGap').implement({
  description:
    'Events after the cursor may be missing from the stream, which then continues. Completed rotations are missing only if the history of a key can no longer be read, because the key was deleted or AWS denies access, or if AWS denies listing the keys of an account and Region. Events of the other types, which KMS has no history of, are missing if this gateway did not observe or keep them.',
  fields: (t) => ({
    requestedAfter: t.exposeString('requestedAfter', {
      description: 'The cursor that the stream was resumed from.',
    }),
    affectedKey: t.field({
      type: KeyRef,
      nullable: true,
      description: 'The key whose events may be missing. Null if events of any key may be missing.',
      resolve: ({ keyArn }, _, context) => (keyArn === undefined ? null : keyOf(keyArn, context)),
    }),
    types: t.field({
      type: [RotationEventType],
      description: 'The types of the events that may be missing.',
      resolve: ({ kinds }) => kinds,
    }),
    message: t.exposeString('message', { description: 'The cause of the gap, as text for people.' }),
    cursor: t.exposeString('cursor', {
      description: 'Cursor of the stream after this gap. Pass it as `after` to resume from this position.',
    }),
  }),
})
