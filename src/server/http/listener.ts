import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { ConnectionLimits } from '../limits/connection-limits.ts'
import { errorResponse } from '../operation/http-error.ts'
import { requestIdFrom } from '../operation/request-id.ts'
import { MAX_HEADER_BYTES, malformedRequestError } from './malformed-request.ts'
import { ignoreUpgradeOffer, isWebSocketOffer, sendError } from './upgrade.ts'

export interface HttpListenerOptions {
  readonly handle: (message: IncomingMessage, response: ServerResponse) => void
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** The responses of a connection that are not complete. */
  readonly pendingOf: (socket: Duplex) => readonly ServerResponse[]
  readonly timeouts: HttpTimeouts
  readonly limits: ConnectionLimits
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
  const { handle, upgrade, pendingOf, timeouts, limits } = options
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
    response.once('close', () => {
      // While the server drains, only idle connections keep it open.
      if (!server.listening) setImmediate(() => server.closeIdleConnections())
    })
    handle(message, response)
  }
  server.on('upgrade', (request, socket, head) => {
    if (isWebSocketOffer(request)) upgrade(request, socket, head)
    else ignoreUpgradeOffer(server, request, socket, head)
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const responses = pendingOf(socket)
    const canRespond = responses.length < 2 && responses.every(({ headersSent }) => !headersSent)
    if (!socket.writable || !canRespond) socket.destroy()
    else void sendError(socket, errorResponse(malformedRequestError(error.code), requestIdFrom(undefined)))
  })

  const connections = new Set<Socket>()
  server.on('connection', (socket) => {
    // `ignoreUpgradeOffer` emits this event again for the same socket.
    if (connections.has(socket)) return
    connections.add(socket)
    socket.on('close', onClose)
    limits.admit(socket)
  })

  /** One listener for all sockets, which saves memory for each connection. */
  function onClose(this: Socket): void {
    connections.delete(this)
  }

  return {
    server,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        // Browsers open connections in advance, and Node does not count a connection without any data as idle.
        for (const socket of connections) if (socket.bytesRead === 0) socket.destroy()
      }),
    destroyConnections() {
      for (const socket of connections) socket.destroy()
    },
  }
}
