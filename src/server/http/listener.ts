import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Logger } from '../../logger.ts'
import type { ConnectionLimits } from '../limits/connection-limits.ts'
import type { RequestHandler } from './request-handler.ts'
import { headerOf, send, toRequest, urlOf } from './node-exchange.ts'
import type { ProxyTrust } from './proxy-trust.ts'
import { BAD_ADDRESS, errorResponse, tooManyOperations } from '../operation/http-error.ts'
import type { HttpError } from '../operation/http-error.ts'
import { requestIdFrom } from '../operation/request-id.ts'
import { setSafeHeaders } from './safe-headers.ts'
import type { OriginPolicy } from './cross-origin-check.ts'
import { observeConnection } from '../operation/observer.ts'
import type { ServerObserver } from '../operation/observer.ts'
import { sendError } from './upgrade.ts'

export interface HttpListenerOptions {
  readonly handleRequest: RequestHandler
  readonly policy: () => OriginPolicy
  readonly trust: ProxyTrust
  readonly times: HttpTimeouts
  readonly limits: ConnectionLimits
  readonly maxOperationsPerConnection: number
  /** A client that has taken nothing of its answer for so long is dropped. */
  readonly stallTimeoutMs: number
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  readonly logger: Logger
  readonly observers: readonly ServerObserver[]
}

/** How long a client may be about it, so that slow ones hold no connection for ever. */
export interface HttpTimeouts {
  readonly headersTimeoutMs: number
  /** For the whole of a request, its body too. */
  readonly requestArrivalTimeoutMs: number
  readonly keepAliveTimeoutMs: number
}

/** Of the request line and the headers together, which bounds what a GET can say. */
const MAX_HEADER_BYTES = 16_384

export interface HttpListener {
  readonly server: Server
  /** Accepts nothing more; resolves when the last connection has closed, upgraded ones included. */
  close(): Promise<void>
  /** Every connection, upgraded or not, at once. */
  destroyConnections(): void
}

/** An HTTP server over the front door, not listening yet. */
export function createHttpListener(options: HttpListenerOptions): HttpListener {
  const { handleRequest, policy, limits, maxOperationsPerConnection, stallTimeoutMs, upgrade, logger } =
    options
  const { trust, times, observers } = options

  async function exchange(message: IncomingMessage, answer: ServerResponse): Promise<void> {
    const disconnect = new AbortController()
    answer.once('close', () => {
      if (!answer.writableFinished) disconnect.abort()
    })
    const isTrace = message.method === 'TRACE'
    const url = isTrace ? undefined : urlOf(message)
    const isSurplus = limits.errorOf(message.socket) !== undefined
    const response = url
      ? await handleRequest(
          toRequest(message, url, disconnect.signal),
          policy(),
          trust(message.socket.remoteAddress, headerOf(message)),
          errorOf(message.socket),
        )
      : errorResponse(isTrace ? TRACE_NOT_ALLOWED : BAD_ADDRESS, requestIdFrom(undefined))
    if (!url) setSafeHeaders(response.headers)
    // The last word on this connection; but not before another request on it that waits for its own.
    if ((isSurplus || !server.listening) && pending.get(message.socket)?.size === 1)
      response.headers.set('connection', 'close')
    // Node's timeout of a socket is put off by each write that has ended, and by one that is under way.
    answer.setTimeout(stallTimeoutMs, () => {
      logger.info({ waitingBytes: answer.writableLength }, 'an HTTP client that took nothing is dropped')
      answer.destroy()
    })
    await send(response, answer, disconnect.signal)
  }

  function errorOf(socket: Socket): HttpError | undefined {
    const operations = pending.get(socket)?.size ?? 0
    return (
      limits.errorOf(socket) ??
      (operations > maxOperationsPerConnection ? tooManyOperations(maxOperationsPerConnection) : undefined)
    )
  }

  const pending = new Map<Duplex, Set<ServerResponse>>()
  const settings: ServerOptions = {
    headersTimeout: times.headersTimeoutMs,
    requestTimeout: times.requestArrivalTimeoutMs,
    keepAliveTimeout: times.keepAliveTimeoutMs,
    // Node looks for the late this often only.
    connectionsCheckingInterval: Math.min(5_000, times.headersTimeoutMs),
    maxHeaderSize: MAX_HEADER_BYTES,
    // Node would refuse a request without one by itself, without a code.
    requireHostHeader: false,
  }
  const server = createServer(settings, serve)
  // Node would answer an expectation other than 100-continue by itself, without a code; it may as well be ignored.
  server.on('checkExpectation', serve)

  function serve(message: IncomingMessage, answer: ServerResponse): void {
    const { socket } = message
    const answers = pending.get(socket) ?? new Set()
    pending.set(socket, answers.add(answer))
    answer.once('close', () => {
      answers.delete(answer)
      if (answers.size === 0) pending.delete(socket)
      // Another request on it may still be at work, which has no such bound.
      else socket.setTimeout(0)
      // A draining server has only idle connections left to wait for.
      if (!server.listening) setImmediate(() => server.closeIdleConnections())
    })
    exchange(message, answer).catch((error: unknown) => {
      if (answer.destroyed) return
      logger.error({ err: error }, 'a response could not be sent')
      answer.destroy()
    })
  }
  server.on('upgrade', upgrade)
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const answers = [...(pending.get(socket) ?? [])]
    const isHeard = answers.length < 2 && answers.every(({ headersSent }) => !headersSent)
    if (!socket.writable || !isHeard) socket.destroy()
    else void sendError(socket, errorResponse(malformed(error.code), requestIdFrom(undefined)))
  })

  /** Each with whom to tell when it has closed. */
  const connections = new Map<Socket, () => void>()
  server.on('connection', (socket) => {
    // One that offered another protocol comes back as if it were new.
    if (connections.has(socket)) return
    limits.admit(socket)
    connections.set(socket, observeConnection(observers, 'TCP'))
    socket.on('close', onClose)
  })

  /** One listener for all: each of their own takes memory. */
  function onClose(this: Socket): void {
    limits.release(this)
    connections.get(this)?.()
    connections.delete(this)
  }

  return {
    server,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        // Browsers connect in advance, and Node takes a connection that has said nothing for one that is about to.
        for (const socket of connections.keys()) if (socket.bytesRead === 0) socket.destroy()
      }),
    destroyConnections() {
      for (const socket of connections.keys()) socket.destroy()
    },
  }
}

/** The standard's requests know no such method. Node gives CONNECT to nobody by itself. */
const TRACE_NOT_ALLOWED: HttpError = {
  status: 405,
  code: 'METHOD_NOT_ALLOWED',
  message: 'The method TRACE is not served: use one of GET, POST, OPTIONS.',
  headers: { allow: 'GET, POST, OPTIONS' },
}

function malformed(code: string | undefined): HttpError {
  switch (code ?? '') {
    case 'HPE_HEADER_OVERFLOW':
      return {
        status: 431,
        code: 'BAD_REQUEST',
        message: `The request line and headers are longer than the ${MAX_HEADER_BYTES} bytes this gateway reads. Send a long document by POST.`,
      }
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { status: 408, code: 'BAD_REQUEST', message: 'The request did not arrive in time.' }
    default:
      return { status: 400, code: 'BAD_REQUEST', message: 'This is not an HTTP request.' }
  }
}
