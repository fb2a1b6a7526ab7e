import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { OperationTypeNode } from 'graphql'
import { CloseCode, MessageType, handleProtocols, makeServer, parseMessage } from 'graphql-ws'
import type { Message } from 'graphql-ws'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import type { Arrival } from './proxy-trust.ts'
import { withQuery } from './subscribe-message.ts'
import { observeConnection } from './server-observer.ts'
import { createAnswerTexts } from './answer-texts.ts'
import { keepAlive } from './keep-alive.ts'
import { webSocketOperations } from './web-socket-operations.ts'
import type { Connection, WebSocketOperationsOptions } from './web-socket-operations.ts'

export interface WebSocketListenerOptions extends Omit<WebSocketOperationsOptions, 'texts'> {
  readonly maxMessageBytes: number
  readonly keepAliveIntervalMs: number
}

/** Draining closes each socket as soon as its queries are answered. */
export interface WebSocketListener {
  /** Takes over a connection that asked for it and may have it. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, arrival: Arrival): void
}

/** The service restarts: clients of the protocol connect again and subscribe anew, wherever they are sent. */
const SERVICE_RESTART = 1012
const RESTART_REASON = 'The gateway is shutting down: connect again and resume'
/** Try again later: clients of the protocol connect again after this one, too. */
const SLOW_CONSUMER = 1013
const SLOW_REASON = 'Slow consumer: connect again and resume after the last event that you processed'
/** A peer for which so many bytes wait is not heard until it has taken them: what it says next would add to them. */
const MAX_WAITING_BYTES = 1_048_576

/** RFC 6455: a control frame carries 125 bytes, of which two are the code. */
const MAX_REASON_BYTES = 123

const SERVER_MESSAGES = new Set([MessageType.ConnectionAck, MessageType.Next, MessageType.Error])

/** `graphql-transport-ws` on sockets of `ws`; the protocol itself is graphql-ws's. */
export function createWebSocketListener(options: WebSocketListenerOptions): WebSocketListener {
  const { drain, logger, observers, maxMessageBytes, keepAliveIntervalMs } = options
  const texts = createAnswerTexts()
  const protocol = makeServer(webSocketOperations({ ...options, texts }))
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes, handleProtocols })
  const closers = new Set<() => void>()
  drain.signal.addEventListener('abort', () => {
    for (const closeWhenAnswered of closers) closeWhenAnswered()
  })

  function opened(
    socket: WebSocket,
    stream: Duplex,
    headers: Connection['headers'],
    clientAddress: string | undefined,
  ): void {
    const closed = new AbortController()
    const connection: Connection = {
      headers,
      clientAddress,
      operations: new Map(),
      close: (code, reason) => socket.close(code, reason),
      closed: closed.signal,
      closeSlow() {
        if (socket.readyState !== socket.OPEN) return
        logger.info({ waitingBytes: socket.bufferedAmount }, 'a slow WebSocket client is sent away')
        socket.close(SLOW_CONSUMER, SLOW_REASON)
      },
    }
    const { operations } = connection
    const noteClosed = observeConnection(observers, 'WEBSOCKET')
    function closeWhenAnswered(): void {
      if (!drain.isDraining) return
      const isAnswering = [...operations.values()].some(
        ({ operation }) => operation.type !== OperationTypeNode.SUBSCRIPTION,
      )
      if (!isAnswering) socket.close(SERVICE_RESTART, RESTART_REASON)
    }
    closers.add(closeWhenAnswered)
    keepAlive(socket, keepAliveIntervalMs, () => {
      const waitingBytes = socket.bufferedAmount
      logger.info({ waitingBytes }, 'a WebSocket client that answered no ping is dropped')
      socket.terminate()
    })

    const left = protocol.opened(
      {
        protocol: socket.protocol,
        send: (message) => send(socket, texts.complete(message)),
        close: (code, reason) => socket.close(code, fitting(reason)),
        onMessage: (handle) =>
          socket.on('message', (data: Buffer) => {
            onMessage(withQuery(data.toString()), handle).catch((error: unknown) => {
              logger.error({ err: error }, 'a WebSocket message could not be handled')
              socket.close(1011, 'Internal error')
            })
          }),
      },
      connection,
    )

    // Not an async function: it would keep the text of the message as long as the operation lasts.
    function onMessage(data: string, handle: (data: string) => Promise<void>): Promise<void> {
      holdBack(socket, stream)
      const message = parse(data)
      if (message && SERVER_MESSAGES.has(message.type)) {
        // graphql-ws would throw as at a bug of its own.
        socket.close(CloseCode.BadRequest, `A client sends no '${message.type}'`)
        return Promise.resolve()
      }
      if (message?.type === MessageType.Complete) operations.get(message.id)?.left.abort()
      // graphql-ws parses what is text, and its type knows of nothing else; what is parsed it takes as it is.
      const handled: Promise<void> = Reflect.apply(handle, undefined, [message ?? data])
      if (message?.type !== MessageType.Subscribe) return handled
      const { id } = message
      return handled.finally(() => {
        operations.delete(id)
        closeWhenAnswered()
      })
    }

    // ws has closed the socket with the fitting code by then; without a listener the process would end.
    socket.on('error', (error) => logger.debug({ err: error }, 'a WebSocket client sent what is no message'))
    socket.on('close', (code, reason) => {
      noteClosed()
      closed.abort()
      closers.delete(closeWhenAnswered)
      for (const { left } of operations.values()) left.abort()
      left(code, String(reason)).catch((error: unknown) => {
        logger.error({ err: error }, 'a subscription could not be ended')
      })
    })
  }

  return {
    accept(request, stream, head, { clientAddress }) {
      // The headers, and not the request: that would live as long as the connection.
      const { headers } = request
      sockets.handleUpgrade(request, stream, head, (socket) => opened(socket, stream, headers, clientAddress))
    },
  }
}

function holdBack(socket: WebSocket, stream: Duplex): void {
  if (socket.bufferedAmount <= MAX_WAITING_BYTES || socket.isPaused) return
  socket.pause()
  stream.once('drain', () => socket.resume())
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

/** graphql-ws quotes ids of the client's in its reasons; ws throws at what is too long for its frame. */
function fitting(reason = ''): Buffer {
  const bytes = Buffer.alloc(MAX_REASON_BYTES)
  return bytes.subarray(0, new TextEncoder().encodeInto(reason, bytes).written)
}

/** Undefined for what is malformed, which is graphql-ws's to refuse. */
function parse(data: string): Message | undefined {
  try {
    return parseMessage(data)
  } catch {
    return undefined
  }
}
