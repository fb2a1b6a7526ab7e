import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { OperationTypeNode } from 'graphql'
import { MessageType, handleProtocols, makeServer, parseMessage } from 'graphql-ws'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { webSocketOperations } from './web-socket-operations.ts'
import type { Connection, WebSocketOperationsOptions } from './web-socket-operations.ts'

export interface WebSocketListenerOptions extends WebSocketOperationsOptions {
  readonly maxMessageBytes: number
  readonly pingIntervalMs: number
}

/** Draining closes each socket as soon as its queries are answered. */
export interface WebSocketListener {
  /** Takes over a connection that asked for it and may have it. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void
}

/** The service restarts: clients of the protocol connect again and subscribe anew, wherever they are sent. */
const SERVICE_RESTART = 1012
const RESTART_REASON = 'The gateway is shutting down: connect again and resume'

/** `graphql-transport-ws` on sockets of `ws`; the protocol itself is graphql-ws's. */
export function createWebSocketListener(options: WebSocketListenerOptions): WebSocketListener {
  const { drain, logger, maxMessageBytes, pingIntervalMs } = options
  const protocol = makeServer(webSocketOperations(options))
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes, handleProtocols })

  function opened(socket: WebSocket, request: IncomingMessage): void {
    const closed = new AbortController()
    const connection: Connection = {
      headers: request.headers,
      operations: new Map(),
      close: (code, reason) => socket.close(code, reason),
      closed: closed.signal,
    }
    const { operations } = connection
    const stopPinging = keepAlive(socket, pingIntervalMs)
    const closeWhenAnswered = () => {
      if (!drain.isDraining) return
      const isAnswering = [...operations.values()].some(
        ({ operation }) => operation.type !== OperationTypeNode.SUBSCRIPTION,
      )
      if (!isAnswering) socket.close(SERVICE_RESTART, RESTART_REASON)
    }
    drain.signal.addEventListener('abort', closeWhenAnswered)

    const left = protocol.opened(
      {
        protocol: socket.protocol,
        send: (data) => send(socket, data),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (handle) =>
          socket.on('message', (data: Buffer) => {
            onMessage(data.toString(), handle).catch((error: unknown) => {
              logger.error({ err: error }, 'a WebSocket message could not be handled')
              socket.close(1011, 'Internal error')
            })
          }),
      },
      connection,
    )

    async function onMessage(data: string, handle: (data: string) => Promise<void>): Promise<void> {
      const { type, id } = peek(data)
      if (type === MessageType.Complete) operations.get(id)?.left.abort()
      await handle(data)
      if (type !== MessageType.Subscribe) return
      operations.delete(id)
      closeWhenAnswered()
    }

    // ws has closed the socket with the fitting code by then; without a listener the process would end.
    socket.on('error', (error) => logger.debug({ err: error }, 'a WebSocket client sent what is no message'))
    socket.once('close', (code, reason) => {
      stopPinging()
      closed.abort()
      drain.signal.removeEventListener('abort', closeWhenAnswered)
      for (const { left } of operations.values()) left.abort()
      left(code, String(reason)).catch((error: unknown) => {
        logger.error({ err: error }, 'a subscription could not be ended')
      })
    })
  }

  return {
    accept(request, socket, head) {
      sockets.handleUpgrade(request, socket, head, (webSocket) => opened(webSocket, request))
    },
  }
}

/** Pings; a peer that has not answered one by the next is gone. */
function keepAlive(socket: WebSocket, intervalMs: number): () => void {
  let isAlive = true
  socket.on('pong', () => {
    isAlive = true
  })
  const timer = setInterval(() => {
    if (!isAlive) return socket.terminate()
    isAlive = false
    socket.ping()
  }, intervalMs)
  return () => clearInterval(timer)
}

function send(socket: WebSocket, data: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (socket.readyState !== socket.OPEN) return resolve()
    socket.send(data, (error) => (error && socket.readyState === socket.OPEN ? reject(error) : resolve()))
  })
}

/** Type and operation of a message; what is malformed is graphql-ws's to refuse. */
function peek(data: string): { readonly type?: string; readonly id: string } {
  try {
    const message = parseMessage(data)
    return { type: message.type, id: 'id' in message ? message.id : '' }
  } catch {
    return { id: '' }
  }
}
