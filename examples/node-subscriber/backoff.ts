import { setTimeout as delay } from 'node:timers/promises'

const FIRST_MS = 500
const LONGEST_MS = 30_000

/** Pauses between attempts: longer each time, and never the same for two services that lost one gateway together. */
export interface Backoff {
  /** Call it when something worked. */
  reset(): void
  /** Resolves when the next attempt may be made, or when the signal aborts. */
  pause(signal: AbortSignal): Promise<void>
}

export function createBackoff(random: () => number = Math.random): Backoff {
  let failures = 0
  return {
    reset() {
      failures = 0
    },
    async pause(signal) {
      const longest = Math.min(FIRST_MS * 2 ** failures, LONGEST_MS)
      failures++
      await delay(random() * longest, undefined, { signal }).catch(() => {})
    },
  }
}
