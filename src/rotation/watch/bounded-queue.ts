import { SlowConsumerError } from '../../errors/request-errors.ts'

/**
 * Buffers items between one source and one reader. If more than `maxLength` items are unread, the reader gets a
 * {@link SlowConsumerError} and the queue ends. Other readers are not affected.
 */
export interface BoundedQueue<Item> extends AsyncIterableIterator<Item, undefined, undefined> {
  push(item: Item): void
  /** Ends the reader after the queued items. */
  end(): void
  return(): Promise<IteratorReturnResult<undefined>>
}

type PendingRead<Item> = (result: IteratorResult<Item, undefined>) => void

const DONE = { done: true, value: undefined } as const

/** @param onReturn called once, when the reader returns or failed because it was too slow */
export function createBoundedQueue<Item>(
  maxLength: number,
  onReturn: () => void = () => {},
): BoundedQueue<Item> {
  return new Queue(maxLength, onReturn)
}

/** A class, because each subscriber has a queue: a method takes no memory per instance, a closure does. */
class Queue<Item> implements BoundedQueue<Item> {
  readonly #maxLength: number
  readonly #onReturn: () => void
  #items: Item[] = []
  #pendingReads: PendingRead<Item>[] = []
  #isEnded = false
  #failure: Error | undefined
  #hasReturned = false

  constructor(maxLength: number, onReturn: () => void) {
    this.#maxLength = maxLength
    this.#onReturn = onReturn
  }

  push(item: Item): void {
    if (this.#isEnded) return
    const read = this.#pendingReads.shift()
    if (read) return read({ done: false, value: item })
    if (this.#items.length < this.#maxLength) {
      this.#items.push(item)
      return
    }
    this.#items = []
    this.#failure = new SlowConsumerError(
      `The client read events too slowly: more than ${this.#maxLength} events were unread. Resume after the last event that you processed.`,
    )
    this.#finish()
  }

  end(): void {
    this.#isEnded = true
    const reads = this.#pendingReads
    this.#pendingReads = []
    for (const read of reads) read(DONE)
  }

  next(): Promise<IteratorResult<Item, undefined>> {
    const item = this.#items.shift()
    if (item !== undefined) {
      // A new array, because an emptied one keeps its memory.
      if (this.#items.length === 0) this.#items = []
      return Promise.resolve({ done: false, value: item })
    }
    if (this.#failure) {
      const error = this.#failure
      this.#failure = undefined
      return Promise.reject(error)
    }
    if (this.#isEnded) return Promise.resolve(DONE)
    return new Promise((resolve) => {
      // `push` would reserve memory for sixteen more elements.
      this.#pendingReads = this.#pendingReads.concat(resolve)
    })
  }

  return(): Promise<IteratorReturnResult<undefined>> {
    this.#items = []
    this.#finish()
    return Promise.resolve(DONE)
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  #finish(): void {
    this.end()
    if (this.#hasReturned) return
    this.#hasReturned = true
    this.#onReturn()
  }
}
