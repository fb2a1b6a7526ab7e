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
  RotationConflictError,
  RotationInProgressError,
  StoreUnavailableError,
  ThrottledError,
  UnsupportedKeyError,
} from '../errors.ts'
import { rotateKeyOnDemand } from '../resolvers/rotate-key-on-demand.ts'
import type { RotateKeyOnDemandPayload } from '../resolvers/rotate-key-on-demand.ts'
import type { RotationForecast } from '../rotation/rules/forecast.ts'
import { builder, requires } from './builder.ts'
import { KeyForChange, KeyRef } from './key.ts'
import { RotationRequestRef } from './rotation-request.ts'

const RotateKeyOnDemandInput = builder.inputType('RotateKeyOnDemandInput', {
  description: 'Which key to rotate, under which conditions, and why.',
  fields: (t) => ({
    key: t.field({ type: KeyForChange, required: true, description: 'The key to rotate.' }),
    idempotencyKey: t.string({
      description:
        "Makes a repeated call safe: one with the same key and the same input, by the same caller and within `gateway.limits.idempotencyWindowMs`, gets the first one's rotation instead of another. Use a UUID per intended rotation. After FAILED nothing was rotated, and the same key may be used again. 1 to 128 characters.",
    }),
    ifLastRotatedBefore: t.field({
      type: 'DateTime',
      description:
        'Only rotate if the last completed rotation, of any type, is older than this; else PRECONDITION_FAILED. A job that runs twice rotates once.',
    }),
    ifCurrentMaterialId: t.string({
      description:
        'Only rotate if this is still the current key material; else PRECONDITION_FAILED. 64 hex digits.',
    }),
    dryRun: t.boolean({
      required: true,
      defaultValue: false,
      description: 'Make every check, change nothing. The answer has the same errors as the real call.',
    }),
    reason: t.string({
      description:
        'Why, e.g. a ticket number; kept with the request and in the log, not sent to AWS. Up to 256 characters.',
    }),
  }),
})

const RotationForecastRef = builder.objectRef<RotationForecast>('RotationForecast').implement({
  description: 'What an on-demand rotation would do to a key.',
  fields: (t) => ({
    remainingAfter: t.exposeInt('remainingAfter', {
      nullable: true,
      description: 'On-demand rotations left after it. Null when the history may not be read.',
    }),
    addsMonthlyCharge: t.exposeBoolean('addsMonthlyCharge', {
      nullable: true,
      description:
        'Whether AWS charges more per month for the key from then on: so it does for the first and second rotation of a key. Null when the history may not be read.',
    }),
    nextAutomaticRotationAt: t.expose('nextAutomaticRotationAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'When the next automatic rotation is due; an on-demand one leaves it as it is. (AWS: NextRotationDate)',
    }),
  }),
})

const RotateKeyOnDemandPayloadRef = builder
  .objectRef<RotateKeyOnDemandPayload>('RotateKeyOnDemandPayload')
  .implement({
    description: 'KMS accepted the rotation; or on a dry run, nothing stands against it.',
    fields: (t) => ({
      key: t.expose('key', { type: KeyRef, description: 'The key, read again after the change.' }),
      request: t.expose('request', {
        type: RotationRequestRef,
        nullable: true,
        description:
          'The rotation asked for. Follow it with `Subscription.rotationRequest`, or read it with `node`. Null on a dry run.',
      }),
      isReplay: t.exposeBoolean('isReplay', {
        description:
          'True when `request` is of an earlier call with the same idempotency key: nothing was sent now.',
      }),
      dryRun: t.expose('dryRun', {
        type: RotationForecastRef,
        nullable: true,
        description: 'What the rotation would do. On a dry run only.',
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
      'Starts an on-demand rotation and returns at once; it completes after seconds to minutes. The key is checked first, and a refusal costs none of its on-demand rotations; the request itself is sent to KMS at most once. (AWS: RotateKeyOnDemand)',
    args: { input: t.arg({ type: RotateKeyOnDemandInput, required: true, description: 'What to rotate.' }) },
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
      ],
      union: {
        name: 'RotateKeyOnDemandResult',
        description: 'A rotation that KMS accepted, or why it did not.',
      },
    },
    resolve: (_, { input }, context) => rotateKeyOnDemand(input, context),
  }),
)
