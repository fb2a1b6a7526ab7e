import { setTimeout as delay } from 'node:timers/promises'

/** The source of time. It is passed in everywhere, so that the emulator or a test can move it. */
export interface Clock {
  /**
   * Wall time, in milliseconds since the epoch. It can be set forward or back, so use it only for dates that are shown or
   * compared with dates.
   */
  now(): number
  /** Monotonic time in milliseconds: it never goes back. Use it for every duration; it is not a date. */
  elapsed(): number
  /** Resolves when `ms` have passed on this clock; rejects when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  // Node 22 and later write a warning for a negative time.
  sleep: (ms, signal) => delay(Math.max(0, ms), undefined, signal ? { signal } : {}),
}

/** The same instant in both times of a clock. */
export interface Instant {
  readonly elapsed: number
  readonly wall: number
}

export const instantOn = (clock: Clock): Instant => ({ elapsed: clock.elapsed(), wall: clock.now() })

/** The instant of the first call of {@link steadyDateOn} for each clock. */
const anchors = new WeakMap<Clock, Instant>()

/**
 * A date that does not move when the wall time is set, in milliseconds since the epoch: the wall time at the first call,
 * plus the monotonic time since. Use it for positions that must increase.
 */
export function steadyDateOn(clock: Clock): number {
  const { elapsed, wall } = instantOn(clock)
  const anchor = anchors.get(clock) ?? { elapsed, wall }
  anchors.set(clock, anchor)
  return Math.floor(anchor.wall + elapsed - anchor.elapsed)
}

/**
 * The earlier of wall time and {@link steadyDateOn}. Use it for expiry: nothing expires early when the wall time is set
 * forward.
 */
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
