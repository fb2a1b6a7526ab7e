/**
 * Every failure the gateway can name. Two families:
 *
 * - {@link OperationError}: expected answers of KMS or of the gateway's own checks. They are data in the graph.
 * - {@link RequestError}: the request itself cannot be carried out as written. They are top-level GraphQL errors.
 *
 * Anything else that is thrown is a bug: logged whole, shown to the client as a request id.
 */
export abstract class GatewayError extends Error {
  abstract readonly code: string

  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
  }
}

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

export interface OperationErrorOptions extends ErrorOptions {
  /** AWS's request id, for support cases and CloudTrail look-ups. */
  readonly awsRequestId?: string | undefined
}

export abstract class OperationError extends GatewayError {
  abstract override readonly code: OperationErrorCode
  /** Whether the same call may succeed later without a change. */
  abstract readonly isRetryable: boolean
  readonly awsRequestId: string | undefined

  constructor(message: string, options: OperationErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined)
    this.awsRequestId = options.awsRequestId
  }
}

/** Options of the errors that are about one key. */
export interface KeyErrorOptions extends OperationErrorOptions {
  readonly keyArn: string
}

abstract class KeyError extends OperationError {
  readonly keyArn: string

  constructor(message: string, options: KeyErrorOptions) {
    super(message, options)
    this.keyArn = options.keyArn
  }
}

export class KeyNotFoundError extends OperationError {
  readonly code = 'KEY_NOT_FOUND'
  readonly isRetryable = false
}

/** Why AWS did not accept the credentials of the gateway, or why there are none. */
export interface CredentialFailure {
  /** AWS's name of the error that rejected them. `Unavailable`: the credentials could not be read or renewed. */
  readonly reason: string
  /**
   * What AWS or its SDK says, for the log and for administrators. It holds no secret, but may name profiles, files and
   * principals.
   */
  readonly detail: string
  /** Other credentials, or the right time, are in use from now on: the same read may succeed at once. */
  readonly isRepaired: boolean
}

/** AWS refused the gateway's own credentials; what the viewer may do is a {@link ForbiddenError}. */
export class AccessDeniedError extends OperationError {
  readonly code = 'ACCESS_DENIED'
  /** Credentials can be renewed while the gateway runs, and then the same call succeeds. */
  readonly isRetryable: boolean
  /** Undefined when AWS knows the gateway and denies it this action. */
  readonly credentialFailure: CredentialFailure | undefined
  /** E.g. `kms:ListKeyRotations`. */
  readonly action: string | undefined
  readonly resourceArn: string | undefined

  constructor(
    message: string,
    options: OperationErrorOptions & {
      readonly action?: string | undefined
      readonly resourceArn?: string | undefined
      readonly credentialFailure?: CredentialFailure | undefined
    },
  ) {
    super(message, options)
    this.action = options.action
    this.resourceArn = options.resourceArn
    this.credentialFailure = options.credentialFailure
    this.isRetryable = options.credentialFailure !== undefined
  }
}

/**
 * The message for one caller. What AWS says about the gateway's credentials is for administrators; others get the
 * gateway's own sentence.
 */
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

export class UnsupportedKeyError extends KeyError {
  readonly code = 'UNSUPPORTED_KEY'
  readonly isRetryable = false
  /** The `BlockerReason`, where the gateway refused; KMS itself gives none. */
  readonly reason: string | undefined

  constructor(message: string, options: KeyErrorOptions & { readonly reason?: string | undefined }) {
    super(message, options)
    this.reason = options.reason
  }
}

export class NoPendingMaterialError extends KeyError {
  readonly code = 'NO_PENDING_MATERIAL'
  readonly isRetryable = false
}

export class OnDemandQuotaExceededError extends KeyError {
  readonly code = 'ON_DEMAND_QUOTA_EXCEEDED'
  readonly isRetryable = false
}

export class RotationInProgressError extends KeyError {
  readonly code = 'ROTATION_IN_PROGRESS'
  readonly isRetryable = true
  readonly startedAt: Date | undefined
  /** The running request, when it was made through this gateway. */
  readonly requestId: string | undefined

  constructor(
    message: string,
    options: KeyErrorOptions & {
      readonly startedAt?: Date | undefined
      readonly requestId?: string | undefined
    },
  ) {
    super(message, options)
    this.startedAt = options.startedAt
    this.requestId = options.requestId
  }
}

export class RotationConflictError extends KeyError {
  readonly code = 'ROTATION_CONFLICT'
  readonly isRetryable = true
  readonly nextRotationAt: Date | undefined
  readonly retryAfterSeconds: number

  constructor(
    message: string,
    options: KeyErrorOptions & {
      readonly nextRotationAt?: Date | undefined
      readonly retryAfterSeconds: number
    },
  ) {
    super(message, options)
    this.nextRotationAt = options.nextRotationAt
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}

/** An `if…` of the input does not hold. Nothing was sent. */
export class PreconditionFailedError extends KeyError {
  readonly code = 'PRECONDITION_FAILED'
  readonly isRetryable = false
  readonly expected: string
  readonly actual: string

  constructor(
    message: string,
    options: KeyErrorOptions & { readonly expected: string; readonly actual: string },
  ) {
    super(message, options)
    this.expected = options.expected
    this.actual = options.actual
  }
}

/** An idempotency key was used before, with other input. Nothing was sent. */
export class IdempotencyConflictError extends OperationError {
  readonly code = 'IDEMPOTENCY_CONFLICT'
  readonly isRetryable = false
  readonly firstUsedAt: Date

  constructor(message: string, options: OperationErrorOptions & { readonly firstUsedAt: Date }) {
    super(message, options)
    this.firstUsedAt = options.firstUsedAt
  }
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

export class ThrottledError extends OperationError {
  readonly code = 'THROTTLED'
  readonly isRetryable = true
  readonly operation: string
  readonly retryAfterSeconds: number

  constructor(
    message: string,
    options: OperationErrorOptions & { readonly operation: string; readonly retryAfterSeconds: number },
  ) {
    super(message, options)
    this.operation = options.operation
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}

/** A change was sent and no answer came: it may or may not have happened. Never a reason to send it again. */
export class OutcomeUnknownError extends KeyError {
  readonly code = 'OUTCOME_UNKNOWN'
  readonly isRetryable = false
  readonly requestId: string | undefined

  constructor(message: string, options: KeyErrorOptions & { readonly requestId?: string | undefined }) {
    super(message, options)
    this.requestId = options.requestId
  }
}

export class KmsUnavailableError extends OperationError {
  readonly code = 'KMS_UNAVAILABLE'
  readonly isRetryable = true
  /** KMS answered, with a refusal that this version does not know: sent again at once, it is refused again. */
  readonly wasRefused: boolean

  constructor(
    message: string,
    options: OperationErrorOptions & { readonly wasRefused?: boolean | undefined } = {},
  ) {
    super(message, options)
    this.wasRefused = options.wasRefused ?? false
  }
}

/** The gateway could not save the request for a change, so it did not send the change. */
export class StoreUnavailableError extends OperationError {
  readonly code = 'STORE_UNAVAILABLE'
  readonly isRetryable = true
}

export abstract class RequestError extends GatewayError {
  abstract override readonly code:
    | 'BAD_USER_INPUT'
    | 'INVALID_CURSOR'
    | 'SORT_TOO_LARGE'
    | 'UNAUTHENTICATED'
    | 'AUTHENTICATION_UNAVAILABLE'
    | 'FORBIDDEN'
    | 'SLOW_CONSUMER'
    | 'DOCUMENT_LIMIT_EXCEEDED'
    | 'COST_LIMIT_EXCEEDED'
    | 'RATE_LIMITED'
    | 'TOO_MANY_SUBSCRIPTIONS'
    | 'REQUEST_TIMEOUT'
  /** Whether the same request may succeed later without a change; undefined where nobody can say. */
  readonly isRetryable?: boolean
}

/** A malformed id, cursor, argument or a Region that is not served; the message quotes it. */
export class BadUserInputError extends RequestError {
  readonly code = 'BAD_USER_INPUT'
}

/** A well-formed cursor that belongs elsewhere, or whose KMS Marker has expired. */
export class InvalidCursorError extends RequestError {
  readonly code = 'INVALID_CURSOR'
}

export class SortTooLargeError extends RequestError {
  readonly code = 'SORT_TOO_LARGE'
}

/** There is no credential, or not one that holds (any more). */
export class UnauthenticatedError extends RequestError {
  readonly code = 'UNAUTHENTICATED'
}

/** Whether a credential holds cannot be said at the moment: it may well be good. */
export class AuthenticationUnavailableError extends RequestError {
  readonly code = 'AUTHENTICATION_UNAVAILABLE'
  override readonly isRetryable = true
}

export class ForbiddenError extends RequestError {
  readonly code = 'FORBIDDEN'
}

/** A subscriber let more wait than its queue holds: it should resume from where it was. */
export class SlowConsumerError extends RequestError {
  readonly code = 'SLOW_CONSUMER'
}

/** The document is larger in some way than this gateway reads; the message quotes the number and the maximum. */
export class DocumentLimitError extends RequestError {
  readonly code = 'DOCUMENT_LIMIT_EXCEEDED'
}

/** The operation would cost more than any may; the message quotes its cost, the maximum and its largest part. */
export class CostLimitError extends RequestError {
  readonly code = 'COST_LIMIT_EXCEEDED'
}

/** The caller has spent what it may for now. Nothing was executed. */
export class RateLimitedError extends RequestError {
  readonly code = 'RATE_LIMITED'
  override readonly isRetryable = true
  readonly retryAfterSeconds: number

  constructor(message: string, options: { readonly retryAfterSeconds: number }) {
    super(message)
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}

/** The caller has as many subscriptions at a time as one may. */
export class TooManySubscriptionsError extends RequestError {
  readonly code = 'TOO_MANY_SUBSCRIPTIONS'
  override readonly isRetryable = true
}

/** An operation had no answer by its deadline. Of a change: nothing was sent, unless the message says otherwise. */
export class RequestTimeoutError extends RequestError {
  readonly code = 'REQUEST_TIMEOUT'
}

/** KMS no longer knows a Marker. Never leaves the gateway: whoever pages turns it into an {@link InvalidCursorError}. */
export class InvalidMarkerError extends GatewayError {
  readonly code = 'INVALID_MARKER'
}

/** The gateway cannot start as configured; the message is one line for whoever started it. */
export class StartupError extends GatewayError {
  readonly code = 'STARTUP'
}
