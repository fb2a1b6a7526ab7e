import type { Clock } from '../../clock.ts'

/**
 * Turns at a bounded rate. Each call takes one and says how long to wait for it: nothing for as many as fit into a
 * second, when none was taken in the last one.
 */
export function createPace(clock: Clock, perSecond: number): () => number {
  let lastTurnAt = -Infinity
  return () => {
    const now = clock.elapsed()
    lastTurnAt = Math.max(lastTurnAt, now - 1_000) + 1_000 / perSecond
    return Math.max(0, lastTurnAt - now)
  }
}
