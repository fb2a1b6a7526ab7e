import { encodeStreamCursor, MAX_DELIVERED_IDS, shortId } from './stream-cursor.ts'
import type { StreamCursor } from './stream-cursor.ts'

/** How late KMS may show a rotation in a key's history: one read at some time is sure only up to this long before. */
export const MAX_HISTORY_DELAY_MS = 5 * 60_000

interface Passed {
  readonly id: string
  /** When it completed; what is known by the cursor alone is taken for as young as it can be until it is read. */
  readonly at: number
}

/**
 * A cursor names the youngest rotations. As many again are kept: those that are known by a cursor alone turn out to be
 * older, and then these are the youngest.
 */
const MAX_PASSED = 2 * MAX_DELIVERED_IDS

/**
 * What a stream has delivered, and up to when it can have missed nothing. A class, because each reader that resumes has
 * one, and of a bounded size: methods cost nothing, closures do.
 */
export class StreamPosition {
  readonly #start: StreamCursor
  /** Oldest first. */
  #passed: Passed[]
  #floor: number
  #logged: number
  readonly #log: string | undefined
  #reach = -Infinity

  /**
   * @param start what happened up to its watermark, or is named by it, is behind the stream when it begins
   * @param openedAt when it begins
   */
  constructor(start: StreamCursor, openedAt: number) {
    this.#start = start
    this.#passed = start.delivered.map((id) => ({ id, at: openedAt }))
    this.#floor = start.watermark
    this.#logged = start.logged
    this.#log = start.log
  }

  /** Takes note of an event that is behind the stream from now on: delivered, or not for its readers. */
  pass(eventId: string, at: number): void {
    const id = shortId(eventId)
    const before = this.#passed.filter((passed) => passed.id !== id)
    const younger = before.findIndex((passed) => passed.at > at)
    before.splice(younger === -1 ? before.length : younger, 0, { id, at })
    this.#passed = before.slice(-MAX_PASSED)
  }

  /** The same of all that the log holds up to a place. */
  passLogged(at: number): void {
    this.#logged = Math.max(this.#logged, at)
  }

  /** No cursor from now on needs to name what completed up to then; -Infinity where nothing is sure. */
  reached(at: number): void {
    if (at <= this.#reach) return
    this.#reach = at
    this.#passed = this.#passed.filter((passed) => passed.at > at)
  }

  /** Vouches for what completed before the stream began as well, as far back as the histories that were read do. */
  includePast(): void {
    this.#floor = -Infinity
  }

  /** Where the stream stands. */
  cursor(): string {
    const sure = this.#reach === -Infinity ? this.#start.watermark : Math.max(this.#floor, this.#reach)
    const since = this.#passed.filter(({ at }) => at > sure)
    return encodeStreamCursor({
      watermark: sure,
      logged: this.#logged,
      log: this.#log,
      delivered: since.map(({ id }) => id),
    })
  }
}
