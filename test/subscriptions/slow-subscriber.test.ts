import { createClient } from 'graphql-ws'
import { print } from 'graphql'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { defaultWatchIntervals } from '../../src/rotation/watch/watch-schedule.ts'
import { EventsPageDocument, FollowedKeysDocument } from '../documents/generated/graphql.ts'
import { readySocket, wire } from '../server/clients.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway } from '../support/gateway.ts'
import { eventually, keyIdOf, listen, listenAt, watched } from './listening.ts'

const OTHERS = 999
const PER_SOCKET = 100
const ROTATIONS = 16

/** Asks for the key's long description so often that a few answers fill what the kernel keeps for a socket. */
const LONG = `subscription ($keys: [ID!], $after: String) { rotationCompleted(keys: $keys, after: $after) {
  ... on RotationCompleted { eventId cursor key { ${Array.from({ length: 800 }, (_, index) => `d${index}: description`).join(' ')} } }
} }`

/** Asking for LONG is more than anybody may by default. */
const FEW_MAY_WAIT = { maxQueuedEvents: 3, limits: { maxQueryAliases: 1_000, maxQueryTokens: 10_000 } }

/** The complete messages that a subscriber to LONG received, in order. */
const toldIn = (text: string) =>
  [...text.matchAll(/"eventId":"([^"]+)","cursor":"([^"]+)"/g)].map(([, eventId, cursor]) => ({
    eventId,
    cursor,
  }))

/** A gateway with a key whose answers can be long, and what a subscription to it needs. */
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

/** A subscriber that reads, and the IDs of the events it received. */
function follow(url: string, variables: { keys: string[]; after: string | null }) {
  const listening = listen(url, FollowedKeysDocument, variables)
  const ids = () => listening.messages.map((message) => toldIn(JSON.stringify(message))[0]?.eventId)
  return { ids, leave: () => listening.leave() }
}

test('a subscriber that does not read is disconnected and resumes without a loss, and 999 others receive all events', async () => {
  await using gateway = await startGateway({ speed: 0, gateway: FEW_MAY_WAIT })
  const { arn, url, keys, after } = await followedKey(gateway)

  const slow = await readySocket(url)
  const variables = { keys, after }
  slow.send({ id: 'slow', type: 'subscribe', payload: { query: LONG, variables } })
  slow.socket.pause()
  const told = new Map<string, number>()
  const clients = Array.from({ length: Math.ceil(OTHERS / PER_SOCKET) }, () =>
    createClient({ url: `${url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0 }),
  )
  for (let index = 0; index < OTHERS; index++)
    clients[Math.floor(index / PER_SOCKET)]?.subscribe(
      { query: print(FollowedKeysDocument), variables },
      {
        next: (message) => {
          const answer = JSON.stringify(message)
          told.set(answer, (told.get(answer) ?? 0) + 1)
        },
        error: () => {},
        complete: () => {},
      },
    )
  for (let rotations = 1; rotations <= ROTATIONS; rotations++) {
    rotateNow(gateway, arn)
    await eventually(gateway, () => expect([...told.values()]).toEqual(Array(rotations).fill(OTHERS)))
  }

  slow.socket.resume()
  expect(await slow.closed).toEqual({ code: 1013, reason: expect.stringContaining('resume') })
  const first = toldIn(
    slow
      .takeAll()
      .map((message) => JSON.stringify(message))
      .join(''),
  )
  expect(first.length).toBeGreaterThan(0)
  expect(first.length).toBeLessThan(ROTATIONS - 3)
  const again = follow(url, { keys, after: first.at(-1)?.cursor ?? null })
  await eventually(gateway, () => expect(first.length + again.ids().length).toBeGreaterThanOrEqual(ROTATIONS))
  const all = [...told.keys()].map((answer) => /"eventId":"([^"]+)"/.exec(answer)?.[1])
  expect([...first.map(({ eventId }) => eventId), ...again.ids()]).toEqual(all)

  again.leave()
  for (const client of clients) await client.dispose()
})

test('a slow subscriber over SSE gets the reason and resumes without a loss', async () => {
  await using gateway = await startGateway({ speed: 0, gateway: FEW_MAY_WAIT })
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
  const first = toldIn(await slow.heard(/SLOW_CONSUMER[\s\S]*event: complete/))
  expect(first.length).toBeGreaterThan(0)
  expect(first.length).toBeLessThan(ROTATIONS - 3)
  const again = follow(url, { keys, after: first.at(-1)?.cursor ?? null })
  await eventually(gateway, () => expect(first.length + again.ids().length).toBeGreaterThanOrEqual(ROTATIONS))
  expect([...first.map(({ eventId }) => eventId), ...again.ids()]).toEqual(other.ids())
  again.leave()
  other.leave()
})
