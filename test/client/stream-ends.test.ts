import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { createClient } from '../../client/index.ts'
import type { ClientOptions, StreamState } from '../../client/index.ts'
import { waitUntil } from '../support/wait-until.ts'
import { completed, send, startSocketServer } from './faulty-server.ts'
import type { SocketMessage } from './faulty-server.ts'
import { CompletionsDocument, FollowRequestDocument } from './generated/graphql.ts'

const clientOf = (url: string, options: Partial<ClientOptions> = {}) =>
  createClient({ url, webSocketImpl: WebSocket, ...options })

const isInit = ({ type }: SocketMessage) => type === 'connection_init'
const acknowledge = (socket: WebSocket) => send(socket, { type: 'connection_ack' })

describe.each([
  [4400, 'A client cannot send this'],
  [4401, 'Unauthorized'],
  [4429, 'Too many initialisation requests'],
])('close code %i', (code, reason) => {
  test('ends a stream with its reason', async () => {
    await using server = await startSocketServer((socket, message) => {
      if (isInit(message)) acknowledge(socket)
      else socket.close(code, reason)
    })
    await expect(clientOf(server.url).stream(CompletionsDocument).next()).rejects.toMatchObject({
      code: 'CONNECTION_REJECTED',
      message: expect.stringContaining(`${code}: ${reason}`),
      isRetryable: false,
    })
    expect(server.requests).toBe(1)
  })
})

describe.each([1000, 1001, 1006, 1011, 1012, 1013, 4408, 4500])('close code %i', (code) => {
  test('lets a stream resume after the event that was processed last', async () => {
    const cursors: (string | undefined)[] = []
    await using server = await startSocketServer((socket, message, index) => {
      if (isInit(message)) return acknowledge(socket)
      if (message.type !== 'subscribe') return undefined
      cursors.push(message.payload?.variables?.after)
      for (const name of index === 1 ? ['a', 'b'] : ['b', 'c']) send(socket, completed(message.id, name))
      if (index > 1) return undefined
      return code === 1006 ? socket.terminate() : socket.close(code, 'any')
    })
    const names: string[] = []
    for await (const { rotationCompleted: event } of clientOf(server.url).stream(CompletionsDocument)) {
      names.push(event.cursor)
      if (names.length === 3) break
    }
    // The server repeats 'b', which is left out.
    expect(names).toEqual(['a', 'b', 'c'])
    expect(cursors).toEqual([undefined, 'b'])
    expect(server.requests).toBe(2)
  })
})

test('a credential that is rejected ends the stream, unless the option returns another one', async () => {
  const sent: (string | undefined)[] = []
  await using server = await startSocketServer((socket, message) => {
    if (!isInit(message)) return send(socket, completed(message.id, 'a'))
    sent.push(message.payload?.authorization)
    return message.payload?.authorization === 'Bearer good'
      ? acknowledge(socket)
      : socket.close(4403, 'Forbidden')
  })
  const tokens = ['old', 'newer', 'good']
  const renewing = clientOf(server.url, { credential: async () => tokens.shift() })
  expect((await renewing.stream(CompletionsDocument).next()).done).toBe(false)
  expect(sent).toEqual(['Bearer old', 'Bearer newer', 'Bearer good'])

  const constant = clientOf(server.url, { credential: () => 'secret-token' })
  const error: unknown = await constant
    .stream(CompletionsDocument)
    .next()
    .catch((error: unknown) => error)
  expect(error).toMatchObject({ code: 'UNAUTHENTICATED', isRetryable: false })
  expect(String(error)).not.toContain('secret-token')
  expect(server.requests).toBe(4)
})

test('the stream of a document without $after ends when the gateway completes it, and another one continues', async () => {
  await using server = await startSocketServer((socket, message) => {
    if (isInit(message)) acknowledge(socket)
    if (message.type === 'subscribe') send(socket, { id: message.id, type: 'complete' })
  })
  const client = clientOf(server.url)
  expect(await client.stream(FollowRequestDocument, { id: 'any' }).next()).toEqual({
    done: true,
    value: undefined,
  })
  const states: StreamState[] = []
  const stream = client.stream(CompletionsDocument, {}, { onState: (state) => states.push(state) })
  const ended = stream.next()
  await waitUntil(() => states.filter(({ status }) => status === 'RECONNECTING').length > 1)
  await stream.return?.()
  expect(await ended).toEqual({ done: true, value: undefined })
})

test('an event with an error is not left out: the stream tries again from the event before it', async () => {
  const cursors: (string | undefined)[] = []
  await using server = await startSocketServer((socket, message) => {
    if (isInit(message)) return acknowledge(socket)
    if (message.type !== 'subscribe') return undefined
    cursors.push(message.payload?.variables?.after)
    if (cursors.length === 1) {
      send(socket, completed(message.id, 'a'))
      const errors = [{ message: 'KMS is slow.', extensions: { code: 'KMS_UNAVAILABLE', isRetryable: true } }]
      return send(socket, { id: message.id, type: 'next', payload: { data: null, errors } })
    }
    return send(socket, completed(message.id, 'b'))
  })
  const stream = clientOf(server.url).stream(CompletionsDocument)
  for (const name of ['a', 'b'])
    expect((await stream.next()).value).toMatchObject({ rotationCompleted: { cursor: name } })
  expect(cursors).toEqual([undefined, 'a'])
  await stream.return?.()
})

/** A server that accepts connections and never answers. */
async function startMuteServer() {
  let open = 0
  const server = createServer((socket) => {
    open++
    socket.on('error', () => {}).on('close', () => open--)
    socket.resume()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return {
    url: `http://127.0.0.1:${address.port}/graphql`,
    get open() {
      return open
    },
    async [Symbol.asyncDispose]() {
      server.close()
      await once(server, 'close')
    },
  }
}

test('an abort ends a stream at once while it connects, waits for events, waits for its credential or waits to reconnect', async () => {
  await using mute = await startMuteServer()
  await using quiet = await startSocketServer((socket, message) => {
    if (isInit(message)) acknowledge(socket)
  })
  await using closing = await startSocketServer((socket) => socket.close(1013, 'Later'))
  const ending = new AbortController()
  const states: StreamState[][] = []
  const next = (url: string, options: Partial<ClientOptions> = {}) => {
    const own: StreamState[] = []
    states.push(own)
    const onState = (state: StreamState) => own.push(state)
    return clientOf(url, options).stream(CompletionsDocument, {}, { signal: ending.signal, onState }).next()
  }
  const streams = [
    next(mute.url),
    next(quiet.url),
    next(quiet.url, { credential: () => new Promise(() => {}) }),
    next(closing.url),
  ]
  await waitUntil(() => mute.open === 1 && states[1]?.at(-1)?.status === 'CONNECTED')
  await waitUntil(() => states[3]?.at(-1)?.status === 'RECONNECTING')
  ending.abort()
  expect(await Promise.all(streams)).toEqual(streams.map(() => ({ done: true, value: undefined })))
  await waitUntil(() => mute.open === 0)
  expect(await next(quiet.url)).toEqual({ done: true, value: undefined })
  expect(quiet.requests).toBe(1)
})

test('a stream without a WebSocket in the runtime rejects with what to do', async () => {
  vi.stubGlobal('WebSocket', undefined)
  onTestFinished(() => void vi.unstubAllGlobals())
  const stream = createClient({ url: 'http://127.0.0.1:1/graphql' }).stream(CompletionsDocument)
  await expect(stream.next()).rejects.toThrow('Set the option webSocketImpl')
})

test('a stream gives up a connection that is not accepted in time, and tries again', async () => {
  await using mute = await startMuteServer()
  const states: StreamState[] = []
  const stream = clientOf(mute.url, { connectionAckWaitTimeout: 50 }).stream(
    CompletionsDocument,
    {},
    { onState: (state) => states.push(state) },
  )
  const ended = stream.next()
  await waitUntil(() => states.length === 2)
  expect(states[1]).toMatchObject({ status: 'RECONNECTING', error: { code: 'TIMEOUT', isRetryable: true } })
  await stream.return?.()
  expect(await ended).toEqual({ done: true, value: undefined })
})
