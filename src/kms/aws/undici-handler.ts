import type { Dispatcher } from 'undici'
import { systemClock } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { createConnections } from './connections.ts'
import type { Exchange, HttpAnswer } from './exchange.ts'
import type { HttpSettings } from './http-settings.ts'
import { createTimeLimit } from './time-limit.ts'

/** A request as the SDK hands it over, as far as the requests of KMS, STS and IAM Identity Center go. */
export interface SdkRequest {
  readonly method: string
  readonly protocol: string
  readonly hostname: string
  readonly port?: number | undefined
  readonly path: string
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** Absent where the SDK asks something of its own. */
  readonly exchange?: Exchange
}

export interface UndiciHandlerOptions {
  /** How long connecting may take, in milliseconds. @default 3_000 */
  readonly connectionTimeoutMs?: number | undefined
  /** How long a request may take from when it is handed over until the last byte of its answer, in milliseconds. @default 10_000 */
  readonly requestTimeoutMs?: number | undefined
  /** Measures that. @default systemClock */
  readonly clock?: Clock | undefined
  /** How requests leave this machine. */
  readonly http: HttpSettings
}

export const DEFAULT_REQUEST_TIMEOUT_MS = 10_000
/**
 * A request takes one for as long as its round trip, so this is what may be under way at once: more than all quotas
 * together allow in the 20 ms that KMS takes.
 */
const MAX_CONNECTIONS = 128
/** AWS keeps an idle connection for longer: one that is used again is not about to be closed. */
const IDLE_CONNECTION_MS = 10_000
/** The longest answer of KMS is a page of a thousand rotations, some 600 kB. */
export const MAX_ANSWER_BYTES = 4_000_000
/** In CloudTrail, where the SDK's own would be. */
const USER_AGENT = 'kms-rotation-gateway'

/** Carries the SDK's requests by undici. KMS's answers are short: each is handed over whole. */
export function createUndiciHandler(options: UndiciHandlerOptions) {
  const { connectionTimeoutMs = 3_000, requestTimeoutMs = DEFAULT_REQUEST_TIMEOUT_MS } = options
  const { clock = systemClock, http } = options
  const timeLimit = createTimeLimit(clock, requestTimeoutMs)
  const connections = createConnections(http, {
    connectionTimeoutMs,
    connections: MAX_CONNECTIONS,
    // Undici's own count silence only: an answer that drips would never end.
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: IDLE_CONNECTION_MS,
    maxResponseSize: MAX_ANSWER_BYTES,
  })
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    handle({ method, protocol, hostname, port, path, query, headers, body, exchange }: SdkRequest) {
      return new Promise<{ readonly response: HttpAnswer }>((resolve, reject) => {
        const answer = new WholeAnswer((response) => resolve({ response }), reject, exchange)
        answer.onSettled = timeLimit.start(() => answer.expire(requestTimeoutMs))
        connections.to(protocol).dispatch(
          {
            origin: `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`,
            path: pathOf(path, query),
            method,
            headers: { ...headers, 'user-agent': USER_AGENT },
            body: body ?? null,
          },
          answer,
        )
      })
    },
    destroy() {
      timeLimit[Symbol.dispose]()
      connections.destroy()
    },
  }
}

function pathOf(path: string, query: SdkRequest['query']): string {
  const parameters = Object.entries(query ?? {}).flatMap(([name, value]) =>
    [value].flat().map((each) => `${encodeURIComponent(name)}=${encodeURIComponent(each ?? '')}`),
  )
  return parameters.length === 0 ? path : `${path}?${parameters.join('&')}`
}

/** Gathers one answer. By itself, because a stream for each of them would take longer than the rest of its way. */
class WholeAnswer implements Dispatcher.DispatchHandler {
  /** Called once, when there is an answer or an error. */
  onSettled = (): void => {}
  readonly #resolve: (response: HttpAnswer) => void
  readonly #reject: (error: unknown) => void
  readonly #exchange: Exchange
  readonly #chunks: Uint8Array[] = []
  #controller: Dispatcher.DispatchController | undefined
  #expired: Error | undefined
  #statusCode = 0
  #headers: HttpAnswer['headers'] = {}
  readonly #abort = (): void => this.#controller?.abort(this.#exchange.signal?.reason)

  constructor(
    resolve: (response: HttpAnswer) => void,
    reject: (error: unknown) => void,
    exchange: Exchange = { signal: undefined, isSent: false, answer: undefined },
  ) {
    this.#resolve = resolve
    this.#reject = reject
    this.#exchange = exchange
  }

  /** Fails, however far it came: also while it waits for a connection. */
  expire(afterMs: number): void {
    this.#expired = new AnswerTimeoutError(afterMs)
    this.#controller?.abort(this.#expired)
    this.#fail(this.#expired)
  }

  /** There is a connection, and the next thing to happen is that the request is written to it. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    const { signal } = this.#exchange
    if (this.#expired) return controller.abort(this.#expired)
    if (signal?.aborted) return controller.abort(signal.reason)
    this.#controller = controller
    this.#exchange.isSent = true
    signal?.addEventListener('abort', this.#abort)
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    statusCode: number,
    headers: HttpAnswer['headers'],
  ): void {
    this.#statusCode = statusCode
    this.#headers = headers
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    this.#chunks.push(chunk)
  }

  onResponseEnd(): void {
    this.#settle()
    const [first = new Uint8Array(), ...others] = this.#chunks
    const body = others.length === 0 ? first : Buffer.concat(this.#chunks)
    const answer = { statusCode: this.#statusCode, headers: this.#headers, body }
    this.#exchange.answer = answer
    this.#resolve(answer)
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail(error)
  }

  #fail(error: unknown): void {
    this.#settle()
    this.#reject(error)
  }

  #settle(): void {
    this.onSettled()
    this.#exchange.signal?.removeEventListener('abort', this.#abort)
  }
}

class AnswerTimeoutError extends Error {
  override readonly name = 'TimeoutError'
  readonly code = 'ETIMEDOUT'

  constructor(afterMs: number) {
    super(`No whole answer within ${afterMs} ms.`)
  }
}
