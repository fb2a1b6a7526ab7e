import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { waitUntil } from '../support/wait-until.ts'
import { readySocket, wire } from './clients.ts'
import type { RawSocket } from './clients.ts'
import { createToy } from './toy.ts'
import type { LogLine, Toy } from './toy.ts'

const local = { host: '127.0.0.1', port: 0 }
/** So long that a few of them fill what the kernel keeps for a socket. */
const LENGTH = 1_000_000
const LONG = `subscription { boundedTicks { value text(length: ${LENGTH}) } }`
/** Nobody is thrown out of this one. */
const LONG_UNBOUNDED = `subscription { ticks { value text(length: ${LENGTH}) } }`
const MORE_THAN_FIT = 40
const SHORT = 'subscription { boundedTicks { value } }'

const overSse = (url: string, query = LONG) => {
  const body = JSON.stringify({ query })
  const head = `host: 127.0.0.1\r\ncontent-type: application/json\r\naccept: text/event-stream\r\ncontent-length: ${body.length}`
  return wire(url, `POST /graphql HTTP/1.1\r\n${head}\r\n\r\n${body}`)
}

async function subscribed<Client>(toy: Toy, subscribe: () => Client | Promise<Client>): Promise<Client> {
  const heard = once(toy.happened, 'subscribed')
  const client = await subscribe()
  await heard
  return client
}

async function overWebSocket(url: string, query: string): Promise<RawSocket> {
  const client = await readySocket(url)
  client.send({ id: 'a', type: 'subscribe', payload: { query } })
  return client
}

/** Sends ticks, each after the reader received the previous one, until a client that does not read is disconnected. */
async function tickUntilDisconnected(toy: Toy, reader: RawSocket): Promise<number> {
  let isDisconnected = false
  toy.happened.once('returned', () => (isDisconnected = true))
  for (let value = 1; value < 100; value++) {
    toy.tick(value)
    expect(await reader.next()).toMatchObject({ payload: { data: { boundedTicks: { value } } } })
    if (isDisconnected) return value
  }
  throw new Error('The kernel buffered a hundred million bytes.')
}

/** The values of the ticks that a closed client received. */
const receivedBy = (client: RawSocket): number[] =>
  client.takeAll().map((message) => Number(/"value":(\d+)/.exec(JSON.stringify(message))?.[1]))

/** Ticks at a client that never reads until the log says so; more than one message may never wait for it. Its last line. */
async function droppedUnread(toy: Toy, slow: { readonly socket: Pausable }, says: string): Promise<LogLine> {
  slow.socket.pause()
  const dropped = toy.logged(({ message }) => message.includes(says))
  for (let value = 1; value <= MORE_THAN_FIT; value++) toy.tick(value)
  const { fields } = await dropped
  expect(fields['waitingBytes']).toBeGreaterThan(0)
  expect(fields['waitingBytes']).toBeLessThan(LENGTH + 1_000)
  return toy.logged(({ message }) => message === 'operation')
}

interface Pausable {
  pause(): unknown
}

const intervals = vi.spyOn(globalThis, 'setInterval')
const sockets = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length
/** Node's own mark of a timer that was cleared. */
const isCleared = (timer: object) => Reflect.get(timer, '_destroyed') === true
let socketsBefore = 0
beforeEach(() => {
  socketsBefore = sockets()
})
// Nothing is left over of either end.
afterEach(async () => {
  await waitUntil(() => sockets() <= socketsBefore)
  await waitUntil(() => intervals.mock.results.every(({ value }) => isCleared(value)))
})

describe('a WebSocket client', () => {
  test('that reads too slowly is closed with 1013, and other clients get every event', async () => {
    await using toy = createToy()
    const { url } = await toy.server.listen(local)
    using reader = await subscribed(toy, () => overWebSocket(url, SHORT))
    using slow = await subscribed(toy, () => overWebSocket(url, LONG))
    slow.socket.pause()
    const last = await tickUntilDisconnected(toy, reader)

    slow.socket.resume()
    expect(await slow.closed).toEqual({ code: 1013, reason: expect.stringContaining('resume') })
    const received = receivedBy(slow)
    expect(received).toEqual(Array.from(received, (_, index) => index + 1))
    // Only the queued ticks are lost.
    expect(received.length).toBeGreaterThan(0)
    expect(received.length).toBeLessThanOrEqual(last - 3)
    const { fields } = await toy.logged(({ message }) => message === 'operation')
    expect(fields).toMatchObject({ transport: 'WEBSOCKET', errors: ['SLOW_CONSUMER'] })

    toy.tick(100)
    expect(await reader.next()).toMatchObject({ payload: { data: { boundedTicks: { value: 100 } } } })
  })

  test('that never reads is disconnected, and at most one message is buffered until then', async () => {
    await using toy = createToy({ limits: { keepAliveIntervalMs: 1_500 } })
    const { url } = await toy.server.listen(local)
    using slow = await subscribed(toy, () => overWebSocket(url, LONG_UNBOUNDED))
    const { fields } = await droppedUnread(toy, slow, 'did not answer a ping')
    expect(fields).toMatchObject({ outcome: 'abandoned' })
  })

  test('that sends requests without reading responses is not read any more', async () => {
    await using toy = createToy({ limits: { keepAliveIntervalMs: 1_500 } })
    const { url } = await toy.server.listen(local)
    using flood = await readySocket(url)
    flood.socket.pause()
    const dropped = toy.logged(({ message }) => message.includes('did not answer a ping'))
    const payload = { type: 'ping', payload: { text: 'x'.repeat(60_000) } }
    // More than the kernel keeps: the rest waits at the client.
    for (let pings = 0; pings < 400; pings++) flood.send(payload)
    const { fields } = await dropped
    expect(fields['waitingBytes']).toBeGreaterThan(1_000_000)
    expect(fields['waitingBytes']).toBeLessThan(2_000_000)
  })
})

describe('an SSE client', () => {
  test('that reads too slowly gets SLOW_CONSUMER, and its stream completes', async () => {
    await using toy = createToy()
    const { url } = await toy.server.listen(local)
    using reader = await subscribed(toy, () => overWebSocket(url, SHORT))
    using slow = await subscribed(toy, () => overSse(url))
    slow.socket.pause()
    await tickUntilDisconnected(toy, reader)
    slow.socket.resume()
    const heard = await slow.heard(/event: complete/)
    expect(heard).toMatch(/"value":1,[\s\S]*"code":"SLOW_CONSUMER"[\s\S]*event: complete/)
  })

  test('that never reads is disconnected, and at most one event is buffered until then', async () => {
    await using toy = createToy({ limits: { keepAliveIntervalMs: 1_000 } })
    const { url } = await toy.server.listen(local)
    using slow = await subscribed(toy, () => overSse(url, LONG_UNBOUNDED))
    const { fields } = await droppedUnread(toy, slow, 'slow HTTP client')
    expect(fields).toMatchObject({ outcome: 'abandoned' })
  })

  test('that reads stays connected without events, because comments are sent', async () => {
    await using toy = createToy({ limits: { keepAliveIntervalMs: 1_000 } })
    const { url } = await toy.server.listen(local)
    using client = await subscribed(toy, () => overSse(url))
    // One comment comes at the start. Without more of them the stream would be silent for too long after two intervals.
    await client.heard(/(:\n\n[\s\S]*){5}/)
    toy.tick(7)
    expect(await client.heard(/"value":7/)).toContain('event: next')
  })
})
