/** The emulator's clock: real time, faster or slower, or stopped. Has the shape of the gateway's `Clock`. */
export interface EmulatorClock {
  /** Clock milliseconds per real millisecond; 0 = only `advance` and `set` move the clock. */
  readonly speed: number
  /** Whole milliseconds since the epoch. Never goes back. */
  now(): number
  /** Monotonic time in milliseconds: here the same as `now`. */
  elapsed(): number
  /** Resolves when `ms` have passed on this clock, also by `advance` or `set`. Rejects with the signal's reason. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** Moves the clock forward. Throws a RangeError for less than 0. */
  advance(ms: number): void
  /** Moves the clock forward to an instant. Throws a RangeError for an instant in its past. */
  set(instant: number | Date): void
}

export interface EmulatorClockOptions {
  /** Start time, in milliseconds since the epoch. @default now */
  readonly start?: number | Date
  /** @default 1 */
  readonly speed?: number
}

interface Sleeper {
  readonly wakeAt: number
  readonly wake: () => void
  timer: NodeJS.Timeout | undefined
}

/** Node fires timers with a longer delay at once. */
const MAX_TIMER_MS = 2_147_483_647

export function createEmulatorClock(options: EmulatorClockOptions = {}): EmulatorClock {
  const { start, speed = 1 } = options
  if (!Number.isFinite(speed) || speed < 0) throw new RangeError(`speed must be 0 or more, not ${speed}`)

  const startedReal = performance.timeOrigin + performance.now()
  const startedAt = start === undefined ? startedReal : Number(start)
  if (!Number.isFinite(startedAt)) throw new RangeError('start is not an instant')
  const sleepers = new Set<Sleeper>()
  let moved = 0

  const now = () => {
    const realMs = performance.timeOrigin + performance.now() - startedReal
    return Math.floor(startedAt + realMs * speed + moved)
  }

  function arm(sleeper: Sleeper): void {
    clearTimeout(sleeper.timer)
    const remaining = sleeper.wakeAt - now()
    if (remaining <= 0) {
      sleepers.delete(sleeper)
      sleeper.wake()
      return
    }
    if (speed > 0)
      sleeper.timer = setTimeout(() => arm(sleeper), Math.min(Math.ceil(remaining / speed), MAX_TIMER_MS))
  }

  function advance(ms: number): void {
    if (!Number.isFinite(ms) || ms < 0)
      throw new RangeError(`the clock only moves forward, not by ${ms} milliseconds`)
    moved += ms
    for (const sleeper of [...sleepers].toSorted((a, b) => a.wakeAt - b.wakeAt)) arm(sleeper)
  }

  return {
    speed,
    now,
    elapsed: now,
    advance,
    set: (instant) => advance(Number(instant) - now()),
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        const abort = () => {
          clearTimeout(sleeper.timer)
          sleepers.delete(sleeper)
          reject(signal?.reason)
        }
        const wake = () => {
          signal?.removeEventListener('abort', abort)
          resolve()
        }
        const sleeper: Sleeper = { wakeAt: now() + ms, wake, timer: undefined }
        signal?.addEventListener('abort', abort, { once: true })
        sleepers.add(sleeper)
        arm(sleeper)
      }),
  }
}
