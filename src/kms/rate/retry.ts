import { AccessDeniedError, KmsUnavailableError, ThrottledError } from '../../errors/operation-errors.ts'
import type { KmsOperation } from '../kms.ts'
import { OPERATIONS } from '../operations.ts'

/** Including the first attempt. */
export const MAX_ATTEMPTS = 3

/** Throttling by KMS lasts longer than a broken connection. */
const THROTTLED_PAUSE_FACTOR = 20
const MAX_PAUSE_MS = 20_000

/**
 * Whether the same call may be sent again after this failure. A read may be sent again after every temporary failure: a
 * fault of KMS, a broken connection, throttling, or rejected credentials that have been renewed. A change may be sent again
 * only when its row allows it and KMS throttled it, which means that KMS did nothing. RotateKeyOnDemand is never sent again,
 * so that a wrong reading of an error cannot cause a second rotation.
 */
export function isWorthRepeating(operation: KmsOperation, error: unknown): boolean {
  const row = OPERATIONS[operation]
  if (row.kind === 'CHANGE') return row.isRepeatable && error instanceof ThrottledError
  if (error instanceof AccessDeniedError) return error.credentialFailure?.isRepaired ?? false
  if (error instanceof KmsUnavailableError) return !error.wasRefused && !error.wasSlow
  return error instanceof ThrottledError
}

/** Full jitter: from zero to a maximum that doubles each time, so that calls that failed together retry apart. */
export function pauseBefore(
  attempt: number,
  error: unknown,
  { random, retryPauseMs }: { readonly random: () => number; readonly retryPauseMs: number },
): number {
  const first = error instanceof ThrottledError ? retryPauseMs * THROTTLED_PAUSE_FACTOR : retryPauseMs
  return random() * Math.min(first * 2 ** (attempt - 2), MAX_PAUSE_MS)
}

const MAX_RETRIES = 100

/**
 * Bounds the retries of all calls together: 100 while no call succeeds, and each success adds a tenth of a retry. So the
 * gateway does not send every call three times while KMS is down.
 */
export interface RetryBudget {
  /** False when the budget is used up. */
  take(): boolean
  noteSuccess(): void
}

export function createRetryBudget(): RetryBudget {
  let left = MAX_RETRIES
  return {
    take() {
      if (left < 1) return false
      left--
      return true
    },
    noteSuccess() {
      left = Math.min(MAX_RETRIES, left + 0.1)
    },
  }
}
