import { hasPassed } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { createStartThrottle } from './start-throttle.ts'

/**
 * Starts things at a bounded rate: the named ones before the others, each in the order in which they were added. Notices take
 * turns with the rest, so that one notice waits for at most one other start, and many notices do not hold up the rest.
 */
export interface StartQueue extends Disposable {
  add(start: () => void, kind: StartKind): QueuedStart
}

export type StartKind = 'NOTICE' | 'NAMED' | 'OTHER'

export interface QueuedStart {
  /** Makes it a named one, unless it is a notice. */
  prioritize(): void
  /** Does nothing if it has started already. */
  cancel(): void
}

export function createStartQueue(clock: Clock, perSecond: number): StartQueue {
  const startDelay = createStartThrottle(clock, perSecond)
  const notices = new Set<() => void>()
  const named = new Set<() => void>()
  const others = new Set<() => void>()
  const queues = { NOTICE: notices, NAMED: named, OTHER: others }
  const ending = new AbortController()
  let isRunning = false
  let wasNotice = false

  async function run(): Promise<void> {
    isRunning = true
    while (notices.size + named.size + others.size > 0) {
      const waitMs = startDelay()
      if (waitMs > 0 && !(await hasPassed(clock, waitMs, ending.signal))) break
      const queue = nextQueue()
      for (const start of queue) {
        queue.delete(start)
        start()
        break
      }
    }
    isRunning = false
  }

  function nextQueue(): Set<() => void> {
    const rest = named.size > 0 ? named : others
    wasNotice = notices.size > 0 && !(wasNotice && rest.size > 0)
    return wasNotice ? notices : rest
  }

  return {
    add(begin, kind) {
      // A new function, because the same one may be added twice.
      const start = () => begin()
      queues[kind].add(start)
      if (!isRunning && !ending.signal.aborted) void run()
      return {
        prioritize() {
          if (others.delete(start)) named.add(start)
        },
        cancel() {
          for (const queue of [notices, named, others]) queue.delete(start)
        },
      }
    },
    [Symbol.dispose]() {
      ending.abort()
      for (const queue of [notices, named, others]) queue.clear()
    },
  }
}
