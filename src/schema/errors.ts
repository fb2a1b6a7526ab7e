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
  messageFor,
} from '../errors.ts'
import type { InputIssue, OperationError } from '../errors.ts'
import { keyBehind, primaryOf, stateOf, unsupportedReason } from '../resolvers/errors.ts'
import { BlockerReason } from './blocker-reason.ts'
import { builder } from './builder.ts'
import { KeyRef, KeyState } from './key.ts'
import { OF_MANY, priced } from './priced.ts'

const ErrorCode = builder.enumType('ErrorCode', {
  description: 'Stable name of an expected failure.',
  values: {
    KEY_NOT_FOUND: { description: 'KMS knows no such key.' },
    ACCESS_DENIED: { description: "AWS refused the gateway's credentials." },
    KEY_STATE: { description: 'The state of the key does not allow it.' },
    UNSUPPORTED_KEY: { description: 'Keys of this kind can never do it.' },
    NO_PENDING_MATERIAL: { description: 'No imported material waits for rotation.' },
    ON_DEMAND_QUOTA_EXCEEDED: { description: 'The key has used all its on-demand rotations.' },
    ROTATION_IN_PROGRESS: { description: 'An on-demand rotation of the key runs.' },
    ROTATION_CONFLICT: { description: 'An automatic rotation of the key runs or is about to.' },
    PRECONDITION_FAILED: { description: 'An `if…` of the input does not hold; nothing was sent.' },
    IDEMPOTENCY_CONFLICT: {
      description: 'The idempotency key was used before with other input; nothing was sent.',
    },
    INVALID_INPUT: { description: 'The input is not valid; nothing was sent.' },
    THROTTLED: { description: 'KMS or the gateway is asked too much at the moment.' },
    OUTCOME_UNKNOWN: { description: 'No answer came: the change may or may not have happened.' },
    KMS_UNAVAILABLE: { description: 'KMS cannot be reached.' },
    STORE_UNAVAILABLE: { description: 'The gateway cannot save rotation requests. Nothing was sent.' },
  },
})

export const OperationErrorRef = builder.interfaceRef<OperationError>('OperationError').implement({
  description:
    'Every expected failure, as data. Select `... on OperationError { code message }` beside the members you handle: members may be added.',
  fields: (t) => ({
    code: t.expose('code', { type: ErrorCode, description: 'Stable, for machines.' }),
    message: t.string({
      description: 'For people: what happened and what to do. May change. Never empty.',
      resolve: (error, _, { viewer }) => messageFor(error, viewer.permissions.has('ADMIN')),
    }),
    isRetryable: t.exposeBoolean('isRetryable', {
      description: 'Whether the same call may succeed later without a change.',
    }),
    awsRequestId: t.exposeString('awsRequestId', {
      nullable: true,
      description:
        "AWS's request id, for support cases and CloudTrail look-ups. Null when KMS was not asked or gave none.",
    }),
  }),
})

const interfaces = [OperationErrorRef]
const key = { type: KeyRef, description: 'The key it is about.', resolve: keyBehind } as const

builder.objectType(KeyNotFoundError, {
  name: 'KeyNotFoundError',
  description:
    'KMS knows no such key, or you may not see it: nothing tells the two apart. Check the key and its Region; right after a key is created, wait a moment. (AWS: NotFoundException)',
  interfaces,
})

builder.objectType(AccessDeniedError, {
  name: 'AccessDeniedError',
  description:
    "AWS denied the action, or did not accept the credentials of the gateway. Fix the key policy or the IAM policy, or renew the credentials: for callers with the permission ADMIN, `message` ends with the cause in AWS's words. (AWS: AccessDeniedException, ExpiredTokenException and others)",
  interfaces,
  fields: (t) => ({
    action: t.exposeString('action', {
      nullable: true,
      description: 'What was refused, e.g. `kms:ListKeyRotations`.',
    }),
    resourceArn: t.exposeString('resourceArn', {
      nullable: true,
      description: 'What it was refused on: a key ARN, or `*` for a listing.',
    }),
  }),
})

builder.objectType(KeyStateError, {
  name: 'KeyStateError',
  description:
    'The state of the key does not allow it: disabled, pending deletion, not ready. (AWS: DisabledException, KMSInvalidStateException)',
  interfaces,
  fields: (t) => ({
    key: t.field(key),
    state: t.field({
      ...priced({ reads: ['metadata'] }),
      type: KeyState,
      nullable: true,
      description: 'The state of the key.',
      resolve: stateOf,
    }),
  }),
})

builder.objectType(UnsupportedKeyError, {
  name: 'UnsupportedKeyError',
  description: 'Keys of this kind can never do it. (AWS: UnsupportedOperationException)',
  extensions: OF_MANY,
  interfaces,
  fields: (t) => ({
    key: t.field(key),
    reason: t.field({
      ...priced({ reads: ['metadata'] }),
      type: BlockerReason,
      description: 'Which property of the key it is.',
      resolve: unsupportedReason,
    }),
    primaryKey: t.field({
      ...priced({ reads: ['metadata'] }),
      type: KeyRef,
      nullable: true,
      description:
        'The key to use instead, when this is a multi-Region replica and its primary is in a Region served.',
      resolve: primaryOf,
    }),
  }),
})

builder.objectType(NoPendingMaterialError, {
  name: 'NoPendingMaterialError',
  description:
    'A key with imported material has none waiting for rotation. Import new material first. (AWS: KMSInvalidStateException)',
  interfaces,
  fields: (t) => ({ key: t.field(key) }),
})

builder.objectType(OnDemandQuotaExceededError, {
  name: 'OnDemandQuotaExceededError',
  description:
    'The key has used all its on-demand rotations. The quota is for life and cannot be raised. (AWS: LimitExceededException)',
  interfaces,
  fields: (t) => ({
    key: t.field(key),
    limit: t.int({
      description: 'On-demand rotations a key has in its life.',
      resolve: (_error, _args, { facts }) => facts.limits.onDemandRotationsPerKey,
    }),
  }),
})

export const RotationInProgressErrorRef = builder.objectType(RotationInProgressError, {
  name: 'RotationInProgressError',
  description:
    'An on-demand rotation of the key runs, or was asked for and is not settled. Nothing was sent: what KMS would do is not documented, and it might cost one of the 25.',
  interfaces,
  fields: (t) => ({
    key: t.field(key),
    startedAt: t.expose('startedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the running rotation started, once KMS shows it. (AWS: OnDemandRotationStartDate)',
    }),
  }),
})

builder.objectType(RotationConflictError, {
  name: 'RotationConflictError',
  description: 'An automatic rotation of the key runs or starts within 20 minutes. (AWS: ConflictException)',
  interfaces,
  fields: (t) => ({
    key: t.field(key),
    nextRotationAt: t.expose('nextRotationAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the automatic rotation is due, where KMS says so. (AWS: NextRotationDate)',
    }),
    retryAfterSeconds: t.exposeInt('retryAfterSeconds', {
      description: 'After how many seconds to try again.',
    }),
  }),
})

builder.objectType(PreconditionFailedError, {
  name: 'PreconditionFailedError',
  description: 'An `if…` of the input does not hold. Nothing was sent.',
  interfaces,
  fields: (t) => ({
    key: t.field(key),
    expected: t.exposeString('expected', { description: 'What the input asked for.' }),
    actual: t.exposeString('actual', { description: 'What KMS says is so.' }),
  }),
})

builder.objectType(IdempotencyConflictError, {
  name: 'IdempotencyConflictError',
  description:
    'The idempotency key was used before with other input. Nothing was sent; use a new key for a new rotation.',
  interfaces,
  fields: (t) => ({
    firstUsedAt: t.expose('firstUsedAt', { type: 'DateTime', description: 'When it was first used.' }),
  }),
})

const InputIssueRef = builder.objectRef<InputIssue>('InputIssue').implement({
  description: 'One thing that is wrong with an input.',
  fields: (t) => ({
    path: t.stringList({
      description: 'Path into the input, e.g. `["input", "rotationPeriodInDays"]`.',
      resolve: ({ path }) => path,
    }),
    message: t.exposeString('message', {
      description: 'What is wrong; quotes the value and names the bound.',
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
      description: 'All that is wrong with it.',
      resolve: ({ issues }) => issues,
    }),
  }),
})

builder.objectType(ThrottledError, {
  name: 'ThrottledError',
  description: 'Too much is asked of KMS at the moment. (AWS: ThrottlingException)',
  interfaces,
  fields: (t) => ({
    retryAfterSeconds: t.exposeInt('retryAfterSeconds', {
      description: 'After how many seconds to try again.',
    }),
    operation: t.exposeString('operation', { description: 'The KMS operation, e.g. `ListKeyRotations`.' }),
  }),
})

export const OutcomeUnknownErrorRef = builder.objectType(OutcomeUnknownError, {
  name: 'OutcomeUnknownError',
  description:
    'No answer came after the change was sent: it may or may not have happened. Do not send it again; look at the key, or follow `request`, until it settles.',
  interfaces,
  fields: (t) => ({ key: t.field(key) }),
})

builder.objectType(KmsUnavailableError, {
  name: 'KmsUnavailableError',
  description: 'KMS cannot be reached, or answered with something that is no answer. Nothing was changed.',
  interfaces,
})

builder.objectType(StoreUnavailableError, {
  name: 'StoreUnavailableError',
  description:
    'The gateway could not save the rotation request in its data folder, so it sent nothing to KMS. Try again later.',
  interfaces,
})
