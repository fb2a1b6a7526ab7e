/** How times are written: in the zone of the browser, or in UTC. The zone is always named. */
export type Zone = 'local' | 'UTC'

const DAY_MS = 86_400_000

const options = (zone: Zone) => ({ timeZone: zone === 'UTC' ? 'UTC' : undefined, hourCycle: 'h23' }) as const

/** `27 Nov 2026, 12:01:05 UTC` */
export const formatTime = (time: string | Date, zone: Zone): string =>
  new Intl.DateTimeFormat('en-GB', {
    ...options(zone),
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(time))

/** `27 Nov 2026`, the date in the zone. */
export const formatDate = (time: string | Date, zone: Zone): string =>
  new Intl.DateTimeFormat('en-GB', {
    ...options(zone),
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }).format(new Date(time))

/** `12:01:05 UTC`, for times of today. */
export const formatClock = (time: string | Date, zone: Zone): string =>
  new Intl.DateTimeFormat('en-GB', {
    ...options(zone),
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(time))

/** `in 12 days`, `3 days ago`, `today` */
export function formatDaysFrom(time: string | Date, now: string | Date): string {
  const days = Math.round((new Date(time).getTime() - new Date(now).getTime()) / DAY_MS)
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(days, 'day')
}

export const addDays = (time: string | Date, days: number): string =>
  new Date(new Date(time).getTime() + days * DAY_MS).toISOString()
