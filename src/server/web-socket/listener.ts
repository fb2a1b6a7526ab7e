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
import { createSerializedResults } from '../stream/serialized-results.ts'
import { createKeepAlive } from './keep-alive.ts'
import { WebSocketConnection } from './connection.ts'
import { webSocketOperations } from './operations.ts'
import type { WebSocketOperationsOptions } from './operations.ts'

export interface WebSocketListenerOptions extends Omit<WebSocketOperationsOptions, 'texts'> {
  readonly maxMessageBytes: number
  readonly keepAliveIntervalMs: number
}

/** While the server drains, it closes each socket as soon as no query or mutation is executing on it. */
export interface WebSocketListener {
  /** Upgrades a connection whose request was checked by `rejectUpgrade`. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, forwarded: ForwardedInfo): void
  /** Resolves when no WebSocket is open. Call it once. */
  closed(): Promise<void>
  /** Closes every WebSocket immediately, without a close frame. */
  terminate(): void
}

interface OpenConnection {
  readonly connection: WebSocketConnection
  /** Reports the close to the observers. */
  readonly observeClose: () => void
  /** Reports the close to graphql-ws. */
  readonly endProtocol: (code: number, reason: string) => Promise<void>
}

const SERVER_MESSAGES = new Set([MessageType.ConnectionAck, MessageType.Next, MessageType.Error])

/** Serves the `graphql-transport-ws` protocol: sockets by ws, the protocol by graphql-ws. */
export function createWebSocketListener(options: WebSocketListenerOptions): WebSocketListener {
  const { drain, logger, observers, maxMessageBytes, keepAliveIntervalMs } = options
  const texts = createSerializedResults()
  const protocol = makeServer(webSocketOperations({ ...options, texts }))
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes, handleProtocols })
  const connections = new Map<WebSocket, OpenConnection>()
  let onLastClosed: (() => void) | undefined
  drain.signal.addEventListener('abort', () => {
    for (const { connection } of connections.values()) connection.closeUnlessExecuting()
  })
  const keepAlive = createKeepAlive(keepAliveIntervalMs, (socket) => {
    const waitingBytes = socket.bufferedAmount
    logger.info({ waitingBytes }, 'disconnected a WebSocket client that did not answer a ping')
    socket.terminate()
  })

  function open(socket: WebSocket, connection: WebSocketConnection): void {
    const observeClose = observeConnection(observers, 'WEBSOCKET')
    connections.set(socket, {
      connection,
      observeClose,
      endProtocol: protocol.opened(connection, connection),
    })
    keepAlive.add(socket)
    // All sockets share these listeners, which saves memory for each socket.
    socket.on('message', onMessage)
    socket.on('error', onError)
    socket.on('close', onClose)
  }

  function onMessage(this: WebSocket, data: Buffer): void {
    const connection = connections.get(this)?.connection
    if (!connection) return
    handle(connection, data.toString()).catch((error: unknown) => {
      logger.error({ err: error }, 'could not handle a WebSocket message')
      this.close(1011, 'Internal error')
    })
  }

  /** ws has already closed the socket with the right code. Without a listener, the error would end the process. */
  function onError(error: Error): void {
    logger.debug({ err: error }, 'a WebSocket client sent an invalid frame')
  }

  function onClose(this: WebSocket, code: number, reason: Buffer): void {
    keepAlive.remove(this)
    const closed = connections.get(this)
    if (!closed) return
    connections.delete(this)
    closed.observeClose()
    closed.connection.onClosed()
    if (connections.size === 0) onLastClosed?.()
    closed.endProtocol(code, String(reason)).catch((error: unknown) => {
      logger.error({ err: error }, 'could not end a subscription')
    })
  }

  // Not an async function, because that would keep the text of the message until the operation ends.
  function handle(connection: WebSocketConnection, data: string): Promise<void> {
    connection.pauseIfBusy()
    let message: Message
    try {
      message = readMessage(data)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      connection.close(CloseCode.BadRequest, withoutCredentials(reason))
      return Promise.resolve()
    }
    if (SERVER_MESSAGES.has(message.type)) {
      // graphql-ws would throw an internal error.
      connection.close(CloseCode.BadRequest, `A client cannot send '${message.type}'`)
      return Promise.resolve()
    }
    if (message.type === MessageType.Complete) return complete(connection, message)
    if (message.type === MessageType.Subscribe) return subscribe(connection, message)
    return connection.receive(message)
  }

  function complete(connection: WebSocketConnection, message: CompleteMessage): Promise<void> {
    const id = connection.ids.serialOf(message.id)
    if (id === undefined) return Promise.resolve()
    connection.onCompleted(id)
    return connection.receive({ ...message, id })
  }

  function subscribe(connection: WebSocketConnection, message: SubscribeMessage): Promise<void> {
    const id = connection.ids.assign(message.id)
    if (id !== undefined) return endAfter(connection, id, connection.receive({ ...message, id }))
    connection.close(CloseCode.SubscriberAlreadyExists, `Subscriber for ${message.id} already exists`)
    return Promise.resolve()
  }

  /** Not inside `subscribe`, because a closure there would keep the message. */
  function endAfter(connection: WebSocketConnection, id: string, handled: Promise<void>): Promise<void> {
    return handled.finally(() => {
      connection.onEnded(id)
      if (drain.isDraining) connection.closeUnlessExecuting()
    })
  }

  return {
    accept(request, stream, head, { clientAddress }) {
      // Keeps the headers and not the request, which would use memory as long as the connection is open.
      const { headers } = request
      sockets.handleUpgrade(request, stream, head, (socket) =>
        open(socket, new WebSocketConnection({ socket, stream, headers, clientAddress, texts, logger })),
      )
    },
    closed: () =>
      new Promise((resolve) => {
        onLastClosed = resolve
        if (connections.size === 0) resolve()
      }),
    terminate() {
      for (const socket of connections.keys()) socket.terminate()
    },
  }
}
