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

/** The requests of one part in a window. A window is one second, or longer when less than one request per second is allowed. */
interface Allowance {
  readonly requests: number
  readonly windowMs: number
}

const RESERVED_FRACTION = 1 / 5
/** The fraction of the reserved part for one request. Reading one key takes at most four calls, however large the quota. */
const FIRST_CALLS_FRACTION = 1 / 5
const MAX_FIRST_CALLS = 4

/** @param maxBackgroundPerSecond the maximum rate of BACKGROUND requests, if the shared part allows it */
export function createQuotaShare(requestsPerSecond: number, maxBackgroundPerSecond: number): QuotaShare {
  const rate = createAdaptiveRate()
  const windows = {
    RESERVED: createSlidingWindow(),
    SHARED: createSlidingWindow(),
    BACKGROUND: createSlidingWindow(),
  }
  const perSecond = (now: number) => requestsPerSecond * rate.factorAt(now)

  function allowances(now: number): Readonly<Record<Part, Allowance>> {
    const { requests, windowMs } = allowanceOf(perSecond(now))
    const reserved = Math.floor(requests * RESERVED_FRACTION)
    const shared = requests - reserved
    const halfPerSecond = (1_000 * Math.max(1, Math.floor(shared / 2))) / windowMs
    return {
      RESERVED: { requests: reserved, windowMs },
      SHARED: { requests: shared, windowMs },
      BACKGROUND: allowanceOf(Math.min(halfPerSecond, maxBackgroundPerSecond * rate.factorAt(now))),
    }
  }

  function isFirstOfItsRequest(place: Place, now: number, { requests, windowMs }: Allowance): boolean {
    if (place.request === '') return false
    windows.SHARED.countAt(now, windowMs)
    const request = nameOf(place)
    const max = Math.min(MAX_FIRST_CALLS, Math.max(1, requests * FIRST_CALLS_FRACTION))
    return windows.SHARED.countOf(request) + windows.RESERVED.countOf(request) < max
  }

  const used = (part: Part, now: number, { windowMs }: Allowance) => windows[part].countAt(now, windowMs)

  return {
    hasCapacity(part, place, now) {
      const { [part]: own, SHARED } = allowances(now)
      if (used(part, now, own) >= own.requests) return false
      return part === 'RESERVED'
        ? isFirstOfItsRequest(place, now, own)
        : used('SHARED', now, SHARED) < SHARED.requests
    },
    take(part, place, now) {
      windows[part === 'RESERVED' ? 'RESERVED' : 'SHARED'].add(now, nameOf(place))
      if (part === 'BACKGROUND') windows.BACKGROUND.add(now, '')
    },
    availableAt(part, now) {
      const { [part]: own, SHARED } = allowances(now)
      return Math.max(
        windows.SHARED.availableAt(SHARED.requests, SHARED.windowMs),
        windows[part].availableAt(own.requests, own.windowMs),
      )
    },
    intervalMs(part, now) {
      const { requests, windowMs } = allowances(now)[part]
      return windowMs / requests
    },
    noteThrottled: (now) => rate.noteThrottled(now),
    perSecond,
    available(now) {
      const { RESERVED, SHARED } = allowances(now)
      const sent = used('SHARED', now, SHARED) + used('RESERVED', now, RESERVED)
      return Math.max(0, RESERVED.requests + SHARED.requests - sent)
    },
  }
}

function allowanceOf(perSecond: number): Allowance {
  const requests = Math.max(1, Math.floor(perSecond))
  return { requests, windowMs: Math.max(1_000, (1_000 * requests) / perSecond) }
}

const nameOf = ({ caller, request }: Place): string => JSON.stringify([caller, request])
