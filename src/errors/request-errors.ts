import { GatewayError } from './gateway-error.ts'

/** The request itself cannot be executed. A top-level GraphQL error. */
export abstract class RequestError extends GatewayError {
  abstract override readonly code:
    | 'BAD_USER_INPUT'
    | 'INVALID_CURSOR'
    | 'SORT_TOO_LARGE'
    | 'INVENTORY_REQUIRED'
    | 'INVENTORY_INCOMPLETE'
    | 'UNAUTHENTICATED'
    | 'AUTHENTICATION_UNAVAILABLE'
    | 'FORBIDDEN'
    | 'SLOW_CONSUMER'
    | 'DOCUMENT_LIMIT_EXCEEDED'
    | 'COST_LIMIT_EXCEEDED'
    | 'RATE_LIMITED'
    | 'TOO_MANY_SUBSCRIPTIONS'
    | 'TOO_MANY_EXPORTS'
    | 'REQUEST_TIMEOUT'
  /** Whether the same request may succeed later without a change. Undefined if the gateway cannot know. */
  readonly isRetryable?: boolean
}

/** An ID, cursor or argument is malformed, or the gateway does not serve the Region. The message quotes the value. */
export class BadUserInputError extends RequestError {
  readonly code = 'BAD_USER_INPUT'
}

/** A well-formed cursor belongs to another connection, or its KMS Marker has expired. */
export class InvalidCursorError extends RequestError {
  readonly code = 'INVALID_CURSOR'
}

export class SortTooLargeError extends RequestError {
  readonly code = 'SORT_TOO_LARGE'
}

/** The inventory does not have everything that an export includes. */
export class InventoryIncompleteError extends RequestError {
  readonly code = 'INVENTORY_INCOMPLETE'
  override readonly isRetryable = true
}

/** The question needs the inventory of all keys, and the gateway does not keep one. */
export class InventoryRequiredError extends RequestError {
  readonly code = 'INVENTORY_REQUIRED'
  override readonly isRetryable = false
}

/** The credential is missing, invalid or expired. */
export class UnauthenticatedError extends RequestError {
  readonly code = 'UNAUTHENTICATED'
}

/** The gateway cannot check credentials at the moment. The credential may be valid. */
export class AuthenticationUnavailableError extends RequestError {
  readonly code = 'AUTHENTICATION_UNAVAILABLE'
  override readonly isRetryable = true
}

export class ForbiddenError extends RequestError {
  readonly code = 'FORBIDDEN'
}

/** The queue of a subscriber is full. The subscriber can resume from its last cursor. */
export class SlowConsumerError extends RequestError {
  readonly code = 'SLOW_CONSUMER'
}

/** The document exceeds a size limit. The message quotes the size and the limit. */
export class DocumentLimitError extends RequestError {
  readonly code = 'DOCUMENT_LIMIT_EXCEEDED'
}

/** The operation exceeds the maximum cost. The message quotes its cost, the maximum and its most expensive part. */
export class CostLimitError extends RequestError {
  readonly code = 'COST_LIMIT_EXCEEDED'
}

/** The caller has used up its rate limit. Nothing was executed. */
export class RateLimitedError extends RequestError {
  readonly code = 'RATE_LIMITED'
  override readonly isRetryable = true
  readonly retryAfterSeconds: number

  constructor(message: string, options: { readonly retryAfterSeconds: number }) {
    super(message)
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}

/** The caller has the maximum number of concurrent subscriptions. */
export class TooManySubscriptionsError extends RequestError {
  readonly code = 'TOO_MANY_SUBSCRIPTIONS'
  override readonly isRetryable = true
}

/** The caller has the maximum number of concurrent downloads of exports. */
export class TooManyExportsError extends RequestError {
  readonly code = 'TOO_MANY_EXPORTS'
  override readonly isRetryable = true
}

/** The operation did not finish by its deadline. A change was not sent unless the message says otherwise. */
export class RequestTimeoutError extends RequestError {
  readonly code = 'REQUEST_TIMEOUT'
}
