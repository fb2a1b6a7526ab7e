import { createCarefulRate } from './adaptive-rate.ts'
import type { Place } from './fair-queue.ts'
import { createSendLog } from './sliding-window.ts'

/** What part of a share a request takes. */
export type Part = 'OPEN' | 'BACKGROUND' | 'KEPT'

/**
 * Our share of one quota: what of it was taken in the second that ends now, and what may still be. quota-gate.ts says what
 * its parts are for. Times are given by whoever asks and never go back.
 */
export interface QuotaShare {
  hasRoom(part: Part, place: Place, now: number): boolean
  take(part: Part, place: Place, now: number): void
  /** From when on there is room; -Infinity where there is now. */
  opensAt(part: 'OPEN' | 'BACKGROUND', now: number): number
  /** How far apart requests are, in milliseconds, that use the part up evenly. */
  intervalMs(part: 'OPEN' | 'BACKGROUND', now: number): number
  noteThrottled(now: number): void
  perSecond(now: number): number
  available(now: number): number
}

/** Each window is at least a second, and longer where not one request fits into a second. */
interface Allowance {
  readonly windowMs: number
  readonly KEPT: number
  readonly OPEN: number
  readonly BACKGROUND: number
}

const KEPT_FRACTION = 1 / 5
/** Of what is kept, for one request: no more than looking at one key takes, however large the quota. */
const FIRST_CALLS_FRACTION = 1 / 5
const MAX_FIRST_CALLS = 4

export function createQuotaShare(requestsPerSecond: number): QuotaShare {
  const rate = createCarefulRate()
  const logs = { KEPT: createSendLog(), OPEN: createSendLog(), BACKGROUND: createSendLog() }
  const perSecond = (now: number) => requestsPerSecond * rate.factorAt(now)

  function allowance(now: number): Allowance {
    const whole = Math.max(1, Math.floor(perSecond(now)))
    const kept = Math.floor(whole * KEPT_FRACTION)
    const open = whole - kept
    const windowMs = Math.max(1_000, (1_000 * whole) / perSecond(now))
    return { windowMs, KEPT: kept, OPEN: open, BACKGROUND: Math.max(1, Math.floor(open / 2)) }
  }

  function isFirstOfItsRequest(place: Place, now: number, { KEPT, windowMs }: Allowance): boolean {
    if (place.request === '') return false
    logs.OPEN.countAt(now, windowMs)
    const what = nameOf(place)
    const mayBe = Math.min(MAX_FIRST_CALLS, Math.max(1, KEPT * FIRST_CALLS_FRACTION))
    return logs.OPEN.countFor(what) + logs.KEPT.countFor(what) < mayBe
  }

  return {
    hasRoom(part, place, now) {
      const allowed = allowance(now)
      if (logs[part].countAt(now, allowed.windowMs) >= allowed[part]) return false
      if (part === 'KEPT') return isFirstOfItsRequest(place, now, allowed)
      return logs.OPEN.countAt(now, allowed.windowMs) < allowed.OPEN
    },
    take(part, place, now) {
      logs[part === 'KEPT' ? 'KEPT' : 'OPEN'].add(now, nameOf(place))
      if (part === 'BACKGROUND') logs.BACKGROUND.add(now, '')
    },
    opensAt(part, now) {
      const { windowMs, OPEN, [part]: own } = allowance(now)
      return Math.max(logs.OPEN.opensAt(OPEN, windowMs), logs[part].opensAt(own, windowMs))
    },
    intervalMs(part, now) {
      const { windowMs, [part]: allowed } = allowance(now)
      return windowMs / allowed
    },
    noteThrottled: (now) => rate.noteThrottled(now),
    perSecond,
    available(now) {
      const { windowMs, KEPT, OPEN } = allowance(now)
      const taken = logs.OPEN.countAt(now, windowMs) + logs.KEPT.countAt(now, windowMs)
      return Math.max(0, KEPT + OPEN - taken)
    },
  }
}

const nameOf = ({ caller, request }: Place): string => JSON.stringify([caller, request])
