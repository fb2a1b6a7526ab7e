const INITIAL_DELAY_MS = 500
const MAX_DELAY_MS = 20_000

/** Exponential backoff with random delays, so that pages that lost one gateway do not reconnect at the same moment. */
export interface Backoff {
  /** Call this after a success. The next delay is short again. */
  reset(): void
  /** Resolves when the next attempt may start, or when the signal aborts. */
  wait(signal: AbortSignal): Promise<void>
}

export function createBackoff(): Backoff {
  let failures = 0
  return {
    reset() {
      failures = 0
    },
    wait: (signal) =>
      new Promise((resolve) => {
        const ms = Math.random() * Math.min(INITIAL_DELAY_MS * 2 ** failures++, MAX_DELAY_MS)
        const end = () => {
          window.clearTimeout(timer)
          signal.removeEventListener('abort', end)
          resolve()
        }
        const timer = window.setTimeout(end, ms)
        signal.addEventListener('abort', end)
      }),
  }
}
