import type { RotationCompleted } from './rotation-event.ts'
import { encodeStreamCursor, shortId } from './stream-cursor.ts'
import type { StreamCursor } from './stream-cursor.ts'

/** How late KMS may show a rotation in a key's history: one read at some time is sure only up to this long before. */
export const LATENESS_MS = 5 * 60_000

/**
 * What a stream has delivered, and up to when it can have missed nothing. A class, because each reader that resumes has
 * one: methods cost nothing, closures do.
 */
export class StreamPosition {
  readonly #keyArns: ReadonlySet<string>
  readonly #start: StreamCursor
  readonly #openedAt: number
  readonly #readAt = new Map<string, number>()
  /** When each completed; those known by the cursor alone are taken for as young as they can be until they are read. */
  readonly #passed: Map<string, number>
  #floor: number
  #logged: number
  #reach: number | undefined

  /**
   * @param start what happened up to its watermark, or is named by it, is behind the stream when it begins
   * @param openedAt when it begins
   */
  constructor(keyArns: ReadonlySet<string>, start: StreamCursor, openedAt: number) {
    this.#keyArns = keyArns
    this.#start = start
    this.#openedAt = openedAt
    this.#passed = new Map(start.delivered.map((id) => [id, openedAt]))
    this.#floor = start.watermark
    this.#logged = start.logged
  }

  /** Milliseconds since the epoch: no cursor from now on needs to name what completed up to then. */
  get sureUpTo(): number {
    return this.#oldestRead() - LATENESS_MS
  }

  /** Takes note of a completed rotation that is behind the stream from now on: delivered, or not for its readers. */
  pass({ eventId, occurredAt }: RotationCompleted): void {
    this.#passed.set(shortId(eventId), occurredAt.getTime())
  }

  /** The same of all that the log holds up to a place. */
  passLogged(at: number): void {
    this.#logged = Math.max(this.#logged, at)
  }

  /** Takes note that all of a key's history, as it was read then, has been passed; Infinity = no more will come. */
  noteRead(keyArn: string, at: number): void {
    const before = this.#readAt.get(keyArn) ?? 0
    // One that was given up and can be read again is to be waited for again.
    this.#readAt.set(keyArn, before === Infinity ? at : Math.max(before, at))
    this.#reach = undefined
  }

  /** Vouches for what completed before the stream began as well, as far back as the histories that were read do. */
  reachBack(): void {
    this.#floor = -Infinity
  }

  /** Where the stream stands. */
  cursor(): string {
    const reach = (this.#reach ??= this.#reachOfHistories())
    const passed = this.#passed
    for (const [id, at] of passed) if (at <= reach) passed.delete(id)
    const sure = reach === -Infinity ? this.#start.watermark : Math.max(this.#floor, reach)
    const oldestFirst = [...passed].toSorted(([, left], [, right]) => left - right)
    const since = oldestFirst.filter(([, at]) => at > sure)
    return encodeStreamCursor({ watermark: sure, logged: this.#logged, delivered: since.map(([id]) => id) })
  }

  #isRead(): boolean {
    return this.#readAt.size >= this.#keyArns.size
  }

  /** When the key furthest behind was read; one that was not read yet will be read later than the stream began. */
  #oldestRead(): number {
    const none = this.#isRead() ? Infinity : this.#openedAt
    return [...this.#readAt.values()].reduce((least, at) => Math.min(least, at), none)
  }

  /** Up to when the histories that were read are sure. */
  #reachOfHistories(): number {
    const oldest = this.#oldestRead()
    return this.#isRead() && Number.isFinite(oldest) ? oldest - LATENESS_MS : -Infinity
  }
}
