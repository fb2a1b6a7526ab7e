/** How a stream ended: its source did, its source failed, its consumer went, or the interruption came. */
export type StreamEnd = 'completed' | 'failed' | 'left' | 'interrupted'

/** What `map` makes of a value that the consumer is not told of. */
export const SKIPPED: unique symbol = Symbol('skipped')

export interface EventStreamOptions<In, Out> {
  readonly map: (value: In) => Out | typeof SKIPPED | Promise<Out | typeof SKIPPED>
  /** What a failing source ends with; without it the failure goes on to the consumer. */
  readonly failure?: (error: unknown) => Out
  /** Called once. */
  readonly onEnd?: (end: StreamEnd) => void
  /** A source that fails while it is being left; nobody is there to be told. */
  readonly onLeaveFailure?: (error: unknown) => void
  /** Ends the stream when it aborts: the consumer has gone, whatever stands between it and this stream. */
  readonly left?: AbortSignal
  /** Ends the stream when the signal aborts, after one last value; or with what `last` throws. */
  readonly interruption?: { readonly signal: AbortSignal; readonly last: () => Out }
}

/**
 * A stream of what `source` yields, mapped. Not an async generator: the `return` of those waits for the pending
 * `next`, so that a source that is silent would never learn that its subscriber has left.
 */
export function mapEvents<In, Out>(
  source: AsyncIterable<In>,
  { map, failure, onEnd, onLeaveFailure, left, interruption }: EventStreamOptions<In, Out>,
): AsyncGenerator<Out, undefined, undefined> {
  const iterator = source[Symbol.asyncIterator]()
  const done = { done: true, value: undefined } as const
  let isEnded = false
  let interruptNext: (() => void) | undefined

  const onInterruption = () => interruptNext?.()
  interruption?.signal.addEventListener('abort', onInterruption)
  const onLeft = () => void leave('left')
  left?.addEventListener('abort', onLeft)
  if (left?.aborted) onLeft()

  function end(how: StreamEnd): void {
    if (isEnded) return
    isEnded = true
    interruption?.signal.removeEventListener('abort', onInterruption)
    left?.removeEventListener('abort', onLeft)
    onEnd?.(how)
  }
  async function leave(how: StreamEnd): Promise<IteratorReturnResult<undefined>> {
    if (isEnded) return done
    end(how)
    try {
      await iterator.return?.()
    } catch (error) {
      onLeaveFailure?.(error)
    }
    return done
  }
  function nextOrInterruption(): Promise<IteratorResult<In> | 'interrupted'> {
    if (!interruption) return iterator.next()
    // Not Promise.race: each call would leave a reaction behind on a promise that lives as long as the stream.
    return new Promise((resolve, reject) => {
      interruptNext = () => resolve('interrupted')
      if (interruption.signal.aborted) return interruptNext()
      iterator.next().then(resolve, reject)
    })
  }

  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async [Symbol.asyncDispose]() {
      await leave('left')
    },
    async next() {
      if (isEnded) return done
      try {
        for (;;) {
          const result = await nextOrInterruption()
          if (isEnded) return done
          if (result === 'interrupted') break
          if (result.done) {
            end('completed')
            return done
          }
          const value = await map(result.value)
          if (value !== SKIPPED) return { done: false, value }
          if (isEnded) return done
        }
      } catch (error) {
        if (isEnded) return done
        // The source goes on where it was `map` that failed.
        void leave('failed')
        if (!failure) throw error
        return { done: false, value: failure(error) }
      }
      // Not awaited: a source in the middle of its work must not hold back the last word.
      void leave('interrupted')
      return interruption ? { done: false, value: interruption.last() } : done
    },
    return: () => leave('left'),
    async throw(error) {
      await leave('failed')
      throw error
    },
  }
}
