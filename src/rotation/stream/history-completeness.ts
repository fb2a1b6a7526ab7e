import type { KeySet } from '../key-set/key-set.ts'
import { MAX_HISTORY_DELAY_MS } from './stream-position.ts'

/**
 * Up to when the histories of a stream's keys were read, all of them: a rotation that completed before can be missing
 * from none. A key that is not in the set yet holds it back as well: nothing is sure after the time at which the set was
 * last complete.
 */
export class HistoryCompleteness {
  readonly #keys: KeySet
  readonly #openedAt: number
  /** When the history of each key was read; by this time, while `#isSorted`. */
  #readAt = new Map<string, number>()
  #isSorted = true
  #latest = -Infinity
  /** Keys that hold nothing back: their history cannot be read any more. */
  readonly #unreadable = new Set<string>()
  #reach = -Infinity

  /** @param openedAt keys that were not read yet will be read later than this */
  constructor(keys: KeySet, openedAt: number) {
    this.#keys = keys
    this.#openedAt = openedAt
  }

  /** Takes note that all of a key's history, as it was at this time, has been passed. */
  noteRead(keyArn: string, at: number): void {
    this.#unreadable.delete(keyArn)
    const before = this.#readAt.get(keyArn)
    if (before !== undefined && before >= at) return
    this.#readAt.delete(keyArn)
    this.#readAt.set(keyArn, at)
    if (at < this.#latest) this.#isSorted = false
    this.#latest = Math.max(this.#latest, at)
  }

  /** No more will come of this key, unless it can be read again. */
  noteUnreadable(keyArn: string): void {
    this.#readAt.delete(keyArn)
    this.#unreadable.add(keyArn)
  }

  forget(keyArn: string): void {
    this.#readAt.delete(keyArn)
    this.#unreadable.delete(keyArn)
  }

  /** Milliseconds since the epoch: what completed up to then has been passed, of the keys that were read so far. */
  get sureUpTo(): number {
    const oldest = this.#isWhole ? this.#oldest : Math.min(this.#oldest, this.#openedAt)
    return Math.min(oldest, this.#keys.completeUpTo) - MAX_HISTORY_DELAY_MS
  }

  /** The same of all keys: -Infinity until each was read. It never decreases. */
  get value(): number {
    const sure = this.#isWhole ? this.sureUpTo : -Infinity
    if (Number.isFinite(sure)) this.#reach = Math.max(this.#reach, sure)
    return this.#reach
  }

  get #isWhole(): boolean {
    return this.#readAt.size + this.#unreadable.size >= this.#keys.size
  }

  get #oldest(): number {
    if (!this.#isSorted) {
      this.#readAt = new Map([...this.#readAt].toSorted(([, left], [, right]) => left - right))
      this.#isSorted = true
    }
    for (const at of this.#readAt.values()) return at
    return Infinity
  }
}
