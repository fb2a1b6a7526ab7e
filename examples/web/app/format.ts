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
const instant = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' })
const clock = new Intl.DateTimeFormat('en', { timeStyle: 'medium' })

const dateOf = (date: string) => new Date(date)

export function distance(date: string, now = Date.now()): string {
  const ms = dateOf(date).getTime() - now
  const [unit, size] = UNITS.find(([, size]) => Math.abs(ms) >= size) ?? ['minute', 60_000]
  return relative.format(Math.round(ms / size), unit)
}

/** A `<time>` that says the day, and the whole instant to who points at it. */
export const dayOf = (date: string): HTMLTimeElement =>
  element('time', { datetime: date, title: instant.format(dateOf(date)) }, day.format(dateOf(date)))

export const instantOf = (date: string): HTMLTimeElement =>
  element('time', { datetime: date }, instant.format(dateOf(date)))

export const clockOf = (date: string): HTMLTimeElement =>
  element('time', { datetime: date, title: instant.format(dateOf(date)) }, clock.format(dateOf(date)))

export const typeOf = (type: RotationType): string =>
  ({ AUTOMATIC: 'Automatic', ON_DEMAND: 'On demand', UNRECOGNIZED: 'Of another type' })[type]

export interface Fact {
  readonly text: string
  /** `unknown` = it could not be read, which is not the same as off. */
  readonly tone: 'plain' | 'quiet' | 'unknown' | 'alert'
}

export function automaticOf({ rotationStatus: { automatic, periodInDays } }: FleetKeyFragment): Fact {
  switch (automatic) {
    case 'ENABLED':
      return { text: `Every ${periodInDays ?? '?'} days`, tone: 'plain' }
    case 'DISABLED':
      return { text: 'Off', tone: 'quiet' }
    case 'AWS_MANAGED':
      return { text: 'By AWS, yearly', tone: 'quiet' }
    case 'NOT_SUPPORTED':
      return { text: 'Not possible', tone: 'quiet' }
    case 'UNKNOWN':
      break
  }
  return { text: 'Unknown', tone: 'unknown' }
}

/** What there is to say in place of a date. */
export const noNextOf = ({ rotationStatus: { automatic } }: FleetKeyFragment): Fact =>
  automatic === 'UNKNOWN' ? { text: 'Unknown', tone: 'unknown' } : { text: 'None', tone: 'quiet' }

export function quotaOf({ onDemandQuota, problems }: FleetKeyFragment): Fact {
  if (!onDemandQuota) {
    const isUnknown = problems.rotations && problems.rotations.code !== 'UNSUPPORTED_KEY'
    return isUnknown ? { text: 'Unknown', tone: 'unknown' } : { text: 'Not possible', tone: 'quiet' }
  }
  const { remaining, limit } = onDemandQuota
  return { text: `${remaining} of ${limit}`, tone: remaining === 0 ? 'alert' : 'plain' }
}

/** Why something about the key is not known, each reason once. That a key of its kind has none of it is no problem. */
export function problemsOf({ problems }: FleetKeyFragment): readonly string[] {
  const { metadata, rotationStatus, rotations } = problems
  const messages = [metadata, rotationStatus, rotations].flatMap((problem) =>
    problem && problem.code !== 'UNSUPPORTED_KEY' ? [problem.message] : [],
  )
  return [...new Set(messages)]
}

/** A state worth saying: every one but "enabled". */
export const stateOf = ({ state }: FleetKeyFragment): string | undefined =>
  state && state !== 'ENABLED' ? state.toLowerCase().replaceAll('_', ' ') : undefined
