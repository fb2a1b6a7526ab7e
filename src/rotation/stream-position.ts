import type { RotationCompleted } from './rotation-event.ts'
import { encodeStreamCursor, shortId } from './stream-cursor.ts'
import type { StreamCursor } from './stream-cursor.ts'

/** How late KMS may show a rotation in a key's history: one read at some time is sure only up to this long before. */
export const LATENESS_MS = 5 * 60_000

/** What a stream has delivered, and up to when it can have missed nothing. */
export interface StreamPosition {
  /** Takes note of a completed rotation that is behind the stream from now on: delivered, or not for its readers. */
  pass(event: RotationCompleted): void
  /** The same of all that the log holds up to a place. */
  passLogged(at: number): void
  /** Takes note that all of a key's history, as it was read then, has been passed; Infinity = no more will come. */
  noteRead(keyArn: string, readAt: number): void
  /** Vouches for what completed before the stream began as well, as far back as the histories that were read do. */
  reachBack(): void
  /** Milliseconds since the epoch: no cursor from now on needs to name what completed up to then. */
  readonly sureUpTo: number
  /** Where the stream stands. */
  cursor(): string
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
  // When each completed; those known by the cursor alone are taken for as young as they can be until they are read.
  const passed = new Map(start.delivered.map((id) => [id, openedAt]))
  let floor = start.watermark
  let { logged } = start
  let reach: number | undefined

  const isRead = () => readAt.size >= keyArns.size

  /** When the key furthest behind was read; one that was not read yet will be read later than the stream began. */
  function oldestRead(): number {
    return [...readAt.values()].reduce((least, at) => Math.min(least, at), isRead() ? Infinity : openedAt)
  }

  /** Up to when the histories that were read are sure. */
  function reachOfHistories(): number {
    const oldest = oldestRead()
    return isRead() && Number.isFinite(oldest) ? oldest - LATENESS_MS : -Infinity
  }

  return {
    pass({ eventId, occurredAt }) {
      passed.set(shortId(eventId), occurredAt.getTime())
    },
    passLogged(at) {
      logged = Math.max(logged, at)
    },
    noteRead(keyArn, at) {
      const before = readAt.get(keyArn) ?? 0
      // One that was given up and can be read again is to be waited for again.
      readAt.set(keyArn, before === Infinity ? at : Math.max(before, at))
      reach = undefined
    },
    reachBack() {
      floor = -Infinity
    },
    get sureUpTo() {
      return oldestRead() - LATENESS_MS
    },
    cursor() {
      reach ??= reachOfHistories()
      for (const [id, at] of passed) if (at <= reach) passed.delete(id)
      const sure = reach === -Infinity ? start.watermark : Math.max(floor, reach)
      const oldestFirst = [...passed].toSorted(([, left], [, right]) => left - right)
      const since = oldestFirst.filter(([, at]) => at > sure)
      return encodeStreamCursor({ watermark: sure, logged, delivered: since.map(([id]) => id) })
    },
  }
}
