import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createClient } from '../../client/index.ts'
import type { Client, ClientOptions, StreamState } from '../../client/index.ts'
import { listenAt } from '../subscriptions/subscribe.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway } from '../support/gateway.ts'
import { createRandom } from '../support/random.ts'
import { startTcpProxy } from '../support/tcp-proxy.ts'
import { waitUntil } from '../support/wait-until.ts'
import { CompletionsDocument, CompletionsWithoutCursorDocument, NowDocument } from './generated/graphql.ts'
import type { NowQuery } from './generated/graphql.ts'

const clientOf = (url: string, options: Partial<ClientOptions> = {}) =>
  createClient({ url: `${url}/graphql`, webSocketImpl: WebSocket, ...options })

/** The cursor of the current moment. The query does not leave a connection in the proxy of a test. */
async function now(it: TestGateway): Promise<string> {
  const { data } = await it.answer<NowQuery, object>(String(NowDocument), {})
  return data?.rotationEvents.pageInfo.endCursor ?? ''
}

/** A stream that is read in the background, and what it has delivered. */
function follow(client: Client, after: string) {
  const ending = new AbortController()
  const events: { readonly cursor: string; readonly eventId: string; readonly arn: string }[] = []
  const states: StreamState[] = []
  const stream = client.stream(
    CompletionsDocument,
    {},
    {
      after,
      signal: ending.signal,
      onState: (state) => states.push(state),
    },
  )
  const ended = (async () => {
    for await (const { rotationCompleted: event } of stream)
      if (event.kind === 'RotationCompleted')
        events.push({ cursor: event.cursor, eventId: event.eventId, arn: event.key.arn })
  })()
  return {
    events,
    states,
    reasons: () => states.flatMap((state) => (state.status === 'RECONNECTING' ? [state.error.code] : [])),
    connected: () => waitUntil(() => states.at(-1)?.status === 'CONNECTED'),
    async [Symbol.asyncDispose]() {
      ending.abort()
      await ended
    },
  }
}

/** Adds rotations of random keys, and counts them. */
function rotating({ emulator }: TestGateway, arns: readonly [string, ...string[]]) {
  const random = createRandom(20_261_127)
  let count = 0
  return {
    get count() {
      return count
    },
    rotate(times: number) {
      for (let time = 0; time < times; time++) {
        emulator.clock.advance(1)
        emulator.addRotation(random.pick(arns), { date: 'now', type: 'AUTOMATIC' })
        count++
      }
    },
  }
}

test('a stream delivers each rotation once, although connections are cut and gateways are replaced', async () => {
  await using it = await startGateway()
  const { emulator } = it
  const arns: [string, ...string[]] = [emulator.createKey().arn, emulator.createKey().arn]
  await using network = await startTcpProxy()
  network.leadTo(await listenAt(it))
  await using followed = follow(clientOf(network.url), await now(it))
  const { events } = followed
  const rotations = rotating(it, arns)
  const cut = () => {
    for (let index = network.connections; index > 0; index--) network.cut(index - 1)
  }
  const allDelivered = () => waitUntil(() => events.length >= rotations.count)

  await followed.connected()
  expect(followed.states.map(({ status }) => status)).toEqual(['CONNECTING', 'CONNECTED'])
  // Before the first event.
  cut()
  rotations.rotate(2)
  await allDelivered()
  rotations.rotate(3)
  cut()
  rotations.rotate(3)
  await allDelivered()
  rotations.rotate(2)
  const ended = it.gateway[Symbol.asyncDispose]()
  rotations.rotate(2)
  await ended
  await using another = it.another()
  const { url } = await another.listen({ host: '127.0.0.1', port: 0 })
  network.leadTo(url)
  await allDelivered()

  expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(rotations.count)
  for (const arn of arns)
    expect(events.filter((event) => event.arn === arn)).toHaveLength(emulator.key(arn).rotations.length)
  expect(followed.reasons()).toEqual(expect.arrayContaining(['CONNECTION_LOST', 'SERVICE_RESTARTING']))
})

test('a stream notices that a connection is silent, and resumes over another one', async () => {
  await using it = await startGateway()
  const rotations = rotating(it, [it.emulator.createKey().arn])
  await using network = await startTcpProxy()
  network.leadTo(await listenAt(it))
  await using followed = follow(clientOf(network.url, { keepAlive: 200 }), await now(it))
  await followed.connected()
  network.silence()
  rotations.rotate(3)
  await waitUntil(() => followed.events.length === rotations.count)
  expect(followed.reasons()).toContain('CONNECTION_SILENT')
  const lost = followed.states.find((state) => state.status === 'RECONNECTING')
  expect(lost).toMatchObject({ since: expect.any(Date), error: { isRetryable: true } })
})

test('a stream whose consumer is slow keeps a bounded number of events, closes its connection and loses nothing', async () => {
  await using it = await startGateway()
  const { arn } = it.emulator.createKey()
  await using network = await startTcpProxy()
  network.leadTo(await listenAt(it))
  const client = clientOf(network.url, { maxQueuedEvents: 3 })
  const after = await now(it)
  const rotations = rotating(it, [arn])
  rotations.rotate(10)
  const dates: (string | null)[] = []
  let isSlow = true
  for await (const { rotationCompleted: event } of client.stream(CompletionsDocument, {}, { after })) {
    if (event.kind !== 'RotationCompleted') continue
    // The first event is in progress, three wait, and the fifth ends the subscription.
    if (isSlow) await waitUntil(() => network.connections === 0)
    isSlow = false
    dates.push(event.occurredAt)
    if (dates.length === 10) break
  }
  expect(dates).toEqual(it.emulator.key(arn).rotations.map(({ completedAt }) => completedAt))
  await waitUntil(() => network.connections === 0)
})

test('a stream without cursors ends with SLOW_CONSUMER when too many events wait, because it would lose some', async () => {
  await using it = await startGateway()
  const { arn } = it.emulator.createKey()
  const client = clientOf(await listenAt(it), { maxQueuedEvents: 1 })
  const stream = client.stream(CompletionsWithoutCursorDocument)
  const first = stream.next()
  await waitUntil(() => it.emulator.calls('ListKeyRotations') > 0)
  const rotations = rotating(it, [arn])
  rotations.rotate(3)
  await first
  await expect(
    (async () => {
      for await (const event of stream) {
        expect(event).toBeDefined()
        rotations.rotate(3)
      }
    })(),
  ).rejects.toMatchObject({ code: 'SLOW_CONSUMER', isRetryable: false })
})

test('a stream ends with the error of the gateway when the cursor is not valid, and does not try again', async () => {
  await using it = await startGateway()
  it.emulator.createKey()
  const stream = clientOf(await listenAt(it)).stream(CompletionsDocument, {}, { after: 'nonsense' })
  await expect(stream.next()).rejects.toMatchObject({
    name: 'GatewayError',
    code: 'BAD_USER_INPUT',
    isRetryable: false,
    requestId: expect.stringMatching(/./),
  })
  expect(await stream.next()).toEqual({ done: true, value: undefined })
  const rejected = it.logger.lines.filter(
    ({ fields }) => 'errors' in fields && String(fields.errors) === 'BAD_USER_INPUT',
  )
  expect(rejected).toHaveLength(1)
})

test('several streams share a connection, which closes with the last one', async () => {
  await using it = await startGateway()
  const { arn } = it.emulator.createKey()
  await using network = await startTcpProxy()
  network.leadTo(await listenAt(it))
  const client = clientOf(network.url)
  const after = await now(it)
  {
    await using one = follow(client, after)
    {
      await using other = follow(client, after)
      await one.connected()
      await other.connected()
      await waitUntil(() => network.connections === 1)
      rotating(it, [arn]).rotate(1)
      await waitUntil(() => one.events.length === 1 && other.events.length === 1)
    }
    it.emulator.clock.advance(1)
    it.emulator.addRotation(arn, { date: 'now', type: 'AUTOMATIC' })
    await waitUntil(() => one.events.length === 2)
    expect(one.reasons()).toEqual([])
  }
  await waitUntil(() => network.connections === 0)
})
