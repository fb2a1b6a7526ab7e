import { createClient as createSseClient } from 'graphql-sse'
import { createClient } from 'graphql-ws'
import { print } from 'graphql'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { EventsPageDocument, FollowedKeysDocument } from '../documents/generated/graphql.ts'
import { defaultWatchIntervals } from '../../src/rotation/watch/watch-schedule.ts'
import { startGateway } from '../support/gateway.ts'
import { eventually, keyIdOf, listenAt, watched } from './subscribe.ts'
import type { Transport } from './subscribe.ts'

/** Subscriptions on one WebSocket. Over SSE each subscription has its own connection. */
const SUBSCRIBERS_PER_CLIENT = 100

/** Opens `subscribers` subscriptions to one key and counts the KMS calls from the first subscription to the last delivery. */
async function followed(subscribers: number, transport: Transport = 'WebSocket') {
  await using gateway = await startGateway({ speed: 0 })
  const { emulator } = gateway
  const { arn } = emulator.createKey()
  const url = await listenAt(gateway)
  const keys = [await keyIdOf(gateway, arn)]
  const { rotationEvents } = await gateway.ask(EventsPageDocument, { first: 0, filter: { keys } })
  await watched(gateway, 2)
  emulator.resetStatistics()
  // The first event is replayed and shows that the subscription is open. The second event is live.
  emulator.addRotation(arn, { date: 'now', type: 'ON_DEMAND' })

  const received = new Map<string, number>()
  const after = rotationEvents.pageInfo.endCursor
  const payload = { query: print(FollowedKeysDocument), variables: { keys, after } }
  const clients = Array.from({ length: Math.ceil(subscribers / SUBSCRIBERS_PER_CLIENT) }, () =>
    transport === 'SSE'
      ? createSseClient({ url: `${url}/graphql`, retryAttempts: 0 })
      : createClient({
          url: `${url.replace('http', 'ws')}/graphql`,
          webSocketImpl: WebSocket,
          retryAttempts: 0,
        }),
  )
  for (let index = 0; index < subscribers; index++)
    clients[Math.floor(index / SUBSCRIBERS_PER_CLIENT)]?.subscribe<object>(payload, {
      next: (message) => {
        const answer = JSON.stringify(message)
        received.set(answer, (received.get(answer) ?? 0) + 1)
      },
      error: () => {},
      complete: () => {},
    })
  const isTold = (rotations: number) =>
    eventually(gateway, () => expect([...received.values()]).toEqual(Array(rotations).fill(subscribers)), 0)
  await isTold(1)
  emulator.addRotation(arn, { date: 'now', type: 'AUTOMATIC' })
  emulator.clock.advance(defaultWatchIntervals.historyMs)
  await isTold(2)
  const { calls } = emulator.statistics()
  for (const client of clients) await client.dispose()
  return Object.fromEntries(calls.map((count) => [count.operation, count.calls]))
}

// The selection includes the description and the setting, which are read once per event in addition to the polls.
const CALLS_FOR_ONE = { DescribeKey: 2, GetKeyRotationStatus: 4, ListKeyRotations: 2 }

test('a thousand subscribers to one key cost the KMS calls of one, and all receive the same events', async () => {
  expect(await followed(1)).toEqual(CALLS_FOR_ONE)
  expect(await followed(1_000)).toEqual(CALLS_FOR_ONE)
})

test('a thousand subscribers over SSE, each on its own connection, receive the same events', async () => {
  expect(await followed(200, 'SSE')).toEqual(CALLS_FOR_ONE)
})
