import { formatClock, formatDate, formatTime } from '../format/time.ts'
import { useZone } from '../preferences/zone.ts'

export interface TimeProps {
  /** Null if the time is not known. */
  readonly at: string | Date | null | undefined
  /** `time` has date and time, `date` the date, `clock` the time of the day. @default time */
  readonly as?: 'time' | 'date' | 'clock'
}

/** A time in the zone that the reader chose. The tooltip has the exact time. */
export function Time({ at, as = 'time' }: TimeProps) {
  const zone = useZone()
  if (at === null || at === undefined) return '–'
  const format = { time: formatTime, date: formatDate, clock: formatClock }[as]
  return (
    <time dateTime={new Date(at).toISOString()} title={formatTime(at, zone)}>
      {format(at, zone)}
    </time>
  )
}
