import { encodeStreamCursor, MAX_DELIVERED_IDS, shortId } from './stream-cursor.ts'
import type { StreamCursor } from './stream-cursor.ts'

/** Maximum delay until KMS shows a rotation in the history. A read is complete only up to this long before the read. */
export const MAX_HISTORY_DELAY_MS = 5 * 60_000

interface PassedRotation {
  readonly id: string
  /** When it completed. IDs that come only from the cursor get the latest possible time until the history is read. */
  readonly at: number
}

/**
 * A cursor lists the latest rotations. Twice as many are stored, because rotations that are known only from a cursor may turn
 * out to be older.
 */
const MAX_PASSED = 2 * MAX_DELIVERED_IDS

/**
 * The rotations that a stream has delivered, and the time up to which none is missing. Bounded in size, and a class, because
 * each resumed reader has one: a method takes no memory per instance, a closure does.
 */
export class StreamPosition {
  readonly #start: StreamCursor
  /** Oldest first. */
  #passed: PassedRotation[]
  #floor: number
  #logged: number
  readonly #log: string | undefined
  #completeUpTo = -Infinity

  /**
   * @param start the events that the stream has passed already
   * @param openedAt the start of the stream
   */
  constructor(start: StreamCursor, openedAt: number) {
    this.#start = start
    this.#passed = start.delivered.map((id) => ({ id, at: openedAt }))
    this.#floor = start.watermark
    this.#logged = start.logged
    this.#log = start.log
  }

  /** Records that the stream has passed a rotation: it was delivered or is not selected. */
  pass(eventId: string, at: number): void {
    const id = shortId(eventId)
    const before = this.#passed.filter((passed) => passed.id !== id)
    const later = before.findIndex((passed) => passed.at > at)
    before.splice(later === -1 ? before.length : later, 0, { id, at })
    this.#passed = before.slice(-MAX_PASSED)
  }

  /** Records that the stream has passed all events up to a position in the log. */
  passLogged(at: number): void {
    this.#logged = Math.max(this.#logged, at)
  }

  /** Records that no rotation up to this time is missing, so that cursors need not list them. */
  completeTo(at: number): void {
    if (at <= this.#completeUpTo) return
    this.#completeUpTo = at
    this.#passed = this.#passed.filter((passed) => passed.at > at)
  }

  /** Makes cursors cover rotations before the start of the stream too, as far as the histories were read. */
  includePast(): void {
    this.#floor = -Infinity
  }

  /** The cursor of the current position. */
  cursor(): string {
    const watermark =
      this.#completeUpTo === -Infinity ? this.#start.watermark : Math.max(this.#floor, this.#completeUpTo)
    const since = this.#passed.filter(({ at }) => at > watermark)
    return encodeStreamCursor({
      watermark,
      logged: this.#logged,
      log: this.#log,
      delivered: since.map(({ id }) => id),
    })
  }
}
