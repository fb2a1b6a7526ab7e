import { setTimeout as delay } from 'node:timers/promises'

/** Time as the gateway knows it. Passed in everywhere, so that an emulator or a test can move it. */
export interface Clock {
  /** Wall time, in milliseconds since the epoch. Somebody may set it: only for dates that are shown or compared with dates. */
  now(): number
  /**
   * Milliseconds that never go back, whatever happens to the wall time: for every duration. Read it with
   * {@link elapsedOn}. @default derived from `now`: steps back are left out
   */
  elapsed?(): number
  /** Resolves when `ms` have passed on this clock; rejects when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  sleep: (ms, signal) => delay(ms, undefined, signal ? { signal } : {}),
}

interface Derived {
  latest: number
  setBackBy: number
}

/** For clocks that have wall time only. */
const derived = new WeakMap<Clock, Derived>()

/** The monotonic time of a clock, in milliseconds. Its differences are durations; it is not a date. */
export function elapsedOn(clock: Clock): number {
  if (clock.elapsed) return clock.elapsed()
  const before = derived.get(clock) ?? { latest: -Infinity, setBackBy: 0 }
  const time = clock.now()
  const setBackBy = Math.max(before.setBackBy, before.latest - time)
  const latest = time + setBackBy
  derived.set(clock, { latest, setBackBy })
  return latest
}

/** One instant, in both times of a clock. */
export interface Instant {
  readonly elapsed: number
  readonly wall: number
}

export const instantOn = (clock: Clock): Instant => ({ elapsed: elapsedOn(clock), wall: clock.now() })

/** The dates that a clock had at first, and how much time had passed then. */
const anchors = new WeakMap<Clock, Instant>()

/**
 * Milliseconds since the epoch on a clock that nobody sets: wall time at its first use, and monotonic from then on. For
 * places in an order that have to grow.
 */
export function steadyDateOn(clock: Clock): number {
  const { elapsed, wall } = instantOn(clock)
  const anchor = anchors.get(clock) ?? { elapsed, wall }
  anchors.set(clock, anchor)
  return Math.floor(anchor.wall + elapsed - anchor.elapsed)
}

/** The earlier of wall time and {@link steadyDateOn}: what expires by this does not expire early, whoever sets the time. */
export const cautiousDateOn = (clock: Clock): number => Math.min(clock.now(), steadyDateOn(clock))

/** Whether the time passes before the signal aborts. */
export async function hasPassed(clock: Clock, ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await clock.sleep(ms, signal)
    return true
  } catch (error) {
    if (signal.aborted) return false
    throw error
  }
}
