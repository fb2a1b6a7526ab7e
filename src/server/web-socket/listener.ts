import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { CloseCode, MessageType, handleProtocols, makeServer } from 'graphql-ws'
import type { CompleteMessage, Message, SubscribeMessage } from 'graphql-ws'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import type { ForwardedInfo } from '../http/proxy-trust.ts'
import { withoutCredentials } from '../operation/quoted.ts'
import { readMessage } from './subscribe-message.ts'
import { observeConnection } from '../operation/observer.ts'
import { createAnswerTexts } from '../stream/serialized-results.ts'
import { createKeepAlive } from './keep-alive.ts'
import { Connection } from './connection.ts'
import { webSocketOperations } from './operations.ts'
import type { WebSocketOperationsOptions } from './operations.ts'

export interface WebSocketListenerOptions extends Omit<WebSocketOperationsOptions, 'texts'> {
  readonly maxMessageBytes: number
  readonly keepAliveIntervalMs: number
}

/** Draining closes each socket as soon as its queries are answered. */
export interface WebSocketListener {
  /** Takes over a connection that asked for it and may have it. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, forwarded: ForwardedInfo): void
}

interface Opened {
  readonly connection: Connection
  readonly noteClosed: () => void
  /** graphql-ws has to know. */
  readonly leave: (code: number, reason: string) => Promise<void>
}

const SERVER_MESSAGES = new Set([MessageType.ConnectionAck, MessageType.Next, MessageType.Error])

/** `graphql-transport-ws` on sockets of `ws`; the protocol itself is graphql-ws's. */
export function createWebSocketListener(options: WebSocketListenerOptions): WebSocketListener {
  const { drain, logger, observers, maxMessageBytes, keepAliveIntervalMs } = options
  const texts = createAnswerTexts()
  const protocol = makeServer(webSocketOperations({ ...options, texts }))
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes, handleProtocols })
  const opened = new Map<WebSocket, Opened>()
  drain.signal.addEventListener('abort', () => {
    for (const { connection } of opened.values()) connection.closeUnlessAnswering()
  })
  const keepAlive = createKeepAlive(keepAliveIntervalMs, (socket) => {
    const waitingBytes = socket.bufferedAmount
    logger.info({ waitingBytes }, 'a WebSocket client that answered no ping is dropped')
    socket.terminate()
  })

  function open(socket: WebSocket, connection: Connection): void {
    const noteClosed = observeConnection(observers, 'WEBSOCKET')
    opened.set(socket, { connection, noteClosed, leave: protocol.opened(connection, connection) })
    keepAlive.add(socket)
    // The same listeners for all: each of their own takes memory.
    socket.on('message', onMessage)
    socket.on('error', onError)
    socket.on('close', onClose)
  }

  function onMessage(this: WebSocket, data: Buffer): void {
    const connection = opened.get(this)?.connection
    if (!connection) return
    take(connection, data.toString()).catch((error: unknown) => {
      logger.error({ err: error }, 'a WebSocket message could not be handled')
      this.close(1011, 'Internal error')
    })
  }

  /** ws has closed the socket with the fitting code by then; without a listener the process would end. */
  function onError(error: Error): void {
    logger.debug({ err: error }, 'a WebSocket client sent what is no message')
  }

  function onClose(this: WebSocket, code: number, reason: Buffer): void {
    keepAlive.remove(this)
    const closed = opened.get(this)
    if (!closed) return
    opened.delete(this)
    closed.noteClosed()
    closed.connection.end()
    closed.leave(code, String(reason)).catch((error: unknown) => {
      logger.error({ err: error }, 'a subscription could not be ended')
    })
  }

  // Not an async function: it would keep the text of the message as long as the operation lasts.
  function take(connection: Connection, data: string): Promise<void> {
    connection.holdBack()
    let message: Message
    try {
      message = readMessage(data)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      connection.close(CloseCode.BadRequest, withoutCredentials(reason))
      return Promise.resolve()
    }
    if (SERVER_MESSAGES.has(message.type)) {
      // graphql-ws would throw as at a bug of its own.
      connection.close(CloseCode.BadRequest, `A client sends no '${message.type}'`)
      return Promise.resolve()
    }
    if (message.type === MessageType.Complete) return complete(connection, message)
    if (message.type === MessageType.Subscribe) return subscribe(connection, message)
    return connection.receive(message)
  }

  function complete(connection: Connection, message: CompleteMessage): Promise<void> {
    const id = connection.ids.serialOf(message.id)
    if (id === undefined) return Promise.resolve()
    connection.completed(id)
    return connection.receive({ ...message, id })
  }

  function subscribe(connection: Connection, message: SubscribeMessage): Promise<void> {
    const id = connection.ids.assign(message.id)
    if (id !== undefined) return ended(connection, id, connection.receive({ ...message, id }))
    connection.close(CloseCode.SubscriberAlreadyExists, `Subscriber for ${message.id} already exists`)
    return Promise.resolve()
  }

  /** Apart from `subscribe`, whose scope holds the message. */
  function ended(connection: Connection, id: string, handled: Promise<void>): Promise<void> {
    return handled.finally(() => {
      connection.ended(id)
      if (drain.isDraining) connection.closeUnlessAnswering()
    })
  }

  return {
    accept(request, stream, head, { clientAddress }) {
      // Its headers, and not the request: that would live as long as the connection.
      const { headers } = request
      sockets.handleUpgrade(request, stream, head, (socket) =>
        open(socket, new Connection({ socket, stream, headers, clientAddress, texts, logger })),
      )
    },
  }
}
