import type { Clock } from '../../clock.ts'

/** A timeout for many concurrent tasks. */
export interface TimeLimit extends Disposable {
  /** Calls `end` when the limit has passed. Call the returned function to cancel it. */
  start(end: () => void): () => void
}

const TICKS = 20

/**
 * One timer for all tasks, because a timer per request to KMS would take a fifth of the processor time of the request. Time is
 * counted in ticks, so setting the clock does not affect running tasks.
 *
 * @param limitMs in milliseconds; the timeout can be up to a tenth longer
 */
export function createTimeLimit(clock: Clock, limitMs: number): TimeLimit {
  const disposed = new AbortController()
  // In the order of their starts, which is also the order of their ends.
  const running = new Map<() => void, number>()
  let ticks = 0
  let isTicking = false

  async function tick(): Promise<void> {
    while (running.size > 0) {
      await clock.sleep(limitMs / TICKS, disposed.signal)
      ticks++
      for (const [end, startedAt] of running) {
        if (ticks - startedAt <= TICKS) break
        running.delete(end)
        end()
      }
    }
    isTicking = false
  }

  return {
    start(end) {
      running.set(end, ticks)
      if (!isTicking) {
        isTicking = true
        // It rejects only when it is disposed.
        tick().catch(() => {})
      }
      return () => void running.delete(end)
    },
    [Symbol.dispose]: () => disposed.abort(),
  }
}
