import { hasPassed } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { createStartThrottle } from './start-throttle.ts'

/** Starts things at a bounded rate, urgent ones first, and otherwise in the order in which they were added. */
export interface StartQueue extends Disposable {
  add(start: () => void, isUrgent: boolean): QueuedStart
}

export interface QueuedStart {
  /** Makes it urgent: it starts after the other urgent ones and before the rest. */
  prioritize(): void
  /** Does nothing if it has started already. */
  cancel(): void
}

export function createStartQueue(clock: Clock, perSecond: number): StartQueue {
  const startDelay = createStartThrottle(clock, perSecond)
  const urgent = new Set<() => void>()
  const others = new Set<() => void>()
  const ending = new AbortController()
  let isRunning = false

  async function run(): Promise<void> {
    isRunning = true
    while (urgent.size + others.size > 0) {
      const waitMs = startDelay()
      if (waitMs > 0 && !(await hasPassed(clock, waitMs, ending.signal))) break
      const queue = urgent.size > 0 ? urgent : others
      for (const start of queue) {
        queue.delete(start)
        start()
        break
      }
    }
    isRunning = false
  }

  return {
    add(begin, isUrgent) {
      // A new function, because the same one may be added twice.
      const start = () => begin()
      ;(isUrgent ? urgent : others).add(start)
      if (!isRunning && !ending.signal.aborted) void run()
      return {
        prioritize() {
          if (others.delete(start)) urgent.add(start)
        },
        cancel() {
          urgent.delete(start)
          others.delete(start)
        },
      }
    },
    [Symbol.dispose]() {
      ending.abort()
      urgent.clear()
      others.clear()
    },
  }
}
