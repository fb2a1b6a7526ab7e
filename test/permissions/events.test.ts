import { createClient } from 'graphql-ws'
import { print } from 'graphql'
import { afterEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import {
  EventsPageDocument,
  FollowRequestDocument,
  ResumedCompletionsDocument,
} from '../documents/generated/graphql.ts'
import { encodeGlobalId } from '../../src/resolvers/global-id.ts'
import { readerOf, startGuardedGateway } from '../support/guarded-gateway.ts'
import type { GuardedGateway } from '../support/guarded-gateway.ts'
import { START, createStillClock } from '../support/still-clock.ts'
import { waitUntil } from '../support/wait-until.ts'
import { eventually, subscribe, listenAt, errorsOf, transports } from '../subscriptions/subscribe.ts'
import type { TestSubscription } from '../subscriptions/subscribe.ts'

const started: GuardedGateway[] = []
afterEach(async () => {
  await Promise.all(started.splice(0).map((gateway) => gateway[Symbol.asyncDispose]()))
})
async function start() {
  const authClock = createStillClock()
  const gateway = await startGuardedGateway({
    speed: 0,
    settings: { isThrottling: false },
    authClock,
    roles: {
      all: { permissions: ['ROTATION_READ', 'ROTATION_WRITE'] },
      orders: readerOf({ tag: 'team=orders' }),
    },
    callers: { all: ['all'], orders: ['orders'], also: ['orders'], next: ['all'], brief: ['all'] },
    expiry: { brief: new Date(START + 60_000) },
  })
  started.push(gateway)
  const { emulator } = gateway
  const shown = emulator.createKey({ tags: { team: 'orders' } }).arn
  const hidden = emulator.createKey({ tags: { team: 'billing' } }).arn
  return { gateway, emulator, authClock, shown, hidden, url: await listenAt(gateway) }
}

/** The current cursor of a caller. A stream that resumes from it misses no later event. */
async function headFor(gateway: GuardedGateway, caller: string): Promise<string> {
  const { rotationEvents } = await gateway.as(caller).ask(EventsPageDocument, { first: 0 })
  return rotationEvents.pageInfo.endCursor ?? ''
}
const arnsIn = ({ messages }: TestSubscription<unknown>): readonly unknown[] =>
  messages.flatMap((message) =>
    [...JSON.stringify(message).matchAll(/"arn":"([^"]+)"/g)].map(([, arn]) => arn),
  )

describe.each(transports)('over %s', (transport) => {
  test('a stream delivers replayed and live events of the keys that its viewer may read', async () => {
    const { gateway, emulator, shown, hidden, url } = await start()
    const [head, headOfOrders] = [await headFor(gateway, 'all'), await headFor(gateway, 'orders')]
    const rotateBoth = () => {
      for (const arn of [hidden, shown]) emulator.addRotation(arn, { date: 'now', type: 'ON_DEMAND' })
    }
    rotateBoth()
    const follow = (caller: string, after: string) =>
      subscribe(url, ResumedCompletionsDocument, { after }, transport, gateway.as(caller).token)
    const [all, orders, also] = [follow('all', head), follow('orders', headOfOrders), follow('also', head)]
    await eventually(gateway, () => expect(arnsIn(all)).toHaveLength(2))
    await eventually(gateway, () => expect(arnsIn(orders)).toEqual([shown]))
    emulator.clock.advance(1_000)
    rotateBoth()
    await eventually(gateway, () => expect(arnsIn(all)).toHaveLength(4), 60_000)
    await eventually(gateway, () => expect(arnsIn(orders)).toEqual([shown, shown]), 60_000)
    await eventually(gateway, () => expect(arnsIn(also)).toEqual([shown, shown]), 60_000)
    for (const each of [all, orders, also]) each.unsubscribe()
  })

  test('a named hidden key delivers no events and no gap, like an absent key', async () => {
    const { gateway, emulator, shown, hidden, url } = await start()
    const after = await headFor(gateway, 'orders')
    emulator.addRotation(hidden, { date: 'now' })
    emulator.addRotation(shown, { date: 'now' })
    const absent = `${hidden.slice(0, -12)}000000000000`
    const keys = [hidden, absent, shown].map((arn) => encodeGlobalId('Key', arn))
    const orders = subscribe(
      url,
      ResumedCompletionsDocument,
      { keys, after },
      transport,
      gateway.as('orders').token,
    )
    await eventually(gateway, () => expect(arnsIn(orders)).toEqual([shown]))
    expect(JSON.stringify(orders.messages)).not.toContain('StreamGap')
    orders.unsubscribe()
  })

  test('a key that becomes hidden while a stream runs delivers no more events, and other keys do', async () => {
    const { gateway, emulator, shown, url } = await start()
    const other = emulator.createKey({ tags: { team: 'orders' } }).arn
    const after = await headFor(gateway, 'orders')
    const orders = subscribe(
      url,
      ResumedCompletionsDocument,
      { after },
      transport,
      gateway.as('orders').token,
    )
    emulator.addRotation(shown, { date: 'now' })
    await eventually(gateway, () => expect(arnsIn(orders)).toEqual([shown]), 60_000)
    emulator.changeKey(shown, { tags: { team: 'billing' } })
    emulator.clock.advance(1_000)
    emulator.addRotation(shown, { date: 'now' })
    const all = subscribe(url, ResumedCompletionsDocument, { after }, transport, gateway.as('all').token)
    await eventually(gateway, () => expect(arnsIn(all)).toEqual([shown, shown]), 60_000)
    emulator.addRotation(other, { date: 'now' })
    await eventually(gateway, () => expect(arnsIn(orders)).toEqual([shown, other]), 60_000)
    for (const each of [all, orders]) each.unsubscribe()
  })

  test('the request of a hidden key is rejected like a request that does not exist', async () => {
    const { gateway, hidden, url } = await start()
    const { data } = await gateway
      .as('all')
      .answer<{ rotateKeyOnDemand: { request: { id: string } } }, unknown>(
        `mutation { rotateKeyOnDemand(input: { key: { arn: "${hidden}" } }) { ... on RotateKeyOnDemandPayload { request { id } } } }`,
      )
    const rejections = []
    for (const id of [data?.rotateKeyOnDemand.request.id ?? '', encodeGlobalId('RotationRequest', 'none')]) {
      const following = subscribe(url, FollowRequestDocument, { id }, transport, gateway.as('orders').token)
      const text = JSON.stringify(await errorsOf(following))
      rejections.push(text.replaceAll(id, '<id>').replaceAll(/"requestId":"[^"]+"/g, ''))
    }
    expect(rejections[0]).toContain('BAD_USER_INPUT')
    expect(rejections[0]).toBe(rejections[1])
  })

  test('a token that is removed from the policy ends its streams, and no others', async () => {
    const { gateway, emulator, shown, url } = await start()
    const after = await headFor(gateway, 'all')
    const follow = (caller: string) =>
      subscribe(url, ResumedCompletionsDocument, { after }, transport, gateway.as(caller).token)
    const [all, next] = [follow('all'), follow('next')]
    emulator.addRotation(shown, { date: 'now' })
    await eventually(gateway, () => expect([arnsIn(all), arnsIn(next)]).toEqual([[shown], [shown]]), 60_000)
    gateway.rewrite({ all: { permissions: ['ROTATION_READ', 'ROTATION_WRITE'] } }, { next: ['all'] })
    expect(JSON.stringify(await endOf(all))).toMatch(/4403|UNAUTHENTICATED/)
    emulator.clock.advance(1_000)
    emulator.addRotation(shown, { date: 'now' })
    await eventually(gateway, () => expect(arnsIn(next)).toEqual([shown, shown]), 60_000)
    expect(arnsIn(all)).toEqual([shown])
    next.unsubscribe()
  })

  test('a client that resumes with a new token and its last cursor misses and repeats no event', async () => {
    const { gateway, emulator, authClock, shown, url } = await start()
    let after = await headFor(gateway, 'all')
    const received: string[] = []
    /** Subscribes with one token. `take` adds the new events to `received` and moves the cursor. */
    async function follow(caller: string, isEnough: () => boolean) {
      const following = subscribe(
        url,
        ResumedCompletionsDocument,
        { after },
        transport,
        gateway.as(caller).token,
      )
      let taken = 0
      const take = () => {
        for (const { data } of following.messages.slice(taken)) {
          taken++
          const message = data?.rotationCompleted
          if (message?.kind !== 'RotationCompleted' || !('eventId' in message)) continue
          received.push(message.eventId)
          after = message.cursor
        }
      }
      await eventually(
        gateway,
        () => {
          take()
          expect(isEnough()).toBe(true)
        },
        60_000,
      )
      return { following, take }
    }
    const rotate = (count: number) => {
      for (let made = 0; made < count; made++) {
        emulator.clock.advance(1_000)
        emulator.addRotation(shown, { date: 'now' })
      }
    }
    rotate(2)
    const first = await follow('brief', () => received.length === 2)
    await waitUntil(() => authClock.sleeping > 0)
    await authClock.pass(60_000)
    expect(JSON.stringify(await endOf(first.following))).toMatch(/4403|UNAUTHENTICATED/)
    first.take()
    rotate(3)
    const second = await follow('next', () => received.length === 5)
    rotate(1)
    await eventually(
      gateway,
      () => {
        second.take()
        expect(received).toHaveLength(6)
      },
      60_000,
    )
    expect(new Set(received).size).toBe(6)
    expect(emulator.key(shown).rotations).toHaveLength(6)
    second.following.unsubscribe()
  })
})

/** The end of a stream: an error or, over WebSocket, the close code of its connection. */
const endOf = ({ messages, ended }: TestSubscription<unknown>): Promise<unknown> =>
  ended.then(
    () => messages.at(-1),
    (error: unknown) => (typeof error === 'object' && error !== null && 'code' in error ? error.code : error),
  )

test('the client of graphql-ws reconnects automatically with its current token', async () => {
  const { gateway, emulator, authClock, shown, url } = await start()
  let after = await headFor(gateway, 'all')
  let caller = 'brief'
  let connections = 0
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 5,
    retryWait: async () => {},
    connectionParams: () => {
      connections++
      return { authorization: `Bearer ${gateway.as(caller).token}` }
    },
  })
  const received: string[] = []
  const payload = {
    query: print(ResumedCompletionsDocument),
    // The client reads it each time it subscribes.
    get variables() {
      return { after }
    },
  }
  client.subscribe<{ rotationCompleted: { eventId: string; cursor: string } }>(payload, {
    next: ({ data }) => {
      if (!data) return
      received.push(data.rotationCompleted.eventId)
      after = data.rotationCompleted.cursor
    },
    error: () => {},
    complete: () => {},
  })
  emulator.addRotation(shown, { date: 'now' })
  await eventually(gateway, () => expect(received).toHaveLength(1), 60_000)
  caller = 'next'
  await authClock.pass(60_000)
  emulator.clock.advance(1_000)
  emulator.addRotation(shown, { date: 'now' })
  await eventually(gateway, () => expect(received).toHaveLength(2), 60_000)
  expect(new Set(received).size).toBe(2)
  expect(connections).toBe(2)
  await client.dispose()
})
