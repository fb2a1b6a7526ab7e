import {
  AccessDeniedError,
  IdempotencyConflictError,
  InvalidInputError,
  KeyNotFoundError,
  KeyStateError,
  KmsUnavailableError,
  NoPendingMaterialError,
  OnDemandQuotaExceededError,
  OutcomeUnknownError,
  PreconditionFailedError,
  ReasonRequiredError,
  RotationConflictError,
  RotationInProgressError,
  StoreUnavailableError,
  ThrottledError,
  UnsupportedKeyError,
} from '../errors/operation-errors.ts'
import { rotateKeyOnDemand, rotationWarnings } from '../resolvers/rotate-key-on-demand.ts'
import type { OrderedForecast, RotateKeyOnDemandPayload } from '../resolvers/rotate-key-on-demand.ts'
import { builder, requires } from './builder.ts'
import { ChangeWarningRef } from './change-warning.ts'
import { KeyForChange } from './key-for-change.ts'
import { KeyRef } from './key.ts'
import { priced } from './priced.ts'
import { RotationRequestRef } from './rotation-request.ts'

const RotateKeyOnDemandInput = builder.inputType('RotateKeyOnDemandInput', {
  description: 'Input of `rotateKeyOnDemand`.',
  fields: (t) => ({
    key: t.field({ type: KeyForChange, required: true, description: 'The key to rotate.' }),
    idempotencyKey: t.string({
      description:
        'Key that makes a repeated call safe, 1 to 128 characters. If the same caller repeats the call with the same idempotency key and input within `gateway.limits.idempotencyWindowMs`, the gateway returns the first rotation request instead of starting another rotation. Use a new UUID for each rotation that you intend. If the request is FAILED, nothing was rotated and you can use the same idempotency key again.',
    }),
    ifLastRotatedBefore: t.field({
      type: 'DateTime',
      description:
        'Rotates only if the last completed rotation of any type is before this time, and fails with PRECONDITION_FAILED otherwise. A job that runs twice then rotates the key once.',
    }),
    ifCurrentMaterialId: t.string({
      description:
        'Rotates only if this is still the ID of the current key material, and fails with PRECONDITION_FAILED otherwise. 64 hexadecimal digits.',
    }),
    dryRun: t.boolean({
      required: true,
      defaultValue: false,
      description:
        'Checks the input, the key and the preconditions without changing anything, and returns the errors that these checks find. It does not look up `idempotencyKey`, and does not find errors that KMS returns only for the rotation itself. A reason that the gateway would reject is a warning. Default: false.',
    }),
    reason: t.string({
      description:
        'Reason for the rotation, e.g. a ticket number, up to 256 characters. Stored with the rotation request and logged, but not sent to AWS.',
    }),
  }),
})

const RotationForecastRef = builder.objectRef<OrderedForecast>('RotationForecast').implement({
  description: 'The effects that an on-demand rotation of a key would have.',
  fields: (t) => ({
    remainingAfter: t.exposeInt('remainingAfter', {
      nullable: true,
      description:
        'Number of on-demand rotations left after the rotation. Null if the rotation history could not be read.',
    }),
    addsMonthlyCharge: t.exposeBoolean('addsMonthlyCharge', {
      nullable: true,
      description:
        'Whether the rotation increases the monthly AWS charge for the key. Only the first and second rotation of a key do. Null if the rotation history could not be read.',
    }),
    nextAutomaticRotationAt: t.expose('nextAutomaticRotationAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'When the next automatic rotation is due. An on-demand rotation does not change this time. Null if KMS does not report it. (AWS: NextRotationDate)',
    }),
    warnings: t.field({
      ...priced({ reads: ['metadata', 'aliases', 'tags'] }),
      type: [ChangeWarningRef],
      description:
        'Warnings about the rotation. Without POLICY_EXCEPTION if the data that decides could not be read.',
      resolve: (forecast, _, context) => rotationWarnings(forecast, context),
    }),
  }),
})

const RotateKeyOnDemandPayloadRef = builder
  .objectRef<RotateKeyOnDemandPayload>('RotateKeyOnDemandPayload')
  .implement({
    description:
      'Successful result of `rotateKeyOnDemand`: KMS accepted the rotation or, for a dry run, nothing blocks it.',
    fields: (t) => ({
      key: t.expose('key', { type: KeyRef, description: 'The key, read again after the change.' }),
      request: t.expose('request', {
        type: RotationRequestRef,
        nullable: true,
        description:
          'The rotation request. Follow it with `Subscription.rotationRequest` or read it with `node`. Null for a dry run.',
      }),
      isReplay: t.exposeBoolean('isReplay', {
        description:
          'Whether `request` belongs to an earlier call with the same idempotency key. If true, this call sent nothing to KMS.',
      }),
      dryRun: t.expose('dryRun', {
        type: RotationForecastRef,
        nullable: true,
        description: 'The effects that the rotation would have. Null unless the call is a dry run.',
      }),
    }),
  })

builder.mutationField('rotateKeyOnDemand', (t) =>
  t.field({
    ...requires('ROTATION_WRITE', {
      reads: ['metadata'],
      sends: ['DescribeKey', 'GetKeyRotationStatus', 'ListKeyRotations', 'RotateKeyOnDemand'],
    }),
    type: RotateKeyOnDemandPayloadRef,
    description:
      'Starts an on-demand rotation and returns immediately. The rotation completes within seconds or minutes. The gateway checks the key first; a rejected call uses none of its on-demand rotations. RotateKeyOnDemand is sent at most once per call. (AWS: RotateKeyOnDemand)',
    args: {
      input: t.arg({
        type: RotateKeyOnDemandInput,
        required: true,
        description: 'The key to rotate, and the conditions of the rotation.',
      }),
    },
    errors: {
      types: [
        KeyNotFoundError,
        AccessDeniedError,
        KeyStateError,
        UnsupportedKeyError,
        NoPendingMaterialError,
        OnDemandQuotaExceededError,
        RotationInProgressError,
        RotationConflictError,
        PreconditionFailedError,
        IdempotencyConflictError,
        InvalidInputError,
        ThrottledError,
        OutcomeUnknownError,
        KmsUnavailableError,
        StoreUnavailableError,
        ReasonRequiredError,
      ],
      union: {
        name: 'RotateKeyOnDemandResult',
        description:
          'The result of `rotateKeyOnDemand`: a payload, or the error that prevented the rotation.',
      },
    },
    resolve: (_, { input }, context) => rotateKeyOnDemand(input, context),
  }),
)
