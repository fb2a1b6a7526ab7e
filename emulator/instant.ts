import { InvalidBodyError } from './shape.ts'
import type { Reader } from './shape.ts'

/**
 * A moment, as a Date, an ISO 8601 text (`2026-03-01T12:00:00Z`), or relative to the emulator's clock: `now`,
 * `-400d`, `+20m`, with the units ms, s, m, h, d.
 */
export type Instant = Date | string

export const DAY_MS = 86_400_000

const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: DAY_MS } as const
const RELATIVE = /^([+-]\d+(?:\.\d+)?)(ms|s|m|h|d)$/
const ISO = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/

/** Reads an instant that `toMs` accepts. */
export const instant: Reader<Instant> = (value, at) => {
  if (typeof value !== 'string' && !(value instanceof Date))
    throw new InvalidBodyError(`${at}: ${explain(JSON.stringify(value))}`)
  try {
    toMs(value, 0)
  } catch (error) {
    throw new InvalidBodyError(`${at}: ${error instanceof Error ? error.message : String(error)}`)
  }
  return value
}

/** Milliseconds since the epoch. Throws a RangeError that quotes a text that is not an instant. */
export function toMs(instant: Instant, now: number): number {
  if (instant === 'now') return now
  if (typeof instant === 'string') {
    const [, amount, unit] = RELATIVE.exec(instant) ?? []
    if (amount !== undefined && unit !== undefined && isUnit(unit))
      return Math.round(now + Number(amount) * UNIT_MS[unit])
    if (!ISO.test(instant)) throw new RangeError(explain(instant))
  }
  const ms = typeof instant === 'string' ? Date.parse(instant) : instant.getTime()
  if (Number.isNaN(ms)) throw new RangeError(explain(String(instant)))
  return ms
}

const isUnit = (text: string): text is keyof typeof UNIT_MS => text in UNIT_MS
const explain = (text: string) =>
  `'${text}' is not an instant: write an ISO 8601 time, now, or an offset such as -400d or +20m`
