import type { Clock } from '../../clock.ts'

/** Ends what takes too long. */
export interface TimeLimit extends Disposable {
  /** Calls `end` when the limit has passed, unless what it returns is called before. */
  start(end: () => void): () => void
}

const TICKS = 20

/**
 * One timer for all that runs, because a timer for each request to KMS would take a fifth of the processor time of the
 * request. Time is counted in ticks, so a clock that is set while something runs makes no difference.
 *
 * @param limitMs in milliseconds; up to a tenth more may pass
 */
export function createTimeLimit(clock: Clock, limitMs: number): TimeLimit {
  const disposed = new AbortController()
  // In the order of their starts, which is that of their ends.
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
        // It rejects only when it is disposed of.
        tick().catch(() => {})
      }
      return () => void running.delete(end)
    },
    [Symbol.dispose]: () => disposed.abort(),
  }
}
