import { afterEach, describe, expect, test } from 'vitest'
import { bearer } from '../support/credentials.ts'
import { startGuardedGateway } from '../support/guarded-gateway.ts'
import type { GuardedGateway } from '../support/guarded-gateway.ts'
import { startGateway } from '../support/gateway.ts'
import { post, readySocket } from '../server/clients.ts'
import { createStillClock } from '../support/still-clock.ts'
import { waitFor } from '../support/wait-until.ts'
import { listenAt } from '../subscriptions/subscribe.ts'

const STREAM = 'subscription { rotationCompleted { __typename } }'
const REJECTED = expect.objectContaining({
  message: expect.stringContaining('2 concurrent subscriptions'),
  extensions: expect.objectContaining({ code: 'TOO_MANY_SUBSCRIPTIONS', isRetryable: true }),
})

const started: GuardedGateway[] = []
afterEach(async () => {
  await Promise.all(started.splice(0).map((gateway) => gateway[Symbol.asyncDispose]()))
})
async function start() {
  const gateway = await startGuardedGateway({
    speed: 0,
    authClock: createStillClock(),
    callers: { alice: ['reader'], bob: ['reader'] },
    gateway: { maxSubscriptionsPerSubject: 2 },
  })
  started.push(gateway)
  gateway.emulator.createKey()
  const url = await listenAt(gateway)
  const stream = async (caller: string, accept = 'text/event-stream, application/json') => {
    const connection = new AbortController()
    const request = post({ query: STREAM }, { ...bearer(gateway.as(caller).token), accept })
    const response = await fetch(`${url}/graphql`, { ...request, signal: connection.signal })
    return { response, disconnect: () => connection.abort() }
  }
  const statusOf = async (caller: string) => {
    const { response, disconnect } = await stream(caller)
    disconnect()
    return response.status
  }
  return { gateway, url, stream, statusOf }
}

describe('over SSE', () => {
  test('one subscription over the limit of a subject is rejected with status 429; each subject has its own limit', async () => {
    const { stream } = await start()
    const first = await stream('alice')
    expect((await stream('alice')).response.status).toBe(200)
    const { response } = await stream('alice')
    expect([response.status, await response.json()]).toEqual([429, { errors: [REJECTED] }])
    expect((await stream('bob')).response.status).toBe(200)

    first.disconnect()
    await waitFor(async () => expect((await stream('alice')).response.status).toBe(200))
  })

  test('a client that accepts only event streams gets the error in a stream', async () => {
    const { stream } = await start()
    await stream('alice')
    await stream('alice')
    const { response } = await stream('alice', 'text/event-stream')
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('"code":"TOO_MANY_SUBSCRIPTIONS"')
  })
})

test('over WebSocket a subscription over the limit is rejected under its ID on any connection; other operations continue', async () => {
  const { gateway, url, statusOf } = await start()
  const options = { headers: bearer(gateway.as('alice').token) }
  using one = await readySocket(url, options)
  using other = await readySocket(url, options)
  const subscribe = (id: string) => ({ id, type: 'subscribe', payload: { query: STREAM } })
  one.send(subscribe('a'))
  other.send(subscribe('b'))
  // Both subscriptions are open as soon as a third is rejected on either connection.
  await waitFor(async () => expect(await statusOf('alice')).toBe(429))
  one.send(subscribe('c'))
  expect(await one.next()).toMatchObject({ id: 'c', type: 'next', payload: { errors: [REJECTED] } })
  expect(await one.next()).toEqual({ id: 'c', type: 'complete' })
  one.send({ id: 'd', type: 'subscribe', payload: { query: '{ viewer { subject } }' } })
  expect(await one.next()).toMatchObject({ id: 'd', payload: { data: { viewer: { subject: 'alice' } } } })

  one.send({ id: 'a', type: 'complete' })
  await waitFor(async () => expect(await statusOf('alice')).toBe(200))
})

test('an ID that is reused immediately after complete belongs to the new operation, and the old subscription no longer counts', async () => {
  const { gateway, url, statusOf } = await start()
  using client = await readySocket(url, { headers: bearer(gateway.as('alice').token) })
  const subscribe = (query: string) => ({ id: '1', type: 'subscribe', payload: { query } })
  for (let round = 0; round < 5; round++) {
    client.send(subscribe(STREAM))
    client.send({ id: '1', type: 'complete' })
    client.send(subscribe('{ viewer { subject } }'))
    expect(await client.next()).toMatchObject({
      id: '1',
      type: 'next',
      payload: { data: { viewer: { subject: 'alice' } } },
    })
    expect(await client.next()).toEqual({ id: '1', type: 'complete' })
  }
  for (let round = 0; round < 5; round++) {
    client.send(subscribe(STREAM))
    client.send({ id: '1', type: 'complete' })
  }
  client.send(subscribe(STREAM))
  client.send({ ...subscribe('{ viewer { subject } }'), id: '2' })
  expect(await client.next()).toMatchObject({ id: '2', type: 'next' })
  // One of two subscriptions is open.
  expect(await statusOf('alice')).toBe(200)
})

test('a subscription that is rejected or disconnected no longer counts against the limit', async () => {
  const { gateway, url, statusOf } = await start()
  const { token } = gateway.as('alice')
  for (let attempt = 0; attempt < 5; attempt++) {
    const query = 'subscription { rotationCompleted(keys: []) { __typename } }'
    const response = await fetch(`${url}/graphql`, post({ query }, { ...bearer(token), accept: '*/*' }))
    expect(await response.text()).toContain('BAD_USER_INPUT')
  }
  for (let attempt = 0; attempt < 5; attempt++) {
    const client = await readySocket(url, { headers: bearer(token) })
    client.send({ id: 'a', type: 'subscribe', payload: { query: STREAM } })
    client.socket.terminate()
  }
  await waitFor(async () => expect(await statusOf('alice')).toBe(200))
})

test('without authentication all callers are one subject, which is not limited', async () => {
  await using gateway = await startGateway({ speed: 0, gateway: { maxSubscriptionsPerSubject: 1 } })
  gateway.emulator.createKey()
  const url = await listenAt(gateway)
  for (let count = 0; count < 3; count++) {
    const response = await fetch(
      `${url}/graphql`,
      post({ query: STREAM }, { accept: 'text/event-stream, */*' }),
    )
    expect(response.status).toBe(200)
  }
})
