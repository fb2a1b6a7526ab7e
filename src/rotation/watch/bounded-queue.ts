import { SlowConsumerError } from '../../errors/request-errors.ts'

/**
 * What waits between one source and one reader. Never longer than `maxLength`: a reader that does not drain loses
 * its place with a {@link SlowConsumerError}, and nobody else notices.
 */
export interface BoundedQueue<Item> extends AsyncIterableIterator<Item, undefined, undefined> {
  push(item: Item): void
  /** What is queued can still be read; then the reader is done. */
  end(): void
  return(): Promise<IteratorReturnResult<undefined>>
}

type Waiter<Item> = (result: IteratorResult<Item, undefined>) => void

const DONE = { done: true, value: undefined } as const

/** @param onReturn called once, when the reader leaves or is thrown out */
export function createBoundedQueue<Item>(
  maxLength: number,
  onReturn: () => void = () => {},
): BoundedQueue<Item> {
  return new Queue(maxLength, onReturn)
}

/** A class, because each subscriber has one: methods cost nothing, closures do. */
class Queue<Item> implements BoundedQueue<Item> {
  readonly #maxLength: number
  readonly #onReturn: () => void
  #items: Item[] = []
  #waiting: Waiter<Item>[] = []
  #isEnded = false
  #failure: Error | undefined
  #hasReturned = false

  constructor(maxLength: number, onReturn: () => void) {
    this.#maxLength = maxLength
    this.#onReturn = onReturn
  }

  push(item: Item): void {
    if (this.#isEnded) return
    const waiter = this.#waiting.shift()
    if (waiter) return waiter({ done: false, value: item })
    if (this.#items.length < this.#maxLength) {
      this.#items.push(item)
      return
    }
    this.#items = []
    this.#failure = new SlowConsumerError(
      `More than ${this.#maxLength} events waited to be read. Resume from the last one you processed.`,
    )
    this.#leave()
  }

  end(): void {
    this.#isEnded = true
    const waiting = this.#waiting
    this.#waiting = []
    for (const waiter of waiting) waiter(DONE)
  }

  next(): Promise<IteratorResult<Item, undefined>> {
    const item = this.#items.shift()
    if (item !== undefined) {
      // An array that has grown does not shrink by itself.
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
      // Not by push, which makes room for sixteen more.
      this.#waiting = this.#waiting.concat(resolve)
    })
  }

  return(): Promise<IteratorReturnResult<undefined>> {
    this.#items = []
    this.#leave()
    return Promise.resolve(DONE)
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  #leave(): void {
    this.end()
    if (this.#hasReturned) return
    this.#hasReturned = true
    this.#onReturn()
  }
}
