import type { WatchIntervals } from './watch-schedule.ts'

/** Number of watched keys that callers named, and of the other watched keys. */
export interface WatchedCounts {
  readonly named: number
  readonly others: number
}

/** Maximum share of the idle polls for named keys, while other keys are watched. */
const MAX_NAMED_SHARE = 0.9

/**
 * The intervals of one key, so that the idle polls of all keys stay within `pollsPerSecond`. Named keys are polled first,
 * and the other keys share the rest of the polls.
 */
export function spreadIntervals(
  intervals: WatchIntervals,
  pollsPerSecond: number,
  { named, others }: WatchedCounts,
  isNamed: boolean,
): WatchIntervals {
  const namedPerSecond = others > 0 ? pollsPerSecond * MAX_NAMED_SHARE : pollsPerSecond
  const namedMs = Math.max(intervals.idleMs, (named / namedPerSecond) * 1_000)
  const rest = pollsPerSecond - named / (namedMs / 1_000)
  const spreadMs = (isNamed ? named / namedPerSecond : others / rest) * 1_000
  return {
    ...intervals,
    idleMs: Math.max(intervals.idleMs, spreadMs),
    // The quota of the history is a tenth of the quota of the status.
    historyMs: Math.max(intervals.historyMs, spreadMs * 10),
  }
}
