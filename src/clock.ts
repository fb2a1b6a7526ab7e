import { setTimeout as delay } from 'node:timers/promises'

/** Time as the gateway knows it. Passed in everywhere, so that an emulator or a test can move it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Resolves when `ms` have passed on this clock; rejects when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => delay(ms, undefined, signal ? { signal } : {}),
}

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
