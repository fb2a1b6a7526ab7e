import type { Clock } from '../../src/clock.ts'
import { atMost } from '../support/at-most.ts'
import { settle, START } from '../support/still-clock.ts'

interface Sleeper {
  readonly at: number
  readonly wake: () => void
  isCancelled: boolean
}

/** Enough for any number of sleepers. */
const MAX_DEPTH = 64

/** A clock for many thousand sleepers. It moves only by `passUntil`, from one sleep's end to the next. */
export interface HeapClock extends Clock {
  /** Moves the time until the condition is met. Waits for the work of each sleeper before the time moves on. */
  passUntil(isMet: () => boolean): Promise<void>
}

/** @param settled waits for the work of a sleeper. @default {@link settle} */
export function createHeapClock(start = START, settled = settle): HeapClock {
  let now = start
  /** A binary heap, the soonest sleeper first. */
  const heap: Sleeper[] = []
  const at = (index: number) => heap[index]?.at ?? Infinity

  function swap(left: number, right: number): void {
    const [first, second] = [heap[left], heap[right]]
    if (!first || !second) return
    heap[left] = second
    heap[right] = first
  }

  function push(sleeper: Sleeper): void {
    heap.push(sleeper)
    let index = heap.length - 1
    for (const _ of atMost(MAX_DEPTH, 'levels of the heap')) {
      const parent = (index - 1) >> 1
      if (index === 0 || at(parent) <= at(index)) return
      swap(index, parent)
      index = parent
    }
  }

  function pop(): Sleeper | undefined {
    swap(0, heap.length - 1)
    const first = heap.pop()
    let index = 0
    for (const _ of atMost(MAX_DEPTH, 'levels of the heap')) {
      const left = 2 * index + 1
      const smaller = at(left + 1) < at(left) ? left + 1 : left
      if (at(index) <= at(smaller)) break
      swap(index, smaller)
      index = smaller
    }
    return first
  }

  function popRunning(): Sleeper | undefined {
    for (const _ of atMost(heap.length + 1, 'sleepers')) {
      const sleeper = pop()
      if (!sleeper?.isCancelled) return sleeper
    }
    return undefined
  }

  return {
    now: () => now,
    elapsed: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        if (ms <= 0) return resolve()
        const abort = () => {
          sleeper.isCancelled = true
          reject(signal?.reason)
        }
        const sleeper: Sleeper = {
          at: now + ms,
          isCancelled: false,
          wake() {
            signal?.removeEventListener('abort', abort)
            resolve()
          },
        }
        signal?.addEventListener('abort', abort, { once: true })
        push(sleeper)
      }),
    async passUntil(isMet) {
      for (const _ of atMost(10_000_000, 'sleeps')) {
        await settled()
        if (isMet()) return
        const sleeper = popRunning()
        if (!sleeper) continue
        now = Math.max(now, sleeper.at)
        sleeper.wake()
      }
    },
  }
}
