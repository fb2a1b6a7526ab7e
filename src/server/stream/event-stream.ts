/** Why a stream ended: its source ended or failed, its consumer disconnected, or the interruption signal aborted. */
export type StreamEnd = 'completed' | 'failed' | 'abandoned' | 'interrupted'

/** Returned by `map` for a value that is not delivered. */
export const SKIPPED: unique symbol = Symbol('skipped')

export interface EventStreamOptions<In, Out> {
  map(value: In): Out | typeof SKIPPED | Promise<Out | typeof SKIPPED>
  /** The last value if the source fails. Default: the consumer gets the error. */
  failure?(error: unknown): Out
  /** Called once. */
  onEnd?(end: StreamEnd): void
  /** The source failed in its `return`. The consumer does not get this error. */
  onReturnFailure?(error: unknown): void
  /** Ends the stream when it aborts, even if the consumer never calls `return`. */
  readonly disconnected?: AbortSignal
  /** Ends the stream when the signal aborts, with one last value or the error that `last` throws. */
  readonly interruption?: { readonly signal: AbortSignal; readonly last: () => Out }
}

/**
 * Maps the values of `source`. Not an async generator, because its `return` would wait for the pending `next`, so a silent
 * source would never be closed.
 */
export function mapEvents<In, Out>(
  source: AsyncIterable<In>,
  options: EventStreamOptions<In, Out>,
): AsyncGenerator<Out, undefined, undefined> {
  return new MappedEvents(source, options)
}

const DONE = { done: true, value: undefined } as const

/** A class, because each subscriber has two. */
class MappedEvents<In, Out> implements AsyncGenerator<Out, undefined, undefined> {
  readonly #iterator: AsyncIterator<In>
  readonly #options: EventStreamOptions<In, Out>
  #isEnded = false
  #interruptNext: (() => void) | undefined

  constructor(source: AsyncIterable<In>, options: EventStreamOptions<In, Out>) {
    const { interruption, disconnected } = options
    this.#iterator = source[Symbol.asyncIterator]()
    this.#options = options
    interruption?.signal.addEventListener('abort', this)
    disconnected?.addEventListener('abort', this)
    if (disconnected?.aborted) void this.#close('abandoned')
  }

  /** Called by the two signals. */
  handleEvent({ target }: Event): void {
    if (target === this.#options.disconnected) void this.#close('abandoned')
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
        // Most results are available at once, and each await delays all later subscribers.
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
        // If `map` failed, the source is still open.
        void this.#close('failed')
      }
    }
    // Not awaited: a source that is busy must not delay the last value.
    void this.#close('interrupted')
    return options.interruption ? { done: false, value: options.interruption.last() } : DONE
  }

  return(): Promise<IteratorReturnResult<undefined>> {
    return this.#close('abandoned')
  }

  async throw(error: unknown): Promise<never> {
    await this.#close('failed')
    throw error
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#close('abandoned')
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  #nextOrInterruption(): Promise<IteratorResult<In> | 'interrupted'> {
    const { interruption } = this.#options
    if (!interruption) return this.#iterator.next()
    // Not Promise.race: each call would add a reaction to a promise that lives as long as the stream.
    return new Promise((resolve, reject) => {
      this.#interruptNext = () => resolve('interrupted')
      if (interruption.signal.aborted) return this.#interruptNext()
      this.#iterator.next().then(resolve, reject)
    })
  }

  async #close(end: StreamEnd): Promise<IteratorReturnResult<undefined>> {
    if (this.#isEnded) return DONE
    this.#end(end)
    try {
      await this.#iterator.return?.()
    } catch (error) {
      this.#options.onReturnFailure?.(error)
    }
    return DONE
  }

  #end(end: StreamEnd): void {
    if (this.#isEnded) return
    this.#isEnded = true
    this.#options.interruption?.signal.removeEventListener('abort', this)
    this.#options.disconnected?.removeEventListener('abort', this)
    this.#options.onEnd?.(end)
  }
}
