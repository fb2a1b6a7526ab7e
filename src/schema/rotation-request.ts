import { changeOfError } from '../resolvers/change.ts'
import {
  latestRequest,
  requestChanges,
  requestOf,
  requestOfError,
  storedRotation,
} from '../resolvers/rotation-request.ts'
import type { SourcedRequest } from '../resolvers/rotation-request.ts'
import { builder, requires } from './builder.ts'
import { ChangeRef } from './change.ts'
import { OutcomeUnknownErrorRef, RotationInProgressErrorRef } from './errors.ts'
import { KeyRef } from './key.ts'
import { RotationRef } from './rotation.ts'

export const RotationRequestStatus = builder.enumType('RotationRequestStatus', {
  description:
    'The status of a rotation request. A successful request goes through REQUESTED, IN_PROGRESS and COMPLETED.',
  values: {
    REQUESTED: {
      description: 'The request was sent to KMS. KMS does not show the rotation as in progress yet.',
    },
    IN_PROGRESS: { description: 'KMS shows the rotation as in progress.' },
    COMPLETED: { description: 'The rotation is in the history of the key. Final.' },
    FAILED: { description: 'KMS rejected the request or was not reached. Nothing was rotated. Final.' },
    OUTCOME_UNKNOWN: {
      description:
        'KMS did not respond. The gateway reads the status and history of the key to determine the outcome.',
    },
    TIMED_OUT: {
      description:
        'The rotation was not seen to complete within `gateway.limits.completionTimeoutMs`. Subscriptions to the request end. It may still become COMPLETED.',
    },
  },
})

export const RotationRequestRef = builder.objectRef<SourcedRequest>('RotationRequest')

builder.node(RotationRequestRef, {
  description:
    'A request for an on-demand rotation, made through this gateway. KMS itself does not return an ID for a rotation.',
  interfaces: [ChangeRef],
  id: { resolve: ({ id }) => id },
  fields: (t) => ({
    status: t.expose('status', {
      type: RotationRequestStatus,
      description: 'Status of the rotation request.',
    }),
    startedAt: t.expose('startedAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'When KMS started the rotation. Null until the gateway observes the start. (AWS: OnDemandRotationStartDate)',
    }),
    completedAt: t.expose('completedAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'When the new key material became current. Null until the rotation completes. (AWS: RotationDate)',
    }),
    rotation: t.field({
      type: RotationRef,
      nullable: true,
      description: 'The completed rotation. Null until the rotation completes.',
      resolve: storedRotation,
    }),
  }),
})

builder.objectField(KeyRef, 'latestRequest', (t) =>
  t.field({
    type: RotationRequestRef,
    nullable: true,
    description:
      'The latest on-demand rotation request for this key that was made through this gateway. Null if the key has not had one.',
    resolve: (key, _, context) => latestRequest(key, context),
  }),
)

builder.objectField(RotationRef, 'request', (t) =>
  t.field({
    type: RotationRequestRef,
    nullable: true,
    description:
      'The rotation request of this gateway that caused the rotation. Null if the rotation was not requested through this gateway.',
    resolve: (rotation, _, context) => requestOf(rotation, context),
  }),
)

builder.objectField(RotationInProgressErrorRef, 'request', (t) =>
  t.field({
    type: RotationRequestRef,
    nullable: true,
    description:
      'The rotation request in progress; follow it with `Subscription.rotationRequest`. Null if it was not made through this gateway.',
    resolve: requestOfError,
  }),
)

builder.objectField(OutcomeUnknownErrorRef, 'request', (t) =>
  t.field({
    type: RotationRequestRef,
    nullable: true,
    description:
      'The rotation request whose outcome is unknown; follow it with `Subscription.rotationRequest`. Null if the change was not an on-demand rotation.',
    resolve: requestOfError,
  }),
)

builder.objectField(OutcomeUnknownErrorRef, 'change', (t) =>
  t.field({
    type: ChangeRef,
    nullable: true,
    description: 'The record of the change whose outcome is unknown; read it again with `node`.',
    resolve: (error, _, context) => changeOfError(error, context),
  }),
)

builder.subscriptionField('rotationRequest', (t) =>
  t.field({
    ...requires('ROTATION_READ'),
    type: RotationRequestRef,
    description:
      'Delivers the progress of one rotation request: first its current state, then each change. The subscription completes when the status is final or TIMED_OUT.',
    args: {
      id: t.arg.id({
        required: true,
        description: 'Global ID of the rotation request, from `RotationRequest.id`.',
      }),
    },
    subscribe: (_, { id }, context) => requestChanges(id, context),
    resolve: (request) => request,
  }),
)
