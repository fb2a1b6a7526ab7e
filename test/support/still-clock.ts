import { setImmediate as immediate } from 'node:timers/promises'
import type { Clock } from '../../src/clock.ts'
import { atMost } from './at-most.ts'

/** A clock that moves only by `pass`, from one sleep's end to the next. */
export interface StillClock extends Clock {
  /** Sets the wall time forward, or back with a negative number. The monotonic time does not move. */
  step(ms: number): void
  /** Number of sleepers. */
  readonly sleeping: number
  /** Milliseconds until each sleeper wakes, soonest first. */
  waits(): readonly number[]
  /** Advances by `ms`. Wakes each sleeper at its time, and waits for its work before the time moves on. */
  pass(ms: number): Promise<void>
}

export const START = Date.parse('2026-11-23T12:00:00.000Z')

/** Waits until all pending work that needs no time has run. */
export const settle = (): Promise<void> => immediate()

export function createStillClock(start = START): StillClock {
  let now = start
  let stepped = 0
  const sleepers = new Map<() => void, number>()
  const soonestFirst = () => [...sleepers].toSorted(([, left], [, right]) => left - right)

  return {
    now: () => now + stepped,
    elapsed: () => now,
    step(ms) {
      stepped += ms
    },
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        if (ms <= 0) return resolve()
        const abort = () => {
          sleepers.delete(wake)
          reject(signal?.reason)
        }
        const wake = () => {
          signal?.removeEventListener('abort', abort)
          resolve()
        }
        signal?.addEventListener('abort', abort, { once: true })
        sleepers.set(wake, now + ms)
      }),
    get sleeping() {
      return sleepers.size
    },
    waits: () => soonestFirst().map(([, at]) => at - now),
    async pass(ms) {
      const until = now + ms
      await settle()
      for (const _ of atMost(1_000_000, 'sleepers')) {
        const [next] = soonestFirst()
        if (!next || next[1] > until) break
        const [wake, at] = next
        sleepers.delete(wake)
        now = Math.max(now, at)
        wake()
        await settle()
      }
      now = until
    },
  }
}
