import type { EventLog } from './event-log.ts'
import type { KeyWatches } from '../watch/key-watches.ts'
import type { StreamCursor } from './stream-cursor.ts'

/** What decides whether an event could have escaped the log. */
export interface EventLogState {
  readonly log: Pick<EventLog, 'id' | 'completeSince'>
  readonly watches: Pick<KeyWatches, 'watchedSince'>
}

/**
 * Whether the log holds everything about these keys since a cursor: the cursor is from this log, nothing was dropped, and
 * each key was watched all along. A cursor of another gateway, or from before a restart, is from another log, which may
 * have had events that this one has not.
 */
export function hasNoGapSince(
  { log, watches }: EventLogState,
  keyArns: Iterable<string>,
  { log: logId, logged }: StreamCursor,
): boolean {
  return (
    logId === log.id &&
    log.completeSince <= logged &&
    [...keyArns].every((arn) => (watches.watchedSince(arn) ?? Infinity) <= logged)
  )
}

/** A cursor with its place in this log. Places in different logs are dates of different clocks. */
export function positionIn(
  log: Pick<EventLog, 'id' | 'headOf'>,
  cursor: StreamCursor,
  keyArns: Parameters<EventLog['headOf']>[0],
): StreamCursor {
  if (cursor.log === log.id) return cursor
  return { ...cursor, log: log.id, logged: Math.min(cursor.logged, log.headOf(keyArns)) }
}
