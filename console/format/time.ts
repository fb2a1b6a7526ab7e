/** How times are written: in the zone of the browser, or in UTC. The zone is always named. */
export type Zone = 'local' | 'UTC'

const DAY_MS = 86_400_000

const DATE = { day: 'numeric', month: 'short', year: 'numeric' } as const
const CLOCK = { hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short' } as const

/** Creating a format is slow, and a table has hundreds of times. */
function formatsOf(options: Intl.DateTimeFormatOptions): { readonly [zone in Zone]: Intl.DateTimeFormat } {
  const formatOf = (timeZone: string | undefined) =>
    new Intl.DateTimeFormat('en-GB', { ...options, timeZone, hourCycle: 'h23' })
  return { local: formatOf(undefined), UTC: formatOf('UTC') }
}

const times = formatsOf({ ...DATE, ...CLOCK })
const dates = formatsOf(DATE)
const clocks = formatsOf(CLOCK)

/** `27 Nov 2026, 12:01:05 UTC` */
export const formatTime = (time: string | Date, zone: Zone): string => times[zone].format(new Date(time))

/** `27 Nov 2026`, the date in the zone. */
export const formatDate = (time: string | Date, zone: Zone): string => dates[zone].format(new Date(time))

/** `12:01:05 UTC`, for times of today. */
export const formatClock = (time: string | Date, zone: Zone): string => clocks[zone].format(new Date(time))

/** `in 12 days`, `3 days ago`, `today` */
export function formatDaysFrom(time: string | Date, now: string | Date): string {
  const days = Math.round((new Date(time).getTime() - new Date(now).getTime()) / DAY_MS)
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(days, 'day')
}

export const addDays = (time: string | Date, days: number): string =>
  new Date(new Date(time).getTime() + days * DAY_MS).toISOString()
