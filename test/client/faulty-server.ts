import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'

/** A server that is not a gateway: a proxy with an error page, or a gateway with a fault. */
export interface FaultyServer extends AsyncDisposable {
  readonly url: string
  /** The number of requests, or of WebSockets. */
  readonly requests: number
}

async function listen(
  server: ReturnType<typeof createServer>,
  count: () => number,
  close: () => void,
): Promise<FaultyServer> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return {
    url: `http://127.0.0.1:${address.port}/graphql`,
    get requests() {
      return count()
    },
    async [Symbol.asyncDispose]() {
      close()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

export function startHttpServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<FaultyServer> {
  let requests = 0
  const server = createServer((request, response) => {
    requests++
    request.resume()
    answer(request, response)
  })
  return listen(
    server,
    () => requests,
    () => {},
  )
}

export interface SocketMessage {
  readonly id?: string
  readonly type: string
  readonly payload?: { readonly authorization?: string; readonly variables?: { readonly after?: string } }
}

/** @param onMessage receives each message, and the number of its socket, from 1 */
export function startSocketServer(
  onMessage: (socket: WebSocket, message: SocketMessage, index: number) => void,
): Promise<FaultyServer> {
  let requests = 0
  const server = createServer()
  const sockets = new WebSocketServer({ server, handleProtocols: () => 'graphql-transport-ws' })
  sockets.on('connection', (socket) => {
    const index = ++requests
    socket.on('message', (data: Buffer) => onMessage(socket, JSON.parse(data.toString()), index))
  })
  return listen(
    server,
    () => requests,
    () => {
      for (const socket of sockets.clients) socket.terminate()
    },
  )
}

export const send = (socket: WebSocket, message: object) => socket.send(JSON.stringify(message))

/** A message with a completed rotation whose cursor and event ID are this text. */
export const completed = (id: string | undefined, name: string) => ({
  id,
  type: 'next',
  payload: {
    data: {
      rotationCompleted: {
        kind: 'RotationCompleted',
        cursor: name,
        eventId: name,
        occurredAt: null,
        key: { arn: name },
      },
    },
  },
})
