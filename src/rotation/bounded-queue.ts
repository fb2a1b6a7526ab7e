import { SlowConsumerError } from '../errors.ts'

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

type Waiter<Item> = {
  readonly resolve: (result: IteratorResult<Item, undefined>) => void
  readonly reject: (error: Error) => void
}

const DONE = { done: true, value: undefined } as const

/** @param onReturn called once, when the reader leaves or is thrown out */
export function createBoundedQueue<Item>(
  maxLength: number,
  onReturn: () => void = () => {},
): BoundedQueue<Item> {
  const items: Item[] = []
  const waiting: Waiter<Item>[] = []
  let isEnded = false
  let failure: Error | undefined
  let hasReturned = false

  function leave(): void {
    isEnded = true
    for (const waiter of waiting.splice(0)) waiter.resolve(DONE)
    if (hasReturned) return
    hasReturned = true
    onReturn()
  }

  const queue: BoundedQueue<Item> = {
    push(item) {
      if (isEnded) return
      const waiter = waiting.shift()
      if (waiter) return waiter.resolve({ done: false, value: item })
      if (items.length < maxLength) {
        items.push(item)
        return
      }
      items.length = 0
      failure = new SlowConsumerError(
        `More than ${maxLength} events waited to be read. Resume from the last one you processed.`,
      )
      leave()
    },
    end() {
      isEnded = true
      for (const waiter of waiting.splice(0)) waiter.resolve(DONE)
    },
    next() {
      const item = items.shift()
      if (item !== undefined) return Promise.resolve({ done: false, value: item })
      if (failure) {
        const error = failure
        failure = undefined
        return Promise.reject(error)
      }
      if (isEnded) return Promise.resolve(DONE)
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }))
    },
    return() {
      items.length = 0
      leave()
      return Promise.resolve(DONE)
    },
    [Symbol.asyncIterator]: () => queue,
  }
  return queue
}
