import type { Dispatcher } from 'undici'
import { createConnections } from './connections.ts'
import type { Exchange, HttpAnswer } from './exchange.ts'
import type { HttpSettings } from './http-settings.ts'

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
  /** How long connecting may take, in milliseconds. */
  readonly connectionTimeoutMs: number
  /** How long KMS may be silent once a request was sent, in milliseconds. */
  readonly requestTimeoutMs: number
  /** How requests leave this machine. */
  readonly http: HttpSettings
}

/**
 * A request takes one for as long as its round trip, so this is what may be under way at once: more than all quotas
 * together allow in the 20 ms that KMS takes.
 */
const MAX_CONNECTIONS = 128
/** AWS keeps an idle connection for longer: one that is used again is not about to be closed. */
const IDLE_CONNECTION_MS = 10_000
/** The longest answer of KMS is a page of a hundred aliases, some 50 kB. */
const MAX_ANSWER_BYTES = 4_000_000
/** In CloudTrail, where the SDK's own would be. */
const USER_AGENT = 'kms-rotation-gateway'

/** Carries the SDK's requests by undici. KMS's answers are short: each is handed over whole. */
export function createUndiciHandler({ connectionTimeoutMs, requestTimeoutMs, http }: UndiciHandlerOptions) {
  const connections = createConnections(http, {
    connectionTimeoutMs,
    connections: MAX_CONNECTIONS,
    headersTimeout: requestTimeoutMs,
    bodyTimeout: requestTimeoutMs,
    keepAliveTimeout: IDLE_CONNECTION_MS,
    maxResponseSize: MAX_ANSWER_BYTES,
  })
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    handle({ method, protocol, hostname, port, path, query, headers, body, exchange }: SdkRequest) {
      return new Promise<{ readonly response: HttpAnswer }>((resolve, reject) => {
        connections.to(protocol).dispatch(
          {
            origin: `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`,
            path: pathOf(path, query),
            method,
            headers: { ...headers, 'user-agent': USER_AGENT },
            body: body ?? null,
          },
          new WholeAnswer((response) => resolve({ response }), reject, exchange),
        )
      })
    },
    destroy: () => connections.destroy(),
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
  readonly #resolve: (response: HttpAnswer) => void
  readonly #reject: (error: unknown) => void
  readonly #exchange: Exchange
  readonly #chunks: Uint8Array[] = []
  #statusCode = 0
  #headers: HttpAnswer['headers'] = {}
  #abort = (): void => {}

  constructor(
    resolve: (response: HttpAnswer) => void,
    reject: (error: unknown) => void,
    exchange: Exchange = { signal: undefined, isSent: false, answer: undefined },
  ) {
    this.#resolve = resolve
    this.#reject = reject
    this.#exchange = exchange
  }

  /** There is a connection, and the next thing to happen is that the request is written to it. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    const { signal } = this.#exchange
    if (signal?.aborted) return controller.abort(signal.reason)
    this.#exchange.isSent = true
    if (!signal) return
    this.#abort = () => controller.abort(signal.reason)
    signal.addEventListener('abort', this.#abort)
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
    this.#exchange.signal?.removeEventListener('abort', this.#abort)
    const [first = new Uint8Array(), ...others] = this.#chunks
    const body = others.length === 0 ? first : Buffer.concat(this.#chunks)
    const answer = { statusCode: this.#statusCode, headers: this.#headers, body }
    this.#exchange.answer = answer
    this.#resolve(answer)
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#exchange.signal?.removeEventListener('abort', this.#abort)
    this.#reject(error)
  }
}
