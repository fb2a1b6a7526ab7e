import type { LoggedEvent } from './event-log.ts'
import { compareEvents, rotationCompleted } from '../rotation-event.ts'
import type { RotationCompleted, RotationEvent } from '../rotation-event.ts'
import { numberTies } from '../rotation.ts'
import type { Rotation } from '../rotation.ts'
import { MAX_DELIVERED_IDS, encodeStreamCursor, shortId } from './stream-cursor.ts'
import type { StreamCursor } from './stream-cursor.ts'
import { isAbout } from './stream-message.ts'
import type { StreamEvent, StreamSubject } from './stream-message.ts'
import { MAX_HISTORY_DELAY_MS } from './stream-position.ts'

export interface EventPage {
  readonly events: readonly StreamEvent[]
  /** Where the page ends; with `first` 0 the head: what comes after now. */
  readonly endCursor: string
  readonly hasNextPage: boolean
}

export interface EventPageOptions {
  readonly subject: StreamSubject
  readonly start: StreamCursor
  /** How many; 0 = none, and the page ends at the head. */
  readonly first: number
  /** Of every key of the subject whose history can be read, whole. */
  readonly rotations: readonly Rotation[]
  /** The log from the start on. */
  readonly logged: readonly LoggedEvent[]
  /** When the histories were read, at the latest; and where the log ended then. */
  readonly readAt: number
  readonly logHead: number
}

/** The events after a cursor, oldest first, in the cursors of the stream. */
export function eventPage(options: EventPageOptions): EventPage {
  const { subject, start, first, rotations, logged, readAt, logHead } = options
  const told = new Set(start.delivered)
  const completions = numberTies(rotations)
    .filter(({ rotatedAt }) => rotatedAt.getTime() > start.watermark)
    .map((rotation) => rotationCompleted(rotation, undefined, new Date(readAt), 'HISTORY'))
    .filter((event) => isAbout(subject, event))
    .toSorted(compareEvents)
  const entries: readonly Entry[] = [
    ...completions
      .filter(({ eventId }) => !told.has(shortId(eventId)))
      .map((event) => ({ event, at: Math.max(event.occurredAt.getTime(), ...startsBefore(event, logged)) })),
    ...logged.filter(({ event }) => isAbout(subject, event)),
  ].toSorted((left, right) => left.at - right.at)
  const indexes = new Map(entries.map(({ event }, index) => [event.eventId, index]))
  const pending = earliestPending(entries)

  /** After so many of the entries: the watermark ends before the others, and what it does not cover is named. */
  function cursorAfter(count: number): StreamCursor {
    const { completedAt = Infinity, loggedAt = Infinity } = pending[count] ?? {}
    const watermark = Math.max(start.watermark, Math.min(completedAt - 1, readAt - MAX_HISTORY_DELAY_MS))
    const delivered = completions
      .filter(
        ({ eventId, occurredAt }) => occurredAt.getTime() > watermark && (indexes.get(eventId) ?? -1) < count,
      )
      .map(({ eventId }) => shortId(eventId))
    return { watermark, delivered, logged: Math.min(logHead, loggedAt - 1), log: start.log }
  }

  const taken = entries.slice(0, first)
  const end = cursorAfter(first === 0 ? entries.length : taken.length)
  return {
    events: taken.map(({ event }, index) => ({
      ...event,
      cursor: encodeStreamCursor(cursorAfter(index + 1)),
    })),
    endCursor: encodeStreamCursor(end),
    // A cursor that cannot name all that was told would lead back to it.
    hasNextPage: first > 0 && taken.length < entries.length && end.delivered.length <= MAX_DELIVERED_IDS,
  }
}

interface Entry {
  readonly event: RotationEvent
  readonly at: number
}

/** Places in the log of the starts that an event comes after. */
function startsBefore({ keyArn, occurredAt }: RotationCompleted, logged: readonly LoggedEvent[]): number[] {
  return logged
    .filter(
      ({ event }) =>
        event.kind === 'RotationStarted' && event.keyArn === keyArn && event.occurredAt <= occurredAt,
    )
    .map(({ at }) => at)
}

interface Pending {
  /** Of the completions: when the first of them happened. */
  readonly completedAt: number
  /** Of the log: where the first of them is. */
  readonly loggedAt: number
}

/** For each entry, and for none: the earliest of those from there on. */
function earliestPending(entries: readonly Entry[]): readonly Pending[] {
  let pending: Pending = { completedAt: Infinity, loggedAt: Infinity }
  const reversed = entries.toReversed().map(({ event, at }) => {
    pending =
      event.kind === 'RotationCompleted'
        ? { ...pending, completedAt: Math.min(pending.completedAt, event.occurredAt.getTime()) }
        : { ...pending, loggedAt: Math.min(pending.loggedAt, at) }
    return pending
  })
  return reversed.toReversed()
}
