import type { LoggedEvent } from './event-log.ts'
import { compareEvents, isDated, positionOf, rotationCompleted } from '../rotation-event.ts'
import type { DatedEvent, KeyAdded, RotationEvent } from '../rotation-event.ts'
import { numberTies } from '../rotation.ts'
import type { Rotation } from '../rotation.ts'
import { MAX_DELIVERED_IDS, encodeStreamCursor, shortId } from './stream-cursor.ts'
import type { StreamCursor } from './stream-cursor.ts'
import { isAbout } from './stream-message.ts'
import type { StreamEvent, StreamSubject } from './stream-message.ts'

export interface EventPage {
  readonly events: readonly StreamEvent[]
  /** The end of the page. With `first` 0 it is the head: only later events come after it. */
  readonly endCursor: string
  readonly hasNextPage: boolean
}

export interface EventPageOptions {
  readonly subject: StreamSubject
  readonly start: StreamCursor
  /** Maximum number of events. 0 = no events, and the page ends at the head. */
  readonly first: number
  /** All rotations of every key of the subject whose history can be read. */
  readonly rotations: readonly Rotation[]
  /** The additions of the keys of the subject. @default [] */
  readonly additions?: readonly KeyAdded[] | undefined
  /** The events of the log since the start. */
  readonly logged: readonly LoggedEvent[]
  /** The time before the histories were read, and the head of the log at that time. */
  readonly readAt: number
  /**
   * Every rotation that completed before is in the histories. -Infinity if a history could not be read and can be read later.
   */
  readonly completeUpTo: number
  readonly logHead: number
}

/** The events after a cursor, oldest first, with the same cursors as in a stream. */
export function eventPage(options: EventPageOptions): EventPage {
  const { subject, start, first, rotations, additions = [], logged, readAt, completeUpTo, logHead } = options
  const delivered = new Set(start.delivered)
  const completions = numberTies(rotations).map((rotation) =>
    rotationCompleted(rotation, undefined, new Date(readAt), 'HISTORY'),
  )
  const dated: readonly DatedEvent[] = [...additions, ...completions]
    .filter((event) => positionOf(event) > start.watermark && isAbout(subject, event))
    .toSorted(compareEvents)
  const entries: readonly Entry[] = [
    ...dated
      .filter(({ eventId }) => !delivered.has(shortId(eventId)))
      .map((event) => ({ event, at: Math.max(event.occurredAt.getTime(), ...startsBefore(event, logged)) })),
    ...logged.filter(({ event }) => isAbout(subject, event)),
  ].toSorted((left, right) => left.at - right.at)
  const indexes = new Map(entries.map(({ event }, index) => [event.eventId, index]))
  const pending = earliestPending(entries)

  /** The cursor after `count` entries. Its watermark is before all other entries, and it lists the delivered IDs since. */
  function cursorAfter(count: number): StreamCursor {
    const { completedAt = Infinity, loggedAt = Infinity } = pending[count] ?? {}
    const watermark = Math.max(start.watermark, Math.min(completedAt - 1, completeUpTo))
    const ids = dated
      .filter((event) => positionOf(event) > watermark && (indexes.get(event.eventId) ?? -1) < count)
      .map(({ eventId }) => shortId(eventId))
    return { watermark, delivered: ids, logged: Math.min(logHead, loggedAt - 1), log: start.log }
  }

  const taken = entries.slice(0, first)
  const end = cursorAfter(first === 0 ? entries.length : taken.length)
  return {
    events: taken.map(({ event }, index) => ({
      ...event,
      cursor: encodeStreamCursor(cursorAfter(index + 1)),
    })),
    endCursor: encodeStreamCursor(end),
    // A cursor that cannot list all delivered IDs would lead back to the same events.
    hasNextPage: first > 0 && taken.length < entries.length && end.delivered.length <= MAX_DELIVERED_IDS,
  }
}

interface Entry {
  readonly event: RotationEvent
  readonly at: number
}

/** The positions in the log of the starts before a completion. */
function startsBefore({ keyArn, occurredAt }: DatedEvent, logged: readonly LoggedEvent[]): number[] {
  return logged
    .filter(
      ({ event }) =>
        event.kind === 'RotationStarted' && event.keyArn === keyArn && event.occurredAt <= occurredAt,
    )
    .map(({ at }) => at)
}

interface Pending {
  /** The position of the first of the dated events. */
  readonly completedAt: number
  /** Position of the first of the events of the log. */
  readonly loggedAt: number
}

/** For each entry, the earliest of this entry and all entries after it. */
function earliestPending(entries: readonly Entry[]): readonly Pending[] {
  let pending: Pending = { completedAt: Infinity, loggedAt: Infinity }
  const reversed = entries.toReversed().map(({ event, at }) => {
    pending = isDated(event)
      ? { ...pending, completedAt: Math.min(pending.completedAt, positionOf(event)) }
      : { ...pending, loggedAt: Math.min(pending.loggedAt, at) }
    return pending
  })
  return reversed.toReversed()
}
