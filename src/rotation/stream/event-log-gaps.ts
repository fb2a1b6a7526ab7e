import type { EventLog } from './event-log.ts'
import type { KeyWatches } from '../watch/key-watches.ts'
import type { StreamCursor } from './stream-cursor.ts'

/** The facts that decide whether the log can miss an event. */
export interface EventLogState {
  readonly log: Pick<EventLog, 'id' | 'completeSince'>
  readonly watches: Pick<KeyWatches, 'watchedSince'>
}

/**
 * Whether the log contains every event of these keys since a cursor: the cursor is from this log, the log has dropped
 * nothing since, and each key has been watched since. A cursor of another gateway, or from before a restart, is from another
 * log, which may contain other events.
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

/** Converts a cursor to a position in this log. Positions in different logs are dates of different clocks. */
export function positionIn(
  log: Pick<EventLog, 'id' | 'headOf'>,
  cursor: StreamCursor,
  keyArns: Parameters<EventLog['headOf']>[0],
): StreamCursor {
  if (cursor.log === log.id) return cursor
  return { ...cursor, log: log.id, logged: Math.min(cursor.logged, log.headOf(keyArns)) }
}
