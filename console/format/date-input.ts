import type { Zone } from './time.ts'

/** The start of a date such as `2026-11-27` in the zone, as an RFC 3339 timestamp. Undefined if the text is not a date. */
export function startOfDate(date: string, zone: Zone): string | undefined {
  const start = new Date(zone === 'UTC' ? `${date}T00:00:00Z` : `${date}T00:00:00`)
  return /^\d{4}-\d\d-\d\d$/.test(date) && !Number.isNaN(start.getTime()) ? start.toISOString() : undefined
}

/** The date in the zone as a date input has it: `2026-11-27`. */
export const dateOf = (time: string, zone: Zone): string =>
  new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone === 'UTC' ? 'UTC' : undefined,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(new Date(time))

/** Whether a time is the start of a date in the zone. */
export const isStartOfDate = (time: string, zone: Zone): boolean =>
  startOfDate(dateOf(time, zone), zone) === new Date(time).toISOString()
