import { createAdaptiveRate } from './adaptive-rate.ts'
import type { Place } from './fair-queue.ts'
import { createSlidingWindow } from './sliding-window.ts'

/** The part of a share that a request uses. */
export type Part = 'SHARED' | 'BACKGROUND' | 'RESERVED'

/**
 * Our share of one quota: how much of it was used in the second that ends now, and how much is left. rate-limiter.ts
 * explains its parts. Callers pass the time, which never goes back.
 */
export interface QuotaShare {
  hasCapacity(part: Part, place: Place, now: number): boolean
  take(part: Part, place: Place, now: number): void
  /** When the part has capacity again; -Infinity if it has now. */
  availableAt(part: 'SHARED' | 'BACKGROUND', now: number): number
  /** The time between two requests that use the part evenly, in milliseconds. */
  intervalMs(part: 'SHARED' | 'BACKGROUND', now: number): number
  noteThrottled(now: number): void
  perSecond(now: number): number
  available(now: number): number
}

/** A window is one second, or longer when less than one request per second is allowed. */
interface Allowance {
  readonly windowMs: number
  readonly RESERVED: number
  readonly SHARED: number
  readonly BACKGROUND: number
}

const RESERVED_FRACTION = 1 / 5
/** The fraction of the reserved part for one request. Reading one key takes at most four calls, however large the quota. */
const FIRST_CALLS_FRACTION = 1 / 5
const MAX_FIRST_CALLS = 4

export function createQuotaShare(requestsPerSecond: number): QuotaShare {
  const rate = createAdaptiveRate()
  const windows = {
    RESERVED: createSlidingWindow(),
    SHARED: createSlidingWindow(),
    BACKGROUND: createSlidingWindow(),
  }
  const perSecond = (now: number) => requestsPerSecond * rate.factorAt(now)

  function allowance(now: number): Allowance {
    const whole = Math.max(1, Math.floor(perSecond(now)))
    const reserved = Math.floor(whole * RESERVED_FRACTION)
    const shared = whole - reserved
    const windowMs = Math.max(1_000, (1_000 * whole) / perSecond(now))
    return { windowMs, RESERVED: reserved, SHARED: shared, BACKGROUND: Math.max(1, Math.floor(shared / 2)) }
  }

  function isFirstOfItsRequest(place: Place, now: number, { RESERVED, windowMs }: Allowance): boolean {
    if (place.request === '') return false
    windows.SHARED.countAt(now, windowMs)
    const request = nameOf(place)
    const max = Math.min(MAX_FIRST_CALLS, Math.max(1, RESERVED * FIRST_CALLS_FRACTION))
    return windows.SHARED.countOf(request) + windows.RESERVED.countOf(request) < max
  }

  return {
    hasCapacity(part, place, now) {
      const allowed = allowance(now)
      if (windows[part].countAt(now, allowed.windowMs) >= allowed[part]) return false
      if (part === 'RESERVED') return isFirstOfItsRequest(place, now, allowed)
      return windows.SHARED.countAt(now, allowed.windowMs) < allowed.SHARED
    },
    take(part, place, now) {
      windows[part === 'RESERVED' ? 'RESERVED' : 'SHARED'].add(now, nameOf(place))
      if (part === 'BACKGROUND') windows.BACKGROUND.add(now, '')
    },
    availableAt(part, now) {
      const { windowMs, SHARED, [part]: own } = allowance(now)
      return Math.max(windows.SHARED.availableAt(SHARED, windowMs), windows[part].availableAt(own, windowMs))
    },
    intervalMs(part, now) {
      const { windowMs, [part]: allowed } = allowance(now)
      return windowMs / allowed
    },
    noteThrottled: (now) => rate.noteThrottled(now),
    perSecond,
    available(now) {
      const { windowMs, RESERVED, SHARED } = allowance(now)
      const used = windows.SHARED.countAt(now, windowMs) + windows.RESERVED.countAt(now, windowMs)
      return Math.max(0, RESERVED + SHARED - used)
    },
  }
}

const nameOf = ({ caller, request }: Place): string => JSON.stringify([caller, request])
