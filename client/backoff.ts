const INITIAL_DELAY_MS = 500
const MAX_DELAY_MS = 30_000
/** The gateway may name a longer delay than {@link MAX_DELAY_MS}. This bounds it. */
const MAX_NAMED_DELAY_MS = 60_000
/** A connection that lasted this long counts as a success. */
const STABLE_MS = 30_000

/** Random delays whose maximum doubles, so that clients that lost one gateway do not return at the same moment. */
export interface Backoff {
  /** Call this after a success. The next delay is short again. */
  reset(): void
  /** The milliseconds until the next attempt. @param retryAfterSeconds the shortest delay that the gateway named, up to 60 */
  next(retryAfterSeconds?: number): number
}

export function createBackoff(random: () => number = Math.random): Backoff {
  let failures = 0
  return {
    reset() {
      failures = 0
    },
    next(retryAfterSeconds = 0) {
      const delayMs = random() * Math.min(INITIAL_DELAY_MS * 2 ** failures, MAX_DELAY_MS)
      failures++
      return Math.min(retryAfterSeconds * 1_000, MAX_NAMED_DELAY_MS) + delayMs
    },
  }
}

/** Whether a connection that began at this time of `performance.now()` has lasted long enough to count as a success. */
export const isStable = (connectedAt: number): boolean => performance.now() - connectedAt >= STABLE_MS
