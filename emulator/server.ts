import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { answerControl } from './control-api.ts'
import { dispatch } from './dispatcher.ts'
import type { Reply } from './dispatcher.ts'
import type { EmulatorState } from './emulator-state.ts'

/** Much larger than any request of these operations. */
const MAX_BODY_BYTES = 1_048_576

/** Serves the AWS APIs on every path except `/_emulator`, which is the control API. */
export function createEmulatorServer(state: EmulatorState, signal: AbortSignal): Server {
  const server = createServer((request, response) => {
    answer(state, request, response, signal).catch(() => response.destroy())
  })
  // AWS keeps idle connections open longer than Node's default. The server must not close a socket that a client reuses.
  server.keepAliveTimeout = 65_000
  server.on('connection', (socket) => {
    state.statistics.socketOpened()
    socket.on('close', () => state.statistics.socketClosed())
  })
  return server
}

async function answer(
  state: EmulatorState,
  request: IncomingMessage,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  const url = new URL(`http://emulator${request.url ?? '/'}`)
  const body = await bodyOf(request)
  if (url.pathname === '/_emulator' || url.pathname.startsWith('/_emulator/')) {
    const { status, json } = answerControl(state, {
      method: request.method ?? 'GET',
      url,
      host: request.headers.host,
      origin: request.headers.origin,
      body,
    })
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    response.end(`${JSON.stringify(json, undefined, 2)}\n`)
    return
  }
  // The emulator's clock sets every date. The gateway compares this one with its own clock.
  response.setHeader('date', new Date(state.clock.now()).toUTCString())
  const requestId = randomUUID()
  if (body === undefined) return send(response, errorReply(413, 'RequestEntityTooLargeException'), requestId)
  if (request.method !== 'POST')
    return send(response, errorReply(404, 'UnknownOperationException'), requestId)

  const { authorization, 'content-type': contentType } = request.headers
  const target = header(request, 'x-amz-target')
  const sessionToken = header(request, 'x-amz-security-token')
  const disconnected = new AbortController()
  response.on('close', () => disconnected.abort())
  const host = request.headers.host ?? 'localhost'
  const reply = await dispatch(
    state,
    { target, contentType, authorization, sessionToken, host, requestId, body },
    { stopping: signal, disconnected: disconnected.signal },
  )
  send(response, reply, requestId)
}

function header({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' ? value : undefined
}

const errorReply = (status: number, code: string): Reply => ({
  kind: 'answer',
  status,
  contentType: 'application/x-amz-json-1.1',
  body: JSON.stringify({ __type: code }),
})

function send(response: ServerResponse, reply: Reply, requestId: string): void {
  if (reply.kind === 'dropped') {
    response.destroy()
    return
  }
  response.writeHead(reply.status, {
    'content-type': reply.contentType,
    'content-length': Buffer.byteLength(reply.body),
    'x-amzn-requestid': requestId,
    'cache-control': 'no-cache, no-store, must-revalidate, private',
    expires: '0',
    pragma: 'no-cache',
  })
  if (reply.kind === 'answer') {
    response.end(reply.body)
    return
  }
  const half = reply.body.slice(0, Math.floor(reply.body.length / 2))
  response.write(half, () => response.destroy())
}

/** The body as text; undefined when it is longer than MAX_BODY_BYTES. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    length += bytes.length
    if (length <= MAX_BODY_BYTES) chunks.push(bytes)
  }
  return length > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks).toString('utf8')
}
