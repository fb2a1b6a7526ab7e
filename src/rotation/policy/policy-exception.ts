import { DAY_MS } from '../rotation.ts'
import type { KeyConditions } from './key-conditions.ts'

/** Keys that the rotation policy does not apply to until a date, with the reason. */
export interface PolicyException {
  /** Unique among the exceptions. */
  readonly id: string
  readonly conditions: KeyConditions
  readonly reason: string
  readonly approvedBy: string
  readonly until: Date
}

/** An exception that has ended does not apply. */
export const hasEnded = ({ until }: PolicyException, now: number): boolean => until.getTime() <= now

/** Days until the exception ends. 0 if it has ended. */
export const daysLeft = ({ until }: PolicyException, now: number): number =>
  Math.max(0, until.getTime() - now) / DAY_MS

/** The exceptions that apply now and end within this number of days, the next to end first. */
export const exceptionsEndingWithin = (
  days: number,
  exceptions: readonly PolicyException[],
  now: number,
): readonly PolicyException[] =>
  exceptions
    .filter((each) => !hasEnded(each, now) && daysLeft(each, now) <= days)
    .toSorted((left, right) => left.until.getTime() - right.until.getTime())
