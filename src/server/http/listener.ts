import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Logger } from '../../logger.ts'
import type { ConnectionLimits } from '../limits/connection-limits.ts'
import { BAD_ADDRESS, errorResponse, tooManyOperations } from '../operation/http-error.ts'
import type { HttpError } from '../operation/http-error.ts'
import { observeConnection } from '../operation/observer.ts'
import type { ServerObserver } from '../operation/observer.ts'
import { requestIdFrom } from '../operation/request-id.ts'
import type { OriginPolicy } from './cross-origin-check.ts'
import { MAX_HEADER_BYTES, TRACE_NOT_ALLOWED, malformedRequestError } from './malformed-request.ts'
import { headerOf, send, toRequest, urlOf } from './node-exchange.ts'
import type { ProxyTrust } from './proxy-trust.ts'
import type { RequestHandler } from './request-handler.ts'
import { setSafeHeaders } from './safe-headers.ts'
import { sendError } from './upgrade.ts'

export interface HttpListenerOptions {
  readonly handleRequest: RequestHandler
  readonly policy: () => OriginPolicy
  readonly trust: ProxyTrust
  readonly timeouts: HttpTimeouts
  readonly limits: ConnectionLimits
  readonly maxOperationsPerConnection: number
  /** A client that reads nothing of its response for this long is disconnected. */
  readonly stallTimeoutMs: number
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  readonly logger: Logger
  readonly observers: readonly ServerObserver[]
}

/** Time limits for clients, so that slow clients cannot hold connections forever. */
export interface HttpTimeouts {
  readonly headersTimeoutMs: number
  /** For a whole request, including its body. */
  readonly requestArrivalTimeoutMs: number
  readonly keepAliveTimeoutMs: number
}

export interface HttpListener {
  readonly server: Server
  /** Stops accepting connections. Resolves when the last connection has closed, including WebSockets. */
  close(): Promise<void>
  /** Destroys every connection immediately, including WebSockets. */
  destroyConnections(): void
}

/** Creates an HTTP server that is not listening yet. */
export function createHttpListener(options: HttpListenerOptions): HttpListener {
  const { handleRequest, policy, limits, maxOperationsPerConnection, stallTimeoutMs, upgrade, logger } =
    options
  const { trust, timeouts, observers } = options

  async function exchange(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const disconnect = new AbortController()
    response.once('close', () => {
      if (!response.writableFinished) disconnect.abort()
    })
    const isTrace = message.method === 'TRACE'
    const url = isTrace ? undefined : urlOf(message)
    const isOverLimit = limits.errorOf(message.socket) !== undefined
    const handled = url
      ? await handleRequest(
          toRequest(message, url, disconnect.signal),
          policy(),
          trust(message.socket.remoteAddress, headerOf(message)),
          errorOf(message.socket),
        )
      : errorResponse(isTrace ? TRACE_NOT_ALLOWED : BAD_ADDRESS, requestIdFrom(undefined))
    if (!url) setSafeHeaders(handled.headers)
    // Closes the connection after this response, unless another request on the connection is waiting for its response.
    if ((isOverLimit || !server.listening) && pending.get(message.socket)?.size === 1)
      handled.headers.set('connection', 'close')
    // Node restarts this timeout when a write finishes or makes progress.
    response.setTimeout(stallTimeoutMs, () => {
      logger.info({ waitingBytes: response.writableLength }, 'disconnected a slow HTTP client')
      response.destroy()
    })
    await send(handled, response, disconnect.signal)
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
    headersTimeout: timeouts.headersTimeoutMs,
    requestTimeout: timeouts.requestArrivalTimeoutMs,
    keepAliveTimeout: timeouts.keepAliveTimeoutMs,
    // Node checks headersTimeout and requestTimeout only at this interval.
    connectionsCheckingInterval: Math.min(5_000, timeouts.headersTimeoutMs),
    maxHeaderSize: MAX_HEADER_BYTES,
    // Node would reject a request without a Host header on its own, without an error code.
    requireHostHeader: false,
  }
  const server = createServer(settings, serve)
  // Node would reject an Expect header other than 100-continue without an error code. The header can be ignored.
  server.on('checkExpectation', serve)

  function serve(message: IncomingMessage, response: ServerResponse): void {
    const { socket } = message
    const responses = pending.get(socket) ?? new Set()
    pending.set(socket, responses.add(response))
    response.once('close', () => {
      responses.delete(response)
      if (responses.size === 0) pending.delete(socket)
      // The stall timeout must not end the other requests of the connection, which may still be executing.
      else socket.setTimeout(0)
      // While the server drains, only idle connections keep it open.
      if (!server.listening) setImmediate(() => server.closeIdleConnections())
    })
    exchange(message, response).catch((error: unknown) => {
      if (response.destroyed) return
      logger.error({ err: error }, 'could not send a response')
      response.destroy()
    })
  }
  server.on('upgrade', upgrade)
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const responses = [...(pending.get(socket) ?? [])]
    const canRespond = responses.length < 2 && responses.every(({ headersSent }) => !headersSent)
    if (!socket.writable || !canRespond) socket.destroy()
    else void sendError(socket, errorResponse(malformedRequestError(error.code), requestIdFrom(undefined)))
  })

  /** The open connections, each with the function that reports its close to the observers. */
  const connections = new Map<Socket, () => void>()
  server.on('connection', (socket) => {
    // `ignoreUpgradeOffer` emits this event again for the same socket.
    if (connections.has(socket)) return
    limits.admit(socket)
    connections.set(socket, observeConnection(observers, 'TCP'))
    socket.on('close', onClose)
  })

  /** One listener for all sockets, which saves memory for each connection. */
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
        // Browsers open connections in advance, and Node does not count a connection without any data as idle.
        for (const socket of connections.keys()) if (socket.bytesRead === 0) socket.destroy()
      }),
    destroyConnections() {
      for (const socket of connections.keys()) socket.destroy()
    },
  }
}
