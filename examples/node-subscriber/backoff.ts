import { setTimeout as delay } from 'node:timers/promises'

const INITIAL_DELAY_MS = 500
const MAX_DELAY_MS = 30_000

/**
 * Exponential backoff with random delays, so that many subscribers that lost one gateway do not reconnect at the same
 * moment.
 */
export interface Backoff {
  /** Call this after a success. The next delay is short again. */
  reset(): void
  /** Resolves when the next attempt may start, or when the signal aborts. */
  wait(signal: AbortSignal): Promise<void>
}

export function createBackoff(random: () => number = Math.random): Backoff {
  let failures = 0
  return {
    reset() {
      failures = 0
    },
    async wait(signal) {
      const maxDelay = Math.min(INITIAL_DELAY_MS * 2 ** failures, MAX_DELAY_MS)
      failures++
      await delay(random() * maxDelay, undefined, { signal }).catch(() => {})
    },
  }
}
