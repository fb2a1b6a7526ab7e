import type { KeySet } from '../key-set/key-set.ts'
import { MAX_HISTORY_DELAY_MS } from './stream-position.ts'

/**
 * Calculates up to which time the histories of all keys of a stream were read. No rotation that completed before can be
 * missing. The time is never later than the set's own `completeUpTo`, because a key may not be in the set yet.
 */
export class HistoryCompleteness {
  readonly #keys: KeySet
  readonly #openedAt: number
  /** When the history of each key was read. Sorted by time while `#isSorted`. */
  #readAt = new Map<string, number>()
  #isSorted = true
  #latest = -Infinity
  /** Keys whose history cannot be read. They are ignored. */
  readonly #unreadable = new Set<string>()
  #completeUpTo = -Infinity

  /** @param openedAt the start of the stream: keys that were not read yet will be read later */
  constructor(keys: KeySet, openedAt: number) {
    this.#keys = keys
    this.#openedAt = openedAt
  }

  /** Records that the whole history of a key, as of this time, was processed. */
  noteRead(keyArn: string, at: number): void {
    this.#unreadable.delete(keyArn)
    const before = this.#readAt.get(keyArn)
    if (before !== undefined && before >= at) return
    this.#readAt.delete(keyArn)
    this.#readAt.set(keyArn, at)
    if (at < this.#latest) this.#isSorted = false
    this.#latest = Math.max(this.#latest, at)
  }

  /** Ignores the key until its history can be read again. */
  noteUnreadable(keyArn: string): void {
    this.#readAt.delete(keyArn)
    this.#unreadable.add(keyArn)
  }

  forget(keyArn: string): void {
    this.#readAt.delete(keyArn)
    this.#unreadable.delete(keyArn)
  }

  /** For the keys that were read so far: every earlier rotation was processed. In milliseconds since the epoch. */
  get readUpTo(): number {
    const oldest = this.#isComplete ? this.#oldest : Math.min(this.#oldest, this.#openedAt)
    return Math.min(oldest, this.#keys.completeUpTo) - MAX_HISTORY_DELAY_MS
  }

  /** For all keys: every earlier rotation was processed. -Infinity until each key was read. Never decreases. */
  get completeUpTo(): number {
    const readUpTo = this.#isComplete ? this.readUpTo : -Infinity
    if (Number.isFinite(readUpTo)) this.#completeUpTo = Math.max(this.#completeUpTo, readUpTo)
    return this.#completeUpTo
  }

  get #isComplete(): boolean {
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
