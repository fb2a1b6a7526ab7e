import { AccessDeniedError, KmsUnavailableError, ThrottledError } from '../../errors/operation-errors.ts'
import type { KmsOperation } from '../kms.ts'

/** The first one included. */
export const MAX_ATTEMPTS = 3

/** KMS's throttling passes more slowly than a broken connection. */
const THROTTLED_PAUSE_FACTOR = 20
const LONGEST_PAUSE_MS = 20_000

/** These may be sent again when KMS says that it did not do it: setting the same thing twice does no harm. */
const REPEATABLE_CHANGES = new Set<KmsOperation>(['EnableKeyRotation', 'DisableKeyRotation'])

/**
 * Whether the same call may be sent again after this failure. A read may after all that passes: a fault of KMS, a broken
 * connection, a throttling, credentials that were rejected and have been renewed. A change may only where it was surely not done, and RotateKeyOnDemand never: that there is at
 * most one for each rotation asked for must not hang on what an error means.
 */
export function isWorthRepeating(operation: KmsOperation, isChange: boolean, error: unknown): boolean {
  if (error instanceof ThrottledError) return !isChange || REPEATABLE_CHANGES.has(operation)
  if (isChange) return false
  if (error instanceof AccessDeniedError) return error.credentialFailure?.isRepaired ?? false
  return error instanceof KmsUnavailableError && !error.wasRefused
}

/** Full jitter: from nothing to twice as long each time, so that what failed together does not come back together. */
export function pauseBefore(
  attempt: number,
  error: unknown,
  { random, retryPauseMs }: { readonly random: () => number; readonly retryPauseMs: number },
): number {
  const first = error instanceof ThrottledError ? retryPauseMs * THROTTLED_PAUSE_FACTOR : retryPauseMs
  return random() * Math.min(first * 2 ** (attempt - 2), LONGEST_PAUSE_MS)
}

const MOST_IN_RESERVE = 100

/**
 * Bounds the repetitions of all calls together: while nothing succeeds there are a hundred, and each success makes room
 * for a tenth of one. A KMS that is down is not asked three times by everybody.
 */
export interface RetryBudget {
  /** False when it is spent. */
  take(): boolean
  noteSuccess(): void
}

export function createRetryBudget(): RetryBudget {
  let left = MOST_IN_RESERVE
  return {
    take() {
      if (left < 1) return false
      left--
      return true
    },
    noteSuccess() {
      left = Math.min(MOST_IN_RESERVE, left + 0.1)
    },
  }
}
