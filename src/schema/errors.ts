import {
  AccessDeniedError,
  IdempotencyConflictError,
  InvalidInputError,
  KeyNotFoundError,
  KeyStateError,
  KmsUnavailableError,
  NoPendingMaterialError,
  NotReadYetError,
  OnDemandQuotaExceededError,
  OutcomeUnknownError,
  PreconditionFailedError,
  RotationConflictError,
  RotationInProgressError,
  ReasonRequiredError,
  StoreUnavailableError,
  ThrottledError,
  UnsupportedKeyError,
  messageFor,
} from '../errors/operation-errors.ts'
import type { InputIssue, OperationError } from '../errors/operation-errors.ts'
import { keyOfError, primaryOfKey, stateOfKey, unsupportedReason } from '../resolvers/errors.ts'
import { BlockerReason } from './blocker-reason.ts'
import { builder } from './builder.ts'
import { KeyRef, KeyState } from './key.ts'
import { OF_MANY, priced } from './priced.ts'

const ErrorCode = builder.enumType('ErrorCode', {
  description: 'Stable code of an expected error.',
  values: {
    KEY_NOT_FOUND: { description: 'The key does not exist in KMS, or you may not read it.' },
    ACCESS_DENIED: {
      description: "AWS denied the action to the gateway, or rejected the gateway's credentials.",
    },
    KEY_STATE: { description: 'The state of the key does not allow the action.' },
    UNSUPPORTED_KEY: { description: 'KMS does not support the action for this kind of key.' },
    NO_PENDING_MATERIAL: { description: 'The key has no imported key material that is pending rotation.' },
    ON_DEMAND_QUOTA_EXCEEDED: { description: 'The key has used its lifetime quota of on-demand rotations.' },
    ROTATION_IN_PROGRESS: { description: 'An on-demand rotation of the key is in progress.' },
    ROTATION_CONFLICT: { description: 'An automatic rotation of the key is in progress or about to start.' },
    PRECONDITION_FAILED: {
      description: 'An `if…` condition of the input is not met. Nothing was sent to KMS.',
    },
    IDEMPOTENCY_CONFLICT: {
      description: 'The idempotency key was used before with a different input. Nothing was sent to KMS.',
    },
    INVALID_INPUT: { description: 'The input is not valid. Nothing was changed.' },
    THROTTLED: { description: 'Too many requests to KMS or to the gateway.' },
    OUTCOME_UNKNOWN: {
      description: 'KMS did not respond to the change, so the change may or may not have been made.',
    },
    KMS_UNAVAILABLE: { description: 'KMS could not be reached or returned an invalid response.' },
    REASON_REQUIRED: {
      description:
        'The gateway requires a reason that matches `gateway.requiredReason`. Nothing was sent to KMS.',
    },
    STORE_UNAVAILABLE: {
      description: 'The gateway could not save the change. Nothing was sent to KMS.',
    },
    NOT_READ_YET: { description: 'The inventory of the gateway has not read this data of the key yet.' },
  },
})

export const OperationErrorRef = builder.interfaceRef<OperationError>('OperationError').implement({
  description:
    'An expected error, returned as data. Select `... on OperationError { code message }` in addition to the error types that you handle, because more types may be added.',
  fields: (t) => ({
    code: t.expose('code', { type: ErrorCode, description: 'Stable error code, for programs.' }),
    message: t.string({
      description: 'Text for people: what happened and what to do. Never empty. The wording may change.',
      resolve: (error, _, { viewer }) => messageFor(error, viewer.permissions.has('ADMIN')),
    }),
    isRetryable: t.exposeBoolean('isRetryable', {
      description: 'Whether the same call may succeed later without any change to it.',
    }),
    awsRequestId: t.exposeString('awsRequestId', {
      nullable: true,
      description:
        'ID of the AWS request, for support cases and CloudTrail searches. Null if KMS was not called or returned no ID.',
    }),
  }),
})

const interfaces = [OperationErrorRef]
const key = { type: KeyRef, description: 'The key that the error is about.', resolve: keyOfError } as const

builder.objectType(KeyNotFoundError, {
  name: 'KeyNotFoundError',
  description:
    'The key does not exist in KMS, or you may not read it; the gateway reports both cases in the same way. Check the key and its Region. If the key was just created, try again in a few seconds. (AWS: NotFoundException)',
  interfaces,
})

builder.objectType(AccessDeniedError, {
  name: 'AccessDeniedError',
  description:
    "AWS denied the action to the gateway, or rejected the gateway's credentials. Fix the key policy or the IAM policy, or renew the credentials. For callers with the permission ADMIN, `message` includes the cause as reported by AWS. (AWS: AccessDeniedException, ExpiredTokenException and others)",
  interfaces,
  fields: (t) => ({
    action: t.exposeString('action', {
      nullable: true,
      description: 'The IAM action that failed, e.g. `kms:ListKeyRotations`. Null if it is not known.',
    }),
    resourceArn: t.exposeString('resourceArn', {
      nullable: true,
      description:
        'The resource that the action was denied on: a key ARN, or `*` for a listing. Null if AWS rejected the credentials.',
    }),
  }),
})

builder.objectType(KeyStateError, {
  name: 'KeyStateError',
  description:
    'The state of the key does not allow the action: the key is disabled, pending deletion or not ready. (AWS: DisabledException, KMSInvalidStateException)',
  interfaces,
  fields: (t) => ({
    key: t.field(key),
    state: t.field({
      ...priced({ reads: ['metadata'] }),
      type: KeyState,
      nullable: true,
      description: 'The state of the key. Null if it could not be read.',
      resolve: stateOfKey,
    }),
  }),
})

builder.objectType(UnsupportedKeyError, {
  name: 'UnsupportedKeyError',
  description: 'KMS does not support the action for this kind of key. (AWS: UnsupportedOperationException)',
  extensions: OF_MANY,
  interfaces,
  fields: (t) => ({
    key: t.field(key),
    reason: t.field({
      ...priced({ reads: ['metadata'] }),
      type: BlockerReason,
      description: 'The property of the key that prevents the action.',
      resolve: unsupportedReason,
    }),
    primaryKey: t.field({
      ...priced({ reads: ['metadata'] }),
      type: KeyRef,
      nullable: true,
      description:
        'The primary key to use instead, if the key is a multi-Region replica. Null for other keys, if this gateway does not serve the Region of the primary key, and if you may not read the primary key.',
      resolve: primaryOfKey,
    }),
  }),
})

builder.objectType(NoPendingMaterialError, {
  name: 'NoPendingMaterialError',
  description:
    'The key has imported key material, and no new material is pending rotation. Import new material first. (AWS: KMSInvalidStateException)',
  interfaces,
  fields: (t) => ({ key: t.field(key) }),
})

builder.objectType(OnDemandQuotaExceededError, {
  name: 'OnDemandQuotaExceededError',
  description:
    'The key has used all its on-demand rotations. The quota is for the lifetime of the key, and AWS does not increase it. (AWS: LimitExceededException)',
  interfaces,
  fields: (t) => ({
    key: t.field(key),
    limit: t.int({
      description: 'The number of on-demand rotations that each key has in its lifetime.',
      resolve: (_error, _args, { facts }) => facts.limits.onDemandRotationsPerKey,
    }),
  }),
})

export const RotationInProgressErrorRef = builder.objectType(RotationInProgressError, {
  name: 'RotationInProgressError',
  description:
    'An on-demand rotation of the key is in progress, or was requested and has no known outcome yet. Nothing was sent to KMS, because AWS does not document the result of a second request and it might use one of the on-demand rotations of the key.',
  interfaces,
  fields: (t) => ({
    key: t.field(key),
    startedAt: t.expose('startedAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'When the rotation in progress started. Null until KMS reports it. (AWS: OnDemandRotationStartDate)',
    }),
  }),
})

builder.objectType(RotationConflictError, {
  name: 'RotationConflictError',
  description:
    'An automatic rotation of the key is in progress or starts within 20 minutes. (AWS: ConflictException)',
  interfaces,
  fields: (t) => ({
    key: t.field(key),
    nextRotationAt: t.expose('nextRotationAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'When the automatic rotation is due. Null if KMS does not report it. (AWS: NextRotationDate)',
    }),
    retryAfterSeconds: t.exposeInt('retryAfterSeconds', {
      description: 'The number of seconds to wait before trying again.',
    }),
  }),
})

builder.objectType(PreconditionFailedError, {
  name: 'PreconditionFailedError',
  description: 'An `if…` condition of the input is not met. Nothing was sent to KMS.',
  interfaces,
  fields: (t) => ({
    key: t.field(key),
    expected: t.exposeString('expected', { description: 'The value that the input requires.' }),
    actual: t.exposeString('actual', { description: 'The actual value, as reported by KMS.' }),
  }),
})

builder.objectType(IdempotencyConflictError, {
  name: 'IdempotencyConflictError',
  description:
    'The idempotency key was used before with a different input. Nothing was sent to KMS. Use a new idempotency key for a new rotation.',
  interfaces,
  fields: (t) => ({
    firstUsedAt: t.expose('firstUsedAt', {
      type: 'DateTime',
      description: 'When the idempotency key was first used.',
    }),
  }),
})

const InputIssueRef = builder.objectRef<InputIssue>('InputIssue').implement({
  description: 'One problem with an input.',
  fields: (t) => ({
    path: t.stringList({
      description: 'Path of the invalid value in the arguments, e.g. `["input", "rotationPeriodInDays"]`.',
      resolve: ({ path }) => path,
    }),
    message: t.exposeString('message', {
      description: 'The problem, with the invalid value and the values that are allowed.',
    }),
  }),
})

builder.objectType(InvalidInputError, {
  name: 'InvalidInputError',
  description: 'The input is not valid. Nothing was changed. (AWS: ValidationException, InvalidArnException)',
  interfaces,
  fields: (t) => ({
    issues: t.field({
      type: [InputIssueRef],
      description: 'All problems with the input.',
      resolve: ({ issues }) => issues,
    }),
  }),
})

builder.objectType(ThrottledError, {
  name: 'ThrottledError',
  description:
    'Too many requests to KMS, or to this gateway for its share of the KMS quota. (AWS: ThrottlingException)',
  interfaces,
  fields: (t) => ({
    retryAfterSeconds: t.exposeInt('retryAfterSeconds', {
      description: 'The number of seconds to wait before trying again.',
    }),
    operation: t.exposeString('operation', {
      description: 'The KMS operation that was throttled, e.g. `ListKeyRotations`.',
    }),
  }),
})

export const OutcomeUnknownErrorRef = builder.objectType(OutcomeUnknownError, {
  name: 'OutcomeUnknownError',
  description:
    'KMS did not respond after the change was sent, so the change may or may not have been made. Do not send it again. Read the key, or follow `request`, until the outcome is known.',
  interfaces,
  fields: (t) => ({ key: t.field(key) }),
})

builder.objectType(KmsUnavailableError, {
  name: 'KmsUnavailableError',
  description: 'KMS could not be reached or returned an invalid response. Nothing was changed.',
  interfaces,
})

builder.objectType(ReasonRequiredError, {
  name: 'ReasonRequiredError',
  description:
    'The change has no reason, or its reason does not match the pattern that the gateway requires, so nothing was sent to KMS. Pass a matching `reason`.',
  interfaces,
  fields: (t) => ({
    pattern: t.exposeString('pattern', {
      description: 'The regular expression of JavaScript that a reason must match, e.g. `^(CHG|OPS)-\\d+`.',
    }),
  }),
})

builder.objectType(StoreUnavailableError, {
  name: 'StoreUnavailableError',
  description:
    'The gateway could not save the change in its data folder, so nothing was sent to KMS. Try again later.',
  interfaces,
})

builder.objectType(NotReadYetError, {
  name: 'NotReadYetError',
  description:
    'The inventory of the gateway has not read this data of the key yet. Try again later, or read the key from KMS with `key` or `keys(source: KMS)`.',
  interfaces,
})
