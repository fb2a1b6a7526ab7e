import { GatewayError } from './gateway-error.ts'

export type OperationErrorCode =
  | 'KEY_NOT_FOUND'
  | 'ACCESS_DENIED'
  | 'KEY_STATE'
  | 'UNSUPPORTED_KEY'
  | 'NO_PENDING_MATERIAL'
  | 'ON_DEMAND_QUOTA_EXCEEDED'
  | 'ROTATION_IN_PROGRESS'
  | 'ROTATION_CONFLICT'
  | 'PRECONDITION_FAILED'
  | 'IDEMPOTENCY_CONFLICT'
  | 'INVALID_INPUT'
  | 'THROTTLED'
  | 'OUTCOME_UNKNOWN'
  | 'KMS_UNAVAILABLE'
  | 'STORE_UNAVAILABLE'
  | 'REASON_REQUIRED'
  | 'NOT_READ_YET'

interface OperationErrorOptions extends ErrorOptions {
  /** AWS's request ID, for support cases and CloudTrail. */
  readonly awsRequestId?: string | undefined
}

/** An expected failure of KMS or of the gateway's own checks. Data in the graph. */
export abstract class OperationError extends GatewayError {
  abstract override readonly code: OperationErrorCode
  /** Whether the same call may succeed later without a change. */
  abstract readonly isRetryable: boolean
  readonly awsRequestId: string | undefined

  constructor(message: string, { awsRequestId, ...options }: OperationErrorOptions = {}) {
    super(message, options)
    this.awsRequestId = awsRequestId
  }
}

/** For `catch`: returns an expected error. @throws any other error */
export function asOperationError(error: unknown): OperationError {
  if (error instanceof OperationError) return error
  throw error
}

/** The base of errors with details. A subclass names its details and copies each one to a property. */
abstract class DetailedError<Details extends object> extends OperationError {
  readonly #details: Readonly<Details>

  constructor(message: string, options: OperationErrorOptions & Readonly<Details>) {
    super(message, options)
    this.#details = options
  }

  protected get details(): Readonly<Details> {
    return this.#details
  }
}

/** The base of errors about one key. */
abstract class KeyError<Details extends object = object> extends DetailedError<Details & { keyArn: string }> {
  readonly keyArn: string = this.details.keyArn
}

export class KeyNotFoundError extends OperationError {
  readonly code = 'KEY_NOT_FOUND'
  readonly isRetryable = false
}

/** Why AWS did not accept the gateway's credentials, or why the gateway has no credentials. */
export interface CredentialFailure {
  /** AWS's name of the error. `Unavailable` if the credentials could not be read or renewed. */
  readonly reason: string
  /**
   * The message of AWS or its SDK, for the log and for administrators. It contains no secret, but may name profiles,
   * files and principals.
   */
  readonly detail: string
  /** The gateway now uses other credentials or a corrected clock: the same read may succeed immediately. */
  readonly isRepaired: boolean
  /**
   * Set when AWS STS did not provide a session: the gateway's own, or that of a caller. Also `CALLER` when KMS rejected the
   * session of a caller.
   */
  readonly session?: SessionKind | undefined
  /** AWS STS rejected the role: later calls fail too, until an administrator changes the role. @default false */
  readonly isDenied?: boolean | undefined
}

/** `SERVICE`: the gateway's own session in an account, for reads. `CALLER`: the session of a caller, for changes. */
export type SessionKind = 'SERVICE' | 'CALLER'

/** AWS rejected the gateway's own credentials. A viewer without a permission gets `ForbiddenError` instead. */
export class AccessDeniedError extends DetailedError<{
  action?: string | undefined
  resourceArn?: string | undefined
  credentialFailure?: CredentialFailure | undefined
}> {
  readonly code = 'ACCESS_DENIED'
  /** E.g. `kms:ListKeyRotations`. */
  readonly action = this.details.action
  readonly resourceArn = this.details.resourceArn
  /** Undefined if AWS accepts the credentials and denies the action. */
  readonly credentialFailure = this.details.credentialFailure
  /** True for most credential failures: credentials can be renewed while the gateway runs. */
  readonly isRetryable = this.credentialFailure !== undefined && !this.credentialFailure.isDenied
}

/** The error message for one viewer. Only administrators see AWS's words about the gateway's credentials. */
export function messageFor(
  error: { readonly message: string; readonly credentialFailure?: CredentialFailure | undefined },
  isAdministrator: boolean,
): string {
  return isAdministrator && error.credentialFailure
    ? `${error.message} Cause: ${error.credentialFailure.detail}`
    : error.message
}

export class KeyStateError extends KeyError {
  readonly code = 'KEY_STATE'
  readonly isRetryable = false
}

export class UnsupportedKeyError extends KeyError<{ reason?: string | undefined }> {
  readonly code = 'UNSUPPORTED_KEY'
  readonly isRetryable = false
  /** The `BlockerReason` if the gateway rejected the request. KMS gives no reason. */
  readonly reason = this.details.reason
}

export class NoPendingMaterialError extends KeyError {
  readonly code = 'NO_PENDING_MATERIAL'
  readonly isRetryable = false
}

export class OnDemandQuotaExceededError extends KeyError {
  readonly code = 'ON_DEMAND_QUOTA_EXCEEDED'
  readonly isRetryable = false
}

export class RotationInProgressError extends KeyError<{
  startedAt?: Date | undefined
  requestId?: string | undefined
}> {
  readonly code = 'ROTATION_IN_PROGRESS'
  readonly isRetryable = true
  readonly startedAt = this.details.startedAt
  /** The ID of the running rotation request, if it was made through this gateway. */
  readonly requestId = this.details.requestId
}

export class RotationConflictError extends KeyError<{
  nextRotationAt?: Date | undefined
  retryAfterSeconds: number
}> {
  readonly code = 'ROTATION_CONFLICT'
  readonly isRetryable = true
  readonly nextRotationAt = this.details.nextRotationAt
  readonly retryAfterSeconds = this.details.retryAfterSeconds
}

/** A precondition (`if…`) of the input does not hold. Nothing was sent. */
export class PreconditionFailedError extends KeyError<{ expected: string; actual: string }> {
  readonly code = 'PRECONDITION_FAILED'
  readonly isRetryable = false
  readonly expected = this.details.expected
  readonly actual = this.details.actual
}

/** The idempotency key was used before with other input. Nothing was sent. */
export class IdempotencyConflictError extends DetailedError<{ firstUsedAt: Date }> {
  readonly code = 'IDEMPOTENCY_CONFLICT'
  readonly isRetryable = false
  readonly firstUsedAt = this.details.firstUsedAt
}

export interface InputIssue {
  /** Path into the input, e.g. `['input', 'rotationPeriodInDays']`. */
  readonly path: readonly string[]
  readonly message: string
}

export class InvalidInputError extends OperationError {
  readonly code = 'INVALID_INPUT'
  readonly isRetryable = false
  readonly issues: readonly InputIssue[]

  constructor(issues: readonly InputIssue[], options?: OperationErrorOptions) {
    super(issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join(' '), options)
    this.issues = issues
  }
}

export class ThrottledError extends DetailedError<{ operation: string; retryAfterSeconds: number }> {
  readonly code = 'THROTTLED'
  readonly isRetryable = true
  readonly operation = this.details.operation
  readonly retryAfterSeconds = this.details.retryAfterSeconds
}

/** The gateway sent a change and got no response: KMS may or may not have made it. The gateway never sends it again. */
export class OutcomeUnknownError extends KeyError<{ requestId?: string | undefined }> {
  readonly code = 'OUTCOME_UNKNOWN'
  readonly isRetryable = false
  readonly requestId = this.details.requestId
}

export class KmsUnavailableError extends OperationError {
  readonly code = 'KMS_UNAVAILABLE'
  readonly isRetryable = true
  /** KMS refused the request with an error that this version does not know. An immediate retry would fail as well. */
  readonly wasRefused: boolean
  /** KMS did not answer in the time that a caller waits. An immediate retry would make the caller wait longer. */
  readonly wasSlow: boolean

  constructor(
    message: string,
    {
      wasRefused = false,
      wasSlow = false,
      ...options
    }: OperationErrorOptions & { readonly wasRefused?: boolean; readonly wasSlow?: boolean } = {},
  ) {
    super(message, options)
    this.wasRefused = wasRefused
    this.wasSlow = wasSlow
  }
}

/** The inventory has not read this yet. It may be read from KMS. */
export class NotReadYetError extends OperationError {
  readonly code = 'NOT_READ_YET'
  readonly isRetryable = true
}

/** The gateway requires a reason that matches a pattern. Nothing was sent. */
export class ReasonRequiredError extends DetailedError<{ pattern: string }> {
  readonly code = 'REASON_REQUIRED'
  readonly isRetryable = false
  readonly pattern = this.details.pattern
}

/** The gateway could not save the change, so it did not send it. */
export class StoreUnavailableError extends OperationError {
  readonly code = 'STORE_UNAVAILABLE'
  readonly isRetryable = true
}
