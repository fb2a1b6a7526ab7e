/** How a stream ended: its source did, its source failed, its consumer went, or the interruption came. */
export type StreamEnd = 'completed' | 'failed' | 'abandoned' | 'interrupted'

/** What `map` makes of a value that the consumer is not told of. */
export const SKIPPED: unique symbol = Symbol('skipped')

export interface EventStreamOptions<In, Out> {
  map(value: In): Out | typeof SKIPPED | Promise<Out | typeof SKIPPED>
  /** What a failing source ends with; without it the failure goes on to the consumer. */
  failure?(error: unknown): Out
  /** Called once. */
  onEnd?(end: StreamEnd): void
  /** A source that fails while it is being left; nobody is there to be told. */
  onLeaveFailure?(error: unknown): void
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
  options: EventStreamOptions<In, Out>,
): AsyncGenerator<Out, undefined, undefined> {
  return new MappedEvents(source, options)
}

const DONE = { done: true, value: undefined } as const

/** A class, because there are two for each subscriber: methods cost nothing, closures do. */
class MappedEvents<In, Out> implements AsyncGenerator<Out, undefined, undefined> {
  readonly #iterator: AsyncIterator<In>
  readonly #options: EventStreamOptions<In, Out>
  #isEnded = false
  #interruptNext: (() => void) | undefined

  constructor(source: AsyncIterable<In>, options: EventStreamOptions<In, Out>) {
    const { interruption, left } = options
    this.#iterator = source[Symbol.asyncIterator]()
    this.#options = options
    interruption?.signal.addEventListener('abort', this)
    left?.addEventListener('abort', this)
    if (left?.aborted) void this.#leave('abandoned')
  }

  /** Of the two signals. */
  handleEvent({ target }: Event): void {
    if (target === this.#options.left) void this.#leave('abandoned')
    else this.#interruptNext?.()
  }

  async next(): Promise<IteratorResult<Out, undefined>> {
    const options = this.#options
    if (this.#isEnded) return DONE
    try {
      for (;;) {
        const result = await this.#nextOrInterruption()
        if (this.#isEnded) return DONE
        if (result === 'interrupted') break
        if (result.done) {
          this.#end('completed')
          return DONE
        }
        const mapped = options.map(result.value)
        // Most are there at once; each wait delays every subscriber behind this one.
        const value = mapped instanceof Promise ? await mapped : mapped
        if (value !== SKIPPED) return { done: false, value }
        if (this.#isEnded) return DONE
      }
    } catch (error) {
      if (this.#isEnded) return DONE
      try {
        if (!options.failure) throw error
        return { done: false, value: options.failure(error) }
      } finally {
        // The source goes on where it was `map` that failed.
        void this.#leave('failed')
      }
    }
    // Not awaited: a source in the middle of its work must not hold back the last word.
    void this.#leave('interrupted')
    return options.interruption ? { done: false, value: options.interruption.last() } : DONE
  }

  return(): Promise<IteratorReturnResult<undefined>> {
    return this.#leave('abandoned')
  }

  async throw(error: unknown): Promise<never> {
    await this.#leave('failed')
    throw error
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#leave('abandoned')
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  #nextOrInterruption(): Promise<IteratorResult<In> | 'interrupted'> {
    const { interruption } = this.#options
    if (!interruption) return this.#iterator.next()
    // Not Promise.race: each call would leave a reaction behind on a promise that lives as long as the stream.
    return new Promise((resolve, reject) => {
      this.#interruptNext = () => resolve('interrupted')
      if (interruption.signal.aborted) return this.#interruptNext()
      this.#iterator.next().then(resolve, reject)
    })
  }

  async #leave(how: StreamEnd): Promise<IteratorReturnResult<undefined>> {
    if (this.#isEnded) return DONE
    this.#end(how)
    try {
      await this.#iterator.return?.()
    } catch (error) {
      this.#options.onLeaveFailure?.(error)
    }
    return DONE
  }

  #end(how: StreamEnd): void {
    if (this.#isEnded) return
    this.#isEnded = true
    this.#options.interruption?.signal.removeEventListener('abort', this)
    this.#options.left?.removeEventListener('abort', this)
    this.#options.onEnd?.(how)
  }
}
