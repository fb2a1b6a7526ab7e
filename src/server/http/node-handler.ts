import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { GatewayError } from '../../errors/gateway-error.ts'
import type { Logger } from '../../logger.ts'
import type { ConnectionLimits } from '../limits/connection-limits.ts'
import type { Drain } from '../operation/drain.ts'
import { BAD_ADDRESS, errorResponse, tooManyOperations } from '../operation/http-error.ts'
import type { HttpError } from '../operation/http-error.ts'
import { requestIdFrom } from '../operation/request-id.ts'
import type { OriginPolicy } from './cross-origin-check.ts'
import { BODY_ALREADY_READ, TRACE_NOT_ALLOWED } from './malformed-request.ts'
import { headerOf, isBodyRead, send, toRequest, urlOf } from './node-exchange.ts'
import type { ProxyTrust } from './proxy-trust.ts'
import type { RequestHandler } from './request-handler.ts'
import { setSafeHeaders } from './safe-headers.ts'

export interface NodeHandlerOptions {
  readonly handleRequest: RequestHandler
  readonly trust: ProxyTrust
  readonly limits: ConnectionLimits
  readonly maxOperationsPerConnection: number
  /** A client that reads nothing of its response for this long is disconnected. */
  readonly stallTimeoutMs: number
  readonly drain: Drain
  readonly logger: Logger
}

/** Answers the requests of any `node:http` server: the gateway's own, or that of a program that embeds the gateway. */
export interface NodeHandler {
  handle(message: IncomingMessage, response: ServerResponse, policy: OriginPolicy): void
  /** The responses of a connection that are not complete, in the order of their requests. */
  readonly pendingOf: (socket: Duplex) => readonly ServerResponse[]
  /** Resolves when the responses that are pending now have closed. */
  settled(): Promise<void>
  /** Disconnects the clients of all pending responses. */
  destroyPending(): void
}

export function createNodeHandler(options: NodeHandlerOptions): NodeHandler {
  const { handleRequest, trust, limits, maxOperationsPerConnection, stallTimeoutMs, drain, logger } = options
  const pending = new Map<Duplex, Set<ServerResponse>>()
  const allPending = () => [...pending.values()].flatMap((responses) => [...responses])

  function handle(message: IncomingMessage, response: ServerResponse, policy: OriginPolicy): void {
    const { socket } = message
    limits.admit(socket)
    // The client has disconnected, and `close` has been emitted. `policy` may be wrong: a closed socket has no address.
    if (socket.destroyed || response.destroyed) return
    const responses = pending.get(socket) ?? new Set()
    pending.set(socket, responses.add(response))
    response.once('close', () => {
      responses.delete(response)
      if (responses.size === 0) pending.delete(socket)
      // The stall timeout must not end the other requests of the connection, which may still be executing.
      else socket.setTimeout(0)
    })
    exchange(message, response, policy).catch((error: unknown) => {
      if (response.destroyed) return
      // The log line of an operation has the expected errors of its body.
      if (!(error instanceof GatewayError)) logger.error({ err: error }, 'could not send a response')
      setImmediate(() => response.destroy())
    })
  }

  async function exchange(
    message: IncomingMessage,
    response: ServerResponse,
    policy: OriginPolicy,
  ): Promise<void> {
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
          policy,
          trust(message.socket.remoteAddress, headerOf(message)),
          errorOf(message),
        )
      : errorResponse(isTrace ? TRACE_NOT_ALLOWED : BAD_ADDRESS, requestIdFrom(undefined))
    if (!url) setSafeHeaders(handled.headers)
    // Closes the connection after this response, unless another request on the connection is waiting for its response.
    if ((isOverLimit || drain.isDraining) && pending.get(message.socket)?.size === 1)
      handled.headers.set('connection', 'close')
    // Node restarts this timeout when a write finishes or makes progress.
    response.setTimeout(stallTimeoutMs, () => {
      logger.info({ waitingBytes: response.writableLength }, 'disconnected a slow HTTP client')
      response.destroy()
    })
    await send(handled, response, disconnect.signal)
  }

  function errorOf(message: IncomingMessage): HttpError | undefined {
    const operations = pending.get(message.socket)?.size ?? 0
    if (isBodyRead(message)) return BODY_ALREADY_READ
    return (
      limits.errorOf(message.socket) ??
      (operations > maxOperationsPerConnection ? tooManyOperations(maxOperationsPerConnection) : undefined)
    )
  }

  return {
    handle,
    pendingOf: (socket) => [...(pending.get(socket) ?? [])],
    async settled() {
      await Promise.all(
        allPending().map((response) => new Promise((resolve) => response.once('close', resolve))),
      )
    },
    destroyPending() {
      for (const response of allPending()) response.destroy()
    },
  }
}
