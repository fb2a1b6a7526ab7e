import type { Connection } from '../pagination/connection.ts'
import {
  latestRequest,
  requestChanges,
  rotationRequestConnection,
  visibleRequest,
} from '../resolvers/rotation-request.ts'
import { keptRotation, requestBehind } from '../resolvers/rotation.ts'
import { keyOf } from '../resolvers/visibility.ts'
import type { RotationRequest } from '../rotation/rotation-request.ts'
import { builder, requires } from './builder.ts'
import { OperationErrorRef, OutcomeUnknownErrorRef, RotationInProgressErrorRef } from './errors.ts'
import { KeyRef } from './key.ts'
import { OF_MANY, pageOf } from './priced.ts'
import { RotationRef } from './rotation.ts'

const RotationRequestStatus = builder.enumType('RotationRequestStatus', {
  description: 'How far a rotation request has come. REQUESTED, IN_PROGRESS and COMPLETED is the usual way.',
  values: {
    REQUESTED: { description: "Sent to KMS, not yet visible in the key's status." },
    IN_PROGRESS: { description: 'KMS shows it as running.' },
    COMPLETED: { description: 'The history of the key shows it. Final.' },
    FAILED: { description: 'KMS refused it, or was never reached. Nothing was rotated. Final.' },
    OUTCOME_UNKNOWN: {
      description: 'No answer came from KMS; status and history are being read to find out.',
    },
    TIMED_OUT: {
      description:
        'Not seen to complete within `gateway.limits.completionTimeoutMs`. It may still become COMPLETED; streams about it end.',
    },
  },
})

export const RotationRequestRef = builder.objectRef<RotationRequest>('RotationRequest')

builder.node(RotationRequestRef, {
  description: 'An on-demand rotation asked for through this gateway: the handle that KMS does not give.',
  id: { resolve: ({ id }) => id },
  fields: (t) => ({
    key: t.field({
      type: KeyRef,
      description: 'The key to be rotated.',
      resolve: ({ keyArn }, _, context) => keyOf(keyArn, context),
    }),
    status: t.expose('status', { type: RotationRequestStatus, description: 'How far it has come.' }),
    requestedAt: t.expose('requestedAt', { type: 'DateTime', description: 'When it was asked for.' }),
    requestedBy: t.exposeString('requestedBy', {
      description:
        "Subject of the caller's credential, or `anonymous`. AWS's own records name the gateway only.",
    }),
    reason: t.exposeString('reason', { nullable: true, description: 'What the caller gave as the reason.' }),
    startedAt: t.expose('startedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When KMS started it, once that was seen. (AWS: OnDemandRotationStartDate)',
    }),
    completedAt: t.expose('completedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the new material became current. (AWS: RotationDate)',
    }),
    rotation: t.field({
      type: RotationRef,
      nullable: true,
      description: 'The entry of the history that it led to, once completed.',
      resolve: keptRotation,
    }),
    error: t.expose('error', {
      type: OperationErrorRef,
      nullable: true,
      description: 'Why it is FAILED or OUTCOME_UNKNOWN.',
    }),
  }),
})

builder.objectField(KeyRef, 'latestRequest', (t) =>
  t.field({
    type: RotationRequestRef,
    nullable: true,
    description:
      'The running or last on-demand rotation of this key that was asked for through this gateway.',
    resolve: (key, _, context) => latestRequest(key, context),
  }),
)

builder.objectField(RotationRef, 'request', (t) =>
  t.field({
    type: RotationRequestRef,
    nullable: true,
    description: 'The request behind it, if it was made through this gateway.',
    resolve: (rotation, _, context) => requestBehind(rotation, context),
  }),
)

builder.objectField(RotationInProgressErrorRef, 'request', (t) =>
  t.field({
    type: RotationRequestRef,
    nullable: true,
    description: 'The running request, if it was made through this gateway: follow it.',
    resolve: ({ requestId }, _, context) => visibleRequest(requestId, context),
  }),
)

builder.objectField(OutcomeUnknownErrorRef, 'request', (t) =>
  t.field({
    type: RotationRequestRef,
    nullable: true,
    description:
      'The request whose outcome is unknown: follow it until it settles. Null where no rotation was asked for.',
    resolve: ({ requestId }, _, context) => visibleRequest(requestId, context),
  }),
)

const RotationRequestConnectionRef = builder.connectionObject<
  typeof RotationRequestRef,
  Connection<RotationRequest>
>(
  {
    type: RotationRequestRef,
    name: 'RotationRequestConnection',
    description: 'A page of rotation requests.',
    extensions: OF_MANY,
  },
  { name: 'RotationRequestEdge', description: 'A rotation request and its place in the list.' },
)

const RotationRequestFilter = builder.inputType('RotationRequestFilter', {
  description: 'Which requests. All given fields must match; values inside a list are alternatives.',
  fields: (t) => ({
    keys: t.idList({ description: 'For one of these keys: values of `Key.id`.' }),
    statuses: t.field({ type: [RotationRequestStatus], description: 'In one of these statuses.' }),
    requestedAfter: t.field({ type: 'DateTime', description: 'Asked for later than this.' }),
  }),
})

builder.queryField('rotationRequests', (t) =>
  t.field({
    ...requires('ROTATION_READ', {}, pageOf(25, 'first')),
    type: RotationRequestConnectionRef,
    description:
      'On-demand rotations that were asked for through this gateway, newest first. How long they are kept depends on how the gateway was started.',
    args: {
      first: t.arg.int({ defaultValue: 25, description: 'Page size, 0 to 100.' }),
      after: t.arg.string({ description: 'Start after this cursor of the same filter.' }),
      filter: t.arg({ type: RotationRequestFilter, description: 'Which requests. Default: all.' }),
    },
    resolve: (_, args, context) => rotationRequestConnection(args, context),
  }),
)

builder.subscriptionField('rotationRequest', (t) =>
  t.field({
    ...requires('ROTATION_READ'),
    type: RotationRequestRef,
    description:
      'Progress of one requested rotation. Emits the request as it is first, then each change, and completes when the status is final.',
    args: { id: t.arg.id({ required: true, description: 'Global ID from `RotationRequest.id`.' }) },
    subscribe: (_, { id }, context) => requestChanges(id, context),
    resolve: (request) => request,
  }),
)
