import type { Dispatcher } from 'undici'
import { systemClock } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { createConnections } from './connections.ts'
import type { Exchange, HttpResponse } from './exchange.ts'
import type { HttpSettings } from './http-settings.ts'
import { createTimeLimit } from './time-limit.ts'

/** A request of the SDK, with the members that requests to KMS, SQS, STS and IAM Identity Center use. */
export interface SdkRequest {
  readonly method: string
  readonly protocol: string
  readonly hostname: string
  readonly port?: number | undefined
  readonly path: string
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** Absent for requests that the SDK sends by itself, and for requests to SQS. */
  readonly exchange?: Exchange
}

/** What the SDK passes with a request. */
interface SdkOptions {
  /** Cancels a request that has no exchange. */
  readonly abortSignal?: AbortSignal
}

export interface UndiciHandlerOptions {
  /** Timeout of connecting, in milliseconds. @default 3_000 */
  readonly connectionTimeoutMs?: number | undefined
  /** Timeout of a request, until the last byte of its response, in milliseconds. @default 10_000 */
  readonly requestTimeoutMs?: number | undefined
  /** Measures the timeout. @default systemClock */
  readonly clock?: Clock | undefined
  /** Proxies and certificate authorities. */
  readonly http: HttpSettings
}

export const DEFAULT_REQUEST_TIMEOUT_MS = 10_000
/**
 * Each request in flight uses one connection. 128 are more than all quotas together allow in the 20 ms that KMS needs to
 * answer.
 */
const MAX_CONNECTIONS = 128
/** Shorter than AWS keeps an idle connection, so that AWS is not closing a connection that is used again. */
const IDLE_CONNECTION_MS = 10_000
/** The longest response of KMS is a page of 1,000 rotations, about 600 kB. */
export const MAX_RESPONSE_BYTES = 4_000_000
/** Shown in CloudTrail, instead of the SDK's. */
const USER_AGENT = 'kms-rotation-gateway'

/** Sends the SDK's requests with undici. KMS's responses are short, so each response is returned complete. */
export function createUndiciHandler(options: UndiciHandlerOptions) {
  const { connectionTimeoutMs = 3_000, requestTimeoutMs = DEFAULT_REQUEST_TIMEOUT_MS } = options
  const { clock = systemClock, http } = options
  const timeLimit = createTimeLimit(clock, requestTimeoutMs)
  const connections = createConnections(http, {
    connectionTimeoutMs,
    connections: MAX_CONNECTIONS,
    // Undici's timeouts count inactivity only, so a response that drips would never end.
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: IDLE_CONNECTION_MS,
    maxResponseSize: MAX_RESPONSE_BYTES,
  })
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    handle(request: SdkRequest, { abortSignal: signal }: SdkOptions = {}) {
      const { method, protocol, hostname, port, path, query, headers, body } = request
      const { exchange = { signal, identity: undefined, isSent: false, response: undefined } } = request
      return new Promise<{ readonly response: HttpResponse }>((resolve, reject) => {
        const handler = new CompleteResponse((response) => resolve({ response }), reject, exchange)
        handler.onSettled = timeLimit.start(() => handler.expire(requestTimeoutMs))
        connections.to(protocol).dispatch(
          {
            origin: `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`,
            path: pathOf(path, query),
            method,
            headers: { ...headers, 'user-agent': USER_AGENT },
            body: body ?? null,
          },
          handler,
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

/** Collects one response. Without a stream, because a stream would take longer than the rest of the request. */
class CompleteResponse implements Dispatcher.DispatchHandler {
  /** Called once, with the response or an error. */
  onSettled = (): void => {}
  readonly #resolve: (response: HttpResponse) => void
  readonly #reject: (error: unknown) => void
  readonly #exchange: Exchange
  readonly #chunks: Uint8Array[] = []
  #controller: Dispatcher.DispatchController | undefined
  #expired: Error | undefined
  #statusCode = 0
  #headers: HttpResponse['headers'] = {}
  readonly #abort = (): void => this.#controller?.abort(this.#exchange.signal?.reason)

  constructor(
    resolve: (response: HttpResponse) => void,
    reject: (error: unknown) => void,
    exchange: Exchange,
  ) {
    this.#resolve = resolve
    this.#reject = reject
    this.#exchange = exchange
  }

  /** Fails the request at any stage, also while it waits for a connection. */
  expire(afterMs: number): void {
    this.#expired = new ResponseTimeoutError(afterMs)
    this.#controller?.abort(this.#expired)
    this.#fail(this.#expired)
  }

  /** Called when there is a connection, just before the request is written to it. */
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
    headers: HttpResponse['headers'],
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
    const response = { statusCode: this.#statusCode, headers: this.#headers, body }
    this.#exchange.response = response
    this.#resolve(response)
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

class ResponseTimeoutError extends Error {
  override readonly name = 'TimeoutError'
  readonly code = 'ETIMEDOUT'

  constructor(afterMs: number) {
    super(`No complete response within ${afterMs} ms.`)
  }
}
