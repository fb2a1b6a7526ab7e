import { wait } from './abort.ts'
import { createBackoff, isStable } from './backoff.ts'
import { readCredential } from './credential.ts'
import type { CredentialSource } from './credential.ts'
import { DeliveredIds } from './delivered-ids.ts'
import { GatewayError } from './gateway-error.ts'
import { ResultQueue } from './result-queue.ts'
import type { QueueEnd } from './result-queue.ts'
import type { Socket } from './socket.ts'
import { StateReporter } from './stream-state.ts'
import type { StateListener } from './stream-state.ts'

export interface StreamOptions {
  /** The cursor of the newest event that you processed. Undefined starts at the current moment. */
  readonly after?: string | undefined
  /** Ends the stream at once. The iteration then ends without an error. */
  readonly signal?: AbortSignal | undefined
  /** Called for each change of the connection's state. */
  readonly onState?: StateListener | undefined
}

export interface StreamContext {
  readonly socket: () => Socket
  readonly credential: CredentialSource | undefined
  readonly maxQueuedEvents: number
}

export interface StreamRequest {
  readonly query: string
  readonly variables: object
  readonly options: StreamOptions
}

/** A subscription over as many connections as it needs. It starts with the first call of `next`. */
export function createStream<Data>(
  context: StreamContext,
  request: StreamRequest,
): AsyncIterableIterator<Data, undefined> {
  const ending = new AbortController()
  const events = eventsUntil<Data>(ending, context, request)
  return {
    next: () => events.next(),
    async return() {
      // A generator would wait for its next event first.
      ending.abort()
      return events.return(undefined)
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}

async function* eventsUntil<Data>(
  ending: AbortController,
  context: StreamContext,
  request: StreamRequest,
): AsyncGenerator<Data, undefined> {
  const { signal } = request.options
  const abort = () => ending.abort()
  signal?.addEventListener('abort', abort)
  if (signal?.aborted) abort()
  try {
    yield* new Stream<Data>(context, request, ending.signal).events()
  } catch (error) {
    if (!ending.signal.aborted) throw error
  } finally {
    signal?.removeEventListener('abort', abort)
  }
}

class Stream<Data> {
  readonly #context: StreamContext
  readonly #request: StreamRequest
  readonly #signal: AbortSignal
  readonly #state: StateReporter
  readonly #backoff = createBackoff()
  readonly #processed = new DeliveredIds()
  /** Whether the document takes a cursor. Such a stream of events has no end. */
  readonly #isResumable: boolean
  /** The cursor of the newest event that the consumer has processed. */
  #cursor: string | undefined

  constructor(context: StreamContext, request: StreamRequest, signal: AbortSignal) {
    this.#context = context
    this.#request = request
    this.#signal = signal
    this.#state = new StateReporter(request.options.onState)
    this.#isResumable = /\$after\b/.test(request.query)
    this.#cursor = request.options.after
  }

  async *events(): AsyncGenerator<Data, undefined> {
    let rejected: { readonly credential: string | undefined; readonly error: GatewayError } | undefined
    for (;;) {
      const credential = await this.#readCredential(rejected?.credential)
      if (rejected && rejected.credential === credential) throw rejected.error
      const end = yield* this.#subscription(credential)
      if (end === 'FULL') {
        if (this.#cursor === undefined) throw tooSlow(this.#context.maxQueuedEvents)
        continue
      }
      if (end === 'COMPLETE' && !this.#isResumable) return undefined
      const error = end === 'COMPLETE' ? completed() : end
      const isRejected = !error.isRetryable && error.code === 'UNAUTHENTICATED'
      if (!error.isRetryable && !isRejected) throw error
      rejected = isRejected ? { credential, error } : undefined
      await this.#waitAfter(error)
    }
  }

  async #readCredential(rejected: string | undefined): Promise<string | undefined> {
    for (;;)
      try {
        return await readCredential(this.#context.credential, this.#signal, rejected)
      } catch (error) {
        if (!(error instanceof GatewayError) || !error.isRetryable) throw error
        await this.#waitAfter(error)
      }
  }

  async #waitAfter(error: GatewayError): Promise<void> {
    this.#state.disconnected(error)
    await wait(this.#backoff.next(error.retryAfterSeconds), this.#signal)
  }

  /** The events of one subscription. Returns why it ended, once all its events were processed. */
  async *#subscription(credential: string | undefined): AsyncGenerator<Data, QueueEnd> {
    const queue = new ResultQueue<Data>(this.#context.maxQueuedEvents)
    let openedAt: number | undefined
    const { query, variables } = this.#request
    const unsubscribe = this.#context.socket().subscribe<Data>(
      {
        query,
        variables: { ...variables, ...(this.#isResumable ? { after: this.#cursor } : {}) },
        credential,
      },
      {
        onOpen: () => {
          openedAt = performance.now()
          this.#state.connected()
        },
        onResult(result) {
          queue.push(result)
          if (queue.end === 'FULL') unsubscribe()
        },
        onEnd: (error) => {
          if (openedAt !== undefined && isStable(openedAt)) this.#backoff.reset()
          if (error?.isRetryable) this.#state.disconnected(error)
          queue.close(error ?? 'COMPLETE')
        },
      },
    )
    const stop = () => {
      unsubscribe()
      queue.close('COMPLETE')
    }
    this.#signal.addEventListener('abort', stop)
    try {
      for (;;) {
        const result = await queue.take()
        this.#signal.throwIfAborted()
        if (!result) return queue.end ?? 'COMPLETE'
        if (result.errors?.length) return GatewayError.of(result.errors)
        if (result.data) yield* this.#event(result.data)
        this.#backoff.reset()
      }
    } finally {
      this.#signal.removeEventListener('abort', stop)
      unsubscribe()
    }
  }

  /** Yields the event, unless it was processed before. The consumer has processed it when it takes the next one. */
  async *#event(data: Data): AsyncGenerator<Data, void> {
    const { eventId, cursor } = rootOf(data)
    if (eventId === undefined || !this.#processed.has(eventId)) yield data
    if (eventId !== undefined) this.#processed.add(eventId)
    this.#cursor = cursor ?? this.#cursor
  }
}

/** A subscription has one root field. */
function rootOf(data: unknown): {
  readonly eventId?: string | undefined
  readonly cursor?: string | undefined
} {
  const [root] = Object.values(Object(data))
  const { eventId, cursor }: { eventId?: unknown; cursor?: unknown } = Object(root)
  return {
    eventId: typeof eventId === 'string' ? eventId : undefined,
    cursor: typeof cursor === 'string' ? cursor : undefined,
  }
}

const completed = () =>
  new GatewayError({
    code: 'CONNECTION_LOST',
    message: 'The gateway ended the stream.',
    isRetryable: true,
  })

const tooSlow = (maxQueuedEvents: number) =>
  new GatewayError({
    code: 'SLOW_CONSUMER',
    message:
      `More than ${maxQueuedEvents} events were waiting to be processed, and the stream cannot resume without a cursor. ` +
      'Select cursor and declare $after, process events faster, or raise the option maxQueuedEvents.',
    isRetryable: false,
  })
