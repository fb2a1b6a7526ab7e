import type { RotationEvent } from './rotation-event.ts'
import { encodeStreamCursor, shortId } from './stream-cursor.ts'
import type { StreamCursor } from './stream-cursor.ts'

/** How late KMS may show a rotation in a key's history: one read at some time is sure only up to this long before. */
export const LATENESS_MS = 5 * 60_000

/** What a stream has delivered, and up to when it can have missed nothing. */
export interface StreamPosition {
  /** Takes note of an event and says where the stream stands after it. */
  deliver(event: RotationEvent): string
  /** Takes note of when an event happened that may be known by the cursor's list alone. */
  recognise(event: RotationEvent): void
  /** Where the stream stands. */
  cursor(): string
  /** Takes note that all of a key's history, as it was read then, has been delivered; Infinity = no more will come. */
  noteRead(keyArn: string, readAt: number): void
}

/**
 * @param start what happened up to its watermark, or is named by it, is behind the stream when it begins
 * @param openedAt when it begins
 */
export function createStreamPosition(
  keyArns: ReadonlySet<string>,
  start: StreamCursor,
  openedAt: number,
): StreamPosition {
  const readAt = new Map<string, number>()
  // When each happened; those known by the cursor alone are taken for as young as they can be until they are read.
  const delivered = new Map(start.delivered.map((id) => [id, openedAt]))

  /** Of the key that is furthest behind. */
  function watermark(): number {
    let least = Infinity
    for (const keyArn of keyArns) least = Math.min(least, (readAt.get(keyArn) ?? 0) - LATENESS_MS)
    return Number.isFinite(least) ? Math.max(start.watermark, least) : start.watermark
  }

  function cursor(): string {
    const sure = watermark()
    for (const [id, at] of delivered) if (at <= sure) delivered.delete(id)
    const oldestFirst = [...delivered].toSorted(([, left], [, right]) => left - right)
    return encodeStreamCursor({ watermark: sure, delivered: oldestFirst.map(([id]) => id) })
  }

  return {
    deliver({ eventId, occurredAt }) {
      delivered.set(shortId(eventId), occurredAt.getTime())
      return cursor()
    },
    recognise({ eventId, occurredAt }) {
      const id = shortId(eventId)
      if (delivered.has(id)) delivered.set(id, occurredAt.getTime())
    },
    cursor,
    noteRead(keyArn, at) {
      readAt.set(keyArn, Math.max(readAt.get(keyArn) ?? 0, at))
    },
  }
}
