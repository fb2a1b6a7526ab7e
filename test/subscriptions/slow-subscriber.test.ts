import { createClient } from 'graphql-ws'
import { print } from 'graphql'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { defaultWatchIntervals } from '../../src/rotation/watch/watch-schedule.ts'
import { EventsPageDocument, FollowedKeysDocument } from '../documents/generated/graphql.ts'
import { readySocket, wire } from '../server/clients.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway } from '../support/gateway.ts'
import { eventually, keyIdOf, subscribe, listenAt, watched } from './subscribe.ts'

const OTHERS = 999
const PER_SOCKET = 100
const ROTATIONS = 16

/** Selects the key's long description 800 times, so that a few responses fill the kernel's socket buffers. */
const LONG = `subscription ($keys: [ID!], $after: String) { rotationCompleted(keys: $keys, after: $after) {
  ... on RotationCompleted { eventId cursor key { ${Array.from({ length: 800 }, (_, index) => `d${index}: description`).join(' ')} } }
} }`

/** LONG exceeds the default limits of aliases and tokens. */
const SHORT_QUEUE = { maxQueuedEvents: 3, limits: { maxQueryAliases: 1_000, maxQueryTokens: 10_000 } }

/** The complete messages that a subscriber to LONG received, in order. */
const receivedIn = (text: string) =>
  [...text.matchAll(/"eventId":"([^"]+)","cursor":"([^"]+)"/g)].map(([, eventId, cursor]) => ({
    eventId,
    cursor,
  }))

/** Creates a key with a long description. Returns the variables of a subscription to it. */
async function followedKey(gateway: TestGateway) {
  const { arn } = gateway.emulator.createKey({ description: 'x'.repeat(2_000) })
  const url = await listenAt(gateway)
  const keys = [await keyIdOf(gateway, arn)]
  const { rotationEvents } = await gateway.ask(EventsPageDocument, { first: 0, filter: { keys } })
  await watched(gateway, 2)
  return { arn, url, keys, after: rotationEvents.pageInfo.endCursor }
}

function rotateNow({ emulator }: TestGateway, arn: string): void {
  emulator.addRotation(arn, { date: 'now', type: 'AUTOMATIC' })
  emulator.clock.advance(defaultWatchIntervals.historyMs)
}

/** A subscriber that reads all messages, and the IDs of its events. */
function follow(url: string, variables: { keys: string[]; after: string | null }) {
  const subscription = subscribe(url, FollowedKeysDocument, variables)
  const ids = () => subscription.messages.map((message) => receivedIn(JSON.stringify(message))[0]?.eventId)
  return { ids, unsubscribe: () => subscription.unsubscribe() }
}

test('a subscriber that does not read is disconnected and resumes without a loss, and 999 others receive all events', async () => {
  await using gateway = await startGateway({ speed: 0, gateway: SHORT_QUEUE })
  const { arn, url, keys, after } = await followedKey(gateway)

  const slow = await readySocket(url)
  const variables = { keys, after }
  slow.send({ id: 'slow', type: 'subscribe', payload: { query: LONG, variables } })
  slow.socket.pause()
  const deliveries = new Map<string, number>()
  const clients = Array.from({ length: Math.ceil(OTHERS / PER_SOCKET) }, () =>
    createClient({ url: `${url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0 }),
  )
  for (let index = 0; index < OTHERS; index++)
    clients[Math.floor(index / PER_SOCKET)]?.subscribe(
      { query: print(FollowedKeysDocument), variables },
      {
        next: (message) => {
          const answer = JSON.stringify(message)
          deliveries.set(answer, (deliveries.get(answer) ?? 0) + 1)
        },
        error: () => {},
        complete: () => {},
      },
    )
  for (let rotations = 1; rotations <= ROTATIONS; rotations++) {
    rotateNow(gateway, arn)
    await eventually(gateway, () => expect([...deliveries.values()]).toEqual(Array(rotations).fill(OTHERS)))
  }

  slow.socket.resume()
  expect(await slow.closed).toEqual({ code: 1013, reason: expect.stringContaining('resume') })
  const first = receivedIn(
    slow
      .takeAll()
      .map((message) => JSON.stringify(message))
      .join(''),
  )
  expect(first.length).toBeGreaterThan(0)
  expect(first.length).toBeLessThan(ROTATIONS - 3)
  const again = follow(url, { keys, after: first.at(-1)?.cursor ?? null })
  await eventually(gateway, () => expect(first.length + again.ids().length).toBeGreaterThanOrEqual(ROTATIONS))
  const all = [...deliveries.keys()].map((answer) => /"eventId":"([^"]+)"/.exec(answer)?.[1])
  expect([...first.map(({ eventId }) => eventId), ...again.ids()]).toEqual(all)

  again.unsubscribe()
  for (const client of clients) await client.dispose()
})

test('a slow subscriber over SSE gets the reason and resumes without a loss', async () => {
  await using gateway = await startGateway({ speed: 0, gateway: SHORT_QUEUE })
  const { arn, url, keys, after } = await followedKey(gateway)
  const body = JSON.stringify({ query: LONG, variables: { keys, after } })
  using slow = wire(
    url,
    `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\naccept: text/event-stream\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  )
  slow.socket.pause()
  const other = follow(url, { keys, after })
  for (let rotations = 1; rotations <= ROTATIONS; rotations++) {
    rotateNow(gateway, arn)
    await eventually(gateway, () => expect(other.ids()).toHaveLength(rotations))
  }
  slow.socket.resume()
  const first = receivedIn(await slow.heard(/SLOW_CONSUMER[\s\S]*event: complete/))
  expect(first.length).toBeGreaterThan(0)
  expect(first.length).toBeLessThan(ROTATIONS - 3)
  const again = follow(url, { keys, after: first.at(-1)?.cursor ?? null })
  await eventually(gateway, () => expect(first.length + again.ids().length).toBeGreaterThanOrEqual(ROTATIONS))
  expect([...first.map(({ eventId }) => eventId), ...again.ids()]).toEqual(other.ids())
  again.unsubscribe()
  other.unsubscribe()
})
