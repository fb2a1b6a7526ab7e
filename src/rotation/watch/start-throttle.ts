import type { Clock } from '../../clock.ts'

/**
 * Bounds the rate of starts. Each call reserves a start and returns the milliseconds to wait before it. After a second
 * without starts, the next `perSecond` starts need not wait.
 */
export function createStartThrottle(clock: Clock, perSecond: number): () => number {
  let lastStartAt = -Infinity
  return () => {
    const now = clock.elapsed()
    lastStartAt = Math.max(lastStartAt, now - 1_000) + 1_000 / perSecond
    return Math.max(0, lastStartAt - now)
  }
}
