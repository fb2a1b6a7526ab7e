import type { FleetKeyFragment, RotationType } from '../generated/graphql.ts'
import { element } from './element.ts'

const DAY_MS = 86_400_000
const UNITS = [
  ['year', 365 * DAY_MS],
  ['month', 30 * DAY_MS],
  ['day', DAY_MS],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' })
const dateTime = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' })
const timeOfDay = new Intl.DateTimeFormat('en', { timeStyle: 'medium' })

/** E.g. `in 3 days` or `2 hours ago`. */
export function relativeTime(date: string, now = Date.now()): string {
  const ms = new Date(date).getTime() - now
  const [unit, size] = UNITS.find(([, size]) => Math.abs(ms) >= size) ?? ['minute', 60_000]
  return relative.format(Math.round(ms / size), unit)
}

/** A `<time>` that shows the day, with the date and time as a tooltip. */
export const dayElement = (date: string): HTMLTimeElement =>
  element('time', { datetime: date, title: dateTime.format(new Date(date)) }, day.format(new Date(date)))

export const dateTimeElement = (date: string): HTMLTimeElement =>
  element('time', { datetime: date }, dateTime.format(new Date(date)))

/** A `<time>` that shows the time of day, with the date and time as a tooltip. */
export const timeElement = (date: string): HTMLTimeElement =>
  element(
    'time',
    { datetime: date, title: dateTime.format(new Date(date)) },
    timeOfDay.format(new Date(date)),
  )

export const rotationTypeText = (type: RotationType): string =>
  ({ AUTOMATIC: 'Automatic', ON_DEMAND: 'On demand', UNRECOGNIZED: 'Unknown type' })[type]

export interface Fact {
  readonly text: string
  /** `unknown` = the gateway could not read the value. This is not the same as off. */
  readonly tone: 'plain' | 'quiet' | 'unknown' | 'alert'
}

export function automaticRotationFact({
  rotationStatus: { automatic, periodInDays },
}: FleetKeyFragment): Fact {
  switch (automatic) {
    case 'ENABLED':
      return { text: `Every ${periodInDays ?? '?'} days`, tone: 'plain' }
    case 'DISABLED':
      return { text: 'Off', tone: 'quiet' }
    case 'AWS_MANAGED':
      return { text: 'Yearly, by AWS', tone: 'quiet' }
    case 'NOT_SUPPORTED':
      return { text: 'Not supported', tone: 'quiet' }
    case 'UNKNOWN':
      break
  }
  return { text: 'Unknown', tone: 'unknown' }
}

/** Shown instead of the date of the next rotation. */
export const missingNextRotationFact = ({ rotationStatus: { automatic } }: FleetKeyFragment): Fact =>
  automatic === 'UNKNOWN' ? { text: 'Unknown', tone: 'unknown' } : { text: 'None', tone: 'quiet' }

export function quotaFact({ onDemandQuota, problems }: FleetKeyFragment): Fact {
  if (!onDemandQuota) {
    const isUnknown = problems.rotations && problems.rotations.code !== 'UNSUPPORTED_KEY'
    return isUnknown ? { text: 'Unknown', tone: 'unknown' } : { text: 'Not supported', tone: 'quiet' }
  }
  const { remaining, limit } = onDemandQuota
  return { text: `${remaining} of ${limit}`, tone: remaining === 0 ? 'alert' : 'plain' }
}

/**
 * Why the gateway could not read some values of the key, without duplicates. A value that the key does not support is not a
 * problem.
 */
export function problemMessages({ problems }: FleetKeyFragment): readonly string[] {
  const { metadata, rotationStatus, rotations } = problems
  const messages = [metadata, rotationStatus, rotations].flatMap((problem) =>
    problem && problem.code !== 'UNSUPPORTED_KEY' ? [problem.message] : [],
  )
  return [...new Set(messages)]
}

/** Undefined for an enabled key. */
export const stateText = ({ state }: FleetKeyFragment): string | undefined =>
  state && state !== 'ENABLED' ? state.toLowerCase().replaceAll('_', ' ') : undefined
