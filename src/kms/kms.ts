import type { KmsInput, KmsOperation, KmsOutput } from './operations.ts'

export type { KmsInput, KmsOperation, KmsOutput } from './operations.ts'
export type * from './values.ts'

/** The port to AWS KMS in one account and Region. operations.ts has a row for each operation that the gateway calls. */
export interface Kms {
  readonly scope: KmsScope
  /**
   * A change is sent again only when KMS answered that it did not make the change, and RotateKeyOnDemand is never sent
   * again.
   *
   * @throws {OperationError} when the call failed, never an error of the SDK
   * @throws {InvalidMarkerError} when KMS does not know the Marker of the input
   * @throws {OutcomeUnknownError} when a change was sent and KMS itself did not answer
   */
  call<Name extends KmsOperation>(
    operation: Name,
    input: KmsInput<Name>,
    options?: CallOptions,
  ): Promise<KmsOutput<Name>>
}

/** The account and Region that a KMS belongs to. */
export interface KmsScope {
  /** The partition of ARNs: `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: string
  readonly accountId: string
  readonly region: string
}

/** The caller and purpose of a call. Each layer under the port uses the members that concern it and passes all of them on. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  /** Whose call it is. Each caller gets a fair share of a quota. Undefined = the gateway itself. */
  readonly caller?: string | undefined
  /**
   * Which of the caller's requests the call is for. Each request gets a fair share of the caller's share. Background calls
   * with {@link NAMED_REQUEST} go before other background calls.
   */
  readonly request?: string | undefined
  /** The subject on whose behalf a change is sent. Undefined = the gateway itself. */
  readonly onBehalfOf?: string | undefined
  /** A background call lets interactive calls go first. @default 'INTERACTIVE' */
  readonly priority?: CallPriority | undefined
  /**
   * Whether a caller waits for the response now, so that the read ends when KMS does not answer in time.
   *
   * @default whether the priority is INTERACTIVE
   */
  readonly isAwaited?: (() => boolean) | undefined
  /** Monotonic time of the clock, in milliseconds. A response after this is useless. @default none */
  readonly deadline?: number | undefined
  /** Maximum age of the response to a read, in milliseconds; 0 = read after this call. @default as configured */
  readonly maxAgeMs?: number | undefined
  /** Called for each request that is sent to KMS because of this call. */
  readonly onSent?: ((operation: KmsOperation) => void) | undefined
  /** Called when a request for this call starts to wait for a permit, once for each request that waits. */
  readonly onQueued?: ((queued: QueuedRequest) => void) | undefined
  /** Called with the difference to KMS's clock, if the response has a date. Not called for a cached or coalesced response. */
  readonly onClockDifference?: ((difference: ClockDifference) => void) | undefined
}

export type CallPriority = 'INTERACTIVE' | 'BACKGROUND'

/** The `request` of background calls about a key that a caller named, or that AWS says may have changed. */
export const NAMED_REQUEST = 'named'

/** A request that waits for a permit. Both methods do nothing once it has one. */
export interface QueuedRequest {
  /**
   * Another call needs the same response. The request also waits in the place of that call and is sent with the first
   * permit of any of its calls.
   *
   * @throws {ThrottledError} when no permit is available before the deadline of this call; the request keeps waiting
   */
  join(call: CallOptions): void
  /** The first call, or one that joined, was cancelled while others still need the response. */
  leave(call: CallOptions): void
}

/** How far KMS's clock is ahead of the gateway's, in milliseconds. Negative if it is behind. */
export interface ClockDifference {
  readonly atLeastMs: number
  readonly atMostMs: number
}
