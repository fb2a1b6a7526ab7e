import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { CloseCode, MessageType, handleProtocols, makeServer, parseMessage } from 'graphql-ws'
import type { Message } from 'graphql-ws'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import type { Arrival } from './proxy-trust.ts'
import { withQuery } from './subscribe-message.ts'
import { observeConnection } from './server-observer.ts'
import { createAnswerTexts } from './answer-texts.ts'
import { createKeepAlive } from './keep-alive.ts'
import { Connection } from './web-socket-connection.ts'
import { webSocketOperations } from './web-socket-operations.ts'
import type { WebSocketOperationsOptions } from './web-socket-operations.ts'

export interface WebSocketListenerOptions extends Omit<WebSocketOperationsOptions, 'texts'> {
  readonly maxMessageBytes: number
  readonly keepAliveIntervalMs: number
}

/** Draining closes each socket as soon as its queries are answered. */
export interface WebSocketListener {
  /** Takes over a connection that asked for it and may have it. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, arrival: Arrival): void
}

const SERVER_MESSAGES = new Set([MessageType.ConnectionAck, MessageType.Next, MessageType.Error])

/** `graphql-transport-ws` on sockets of `ws`; the protocol itself is graphql-ws's. */
export function createWebSocketListener(options: WebSocketListenerOptions): WebSocketListener {
  const { drain, logger, observers, maxMessageBytes, keepAliveIntervalMs } = options
  const texts = createAnswerTexts()
  const protocol = makeServer(webSocketOperations({ ...options, texts }))
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes, handleProtocols })
  const connections = new Set<Connection>()
  drain.signal.addEventListener('abort', () => {
    for (const connection of connections) connection.closeUnlessAnswering()
  })
  const keepAlive = createKeepAlive(keepAliveIntervalMs, (socket) => {
    const waitingBytes = socket.bufferedAmount
    logger.info({ waitingBytes }, 'a WebSocket client that answered no ping is dropped')
    socket.terminate()
  })

  // ws has closed the socket with the fitting code by then; without a listener the process would end.
  const onError = (error: Error) => logger.debug({ err: error }, 'a WebSocket client sent what is no message')

  function opened(socket: WebSocket, connection: Connection): void {
    const noteClosed = observeConnection(observers, 'WEBSOCKET')
    connections.add(connection)
    keepAlive(socket)
    const left = protocol.opened(
      {
        protocol: socket.protocol,
        send: (message) => send(socket, texts.complete(message)),
        close: (code, reason) => connection.close(code, reason),
        onMessage: (handle) =>
          socket.on('message', (data: Buffer) => {
            onMessage(connection, withQuery(data.toString()), handle).catch((error: unknown) => {
              logger.error({ err: error }, 'a WebSocket message could not be handled')
              socket.close(1011, 'Internal error')
            })
          }),
      },
      connection,
    )

    socket.on('error', onError)
    socket.on('close', (code, reason) => {
      noteClosed()
      connections.delete(connection)
      connection.end()
      left(code, String(reason)).catch((error: unknown) => {
        logger.error({ err: error }, 'a subscription could not be ended')
      })
    })
  }

  // Not an async function: it would keep the text of the message as long as the operation lasts.
  function onMessage(
    connection: Connection,
    data: string,
    handle: (data: string) => Promise<void>,
  ): Promise<void> {
    connection.holdBack()
    const message = parse(data)
    if (message && SERVER_MESSAGES.has(message.type)) {
      // graphql-ws would throw as at a bug of its own.
      connection.close(CloseCode.BadRequest, `A client sends no '${message.type}'`)
      return Promise.resolve()
    }
    const { operations } = connection
    if (message?.type === MessageType.Complete) operations.get(message.id)?.left.abort()
    // graphql-ws parses what is text, and its type knows of nothing else; what is parsed it takes as it is.
    const handled: Promise<void> = Reflect.apply(handle, undefined, [message ?? data])
    return message?.type === MessageType.Subscribe ? ended(connection, message.id, handled) : handled
  }

  /** Apart from `onMessage`, whose scope holds the message. */
  function ended(connection: Connection, id: string, handled: Promise<void>): Promise<void> {
    return handled.finally(() => {
      connection.operations.delete(id)
      if (drain.isDraining) connection.closeUnlessAnswering()
    })
  }

  return {
    accept(request, stream, head, { clientAddress }) {
      // Its headers, and not the request: that would live as long as the connection.
      const { headers } = request
      sockets.handleUpgrade(request, stream, head, (socket) =>
        opened(socket, new Connection({ socket, stream, headers, clientAddress, logger })),
      )
    },
  }
}

/**
 * Resolves when it has left: graphql-ws asks a subscription for its next event only then. What a peer that broke off is
 * not sent any more is no failure, though the socket may not know yet that it is closed.
 */
function send(socket: WebSocket, data: string): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState !== socket.OPEN) return resolve()
    socket.send(data, (error) => {
      if (error) socket.terminate()
      resolve()
    })
  })
}

/** Undefined for what is malformed, which is graphql-ws's to refuse. */
function parse(data: string): Message | undefined {
  try {
    return parseMessage(data)
  } catch {
    return undefined
  }
}
