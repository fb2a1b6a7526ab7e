import type { EventLog } from './event-log.ts'
import type { KeyWatches } from './key-watches.ts'

/** What decides whether an event could have escaped the log. */
export interface LogCoverage {
  readonly log: Pick<EventLog, 'keptSince'>
  readonly watches: Pick<KeyWatches, 'watchedSince'>
}

/** Whether the log holds everything about these keys since then: nothing was dropped, and each was watched all along. */
export function coversSince(
  { log, watches }: LogCoverage,
  keyArns: Iterable<string>,
  since: number,
): boolean {
  return (
    log.keptSince <= since && [...keyArns].every((arn) => (watches.watchedSince(arn) ?? Infinity) <= since)
  )
}
