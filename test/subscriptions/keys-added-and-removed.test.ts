import { afterEach, describe, expect, test } from 'vitest'
import { EventsDocument, EventsPageDocument } from '../documents/generated/graphql.ts'
import type { EventsSubscription } from '../documents/generated/graphql.ts'
import { encodeGlobalId } from '../../src/resolvers/global-id.ts'
import { readerOf, startGuardedGateway } from '../support/guarded-gateway.ts'
import type { GuardedGateway } from '../support/guarded-gateway.ts'
import { eventually, listenAt, subscribe } from './subscribe.ts'
import type { TestSubscription } from './subscribe.ts'

const REGION = 'us-east-1'

const started: AsyncDisposable[] = []
afterEach(async () => {
  for (const each of started.splice(0).toReversed()) await each[Symbol.asyncDispose]()
})

/** A gateway with an inventory of two keys: `orders` with the tag team=orders, and `billing` with the tag team=billing. */
async function start() {
  const gateway = await startGuardedGateway({
    speed: 0,
    regions: [REGION],
    cacheControl: null,
    settings: { isThrottling: false },
    roles: { all: { permissions: ['ROTATION_READ'] }, orders: readerOf({ tag: 'team=orders' }) },
    callers: { all: ['all'], orders: ['orders'] },
    gateway: { inventory: { listEveryMs: 60_000, restEveryMs: 120_000 } },
  })
  started.push(gateway)
  const { emulator } = gateway
  const create = (team: string) => emulator.createKey({ tags: { team } }).arn
  const keys = { orders: create('orders'), billing: create('billing') }
  const inventory = await gateway.inventory()
  emulator.clock.advance(1_000)
  const url = await listenAt(gateway)
  /** The current cursor of a caller, which costs no KMS request. */
  async function head(caller: string) {
    const before = emulator.calls()
    const { rotationEvents } = await gateway.as(caller).ask(EventsPageDocument, { first: 0 })
    expect(emulator.calls()).toBe(before)
    return rotationEvents.pageInfo.endCursor
  }
  const open = (caller: string, variables: object = {}) =>
    subscribe(url, EventsDocument, variables, 'WebSocket', gateway.tokens[caller])
  return {
    gateway,
    emulator,
    keys,
    create,
    open,
    head,
    /** A stream that gets everything from now on, also what happens before it is open. */
    follow: async (caller: string) => open(caller, { after: await head(caller) }),
    /** Time passes until the inventory has the key, or does not have it any more. */
    listed: (arn: string, isListed: boolean) =>
      eventually(gateway, () => expect(inventory.recordOf(arn) !== undefined).toBe(isListed), 1_000),
    rotate: (arn: string) => void emulator.addRotation(arn, { date: 'now', type: 'ON_DEMAND' }),
  }
}

type Events = TestSubscription<EventsSubscription>
const eventsOf = ({ messages }: Events) => messages.map(({ data }) => data?.rotationEvents)
/** The kind of each message and the key that it is about. */
const received = (events: Events) =>
  eventsOf(events).map((event) =>
    event && 'key' in event ? `${event.kind} ${event.key.arn}` : (event?.kind ?? 'an error'),
  )
/** Each kind of message once for each key. */
const of = (arn: string, ...kinds: readonly string[]) => kinds.map((kind) => `${kind} ${arn}`)

const cursorOf = (events: Events) => eventsOf(events).at(-1)?.cursor

/** Time passes until the gateway has listed the keys `count` more times. */
async function listings(gateway: GuardedGateway, count: number): Promise<void> {
  const until = gateway.emulator.calls('ListKeys') + count
  await eventually(
    gateway,
    () => expect(gateway.emulator.calls('ListKeys')).toBeGreaterThanOrEqual(until),
    5_000,
  )
}

const arrives = (gateway: GuardedGateway, events: Events, messages: readonly string[]) =>
  eventually(gateway, () => expect(received(events)).toEqual(messages), 1_000)

describe('with an inventory, a subscription to all keys', () => {
  test('causes no KMS calls of its own, and neither does its first cursor', async () => {
    const { gateway, emulator, create, open, head, rotate, keys } = await start()
    const before = emulator.calls()
    const after = { all: await head('all'), orders: await head('orders') }
    create('orders')
    const all = Array.from({ length: 20 }, (_, index) => {
      const caller = index % 2 ? 'all' : 'orders'
      return open(caller, { after: after[caller] })
    })
    const polls = { before: emulator.calls('ListKeyRotations') }
    expect(emulator.calls()).toBe(before)
    rotate(keys.orders)
    for (const events of all)
      await eventually(gateway, () => expect(received(events)).toContain(`RotationCompleted ${keys.orders}`))
    // One read of the history of each key in each period, regardless of the subscriptions.
    expect(emulator.calls('ListKeyRotations') - polls.before).toBeLessThanOrEqual(12)
  })

  test('says that a key was created with the listing that finds it, before its rotations, to the viewers who may read it', async () => {
    const { gateway, create, follow, rotate, keys } = await start()
    const [all, orders] = [await follow('all'), await follow('orders')]
    rotate(keys.orders)
    await arrives(gateway, orders, of(keys.orders, 'RotationCompleted'))
    await arrives(gateway, all, of(keys.orders, 'RotationCompleted'))
    const [shown, hidden] = [create('orders'), create('billing')]
    gateway.emulator.clock.advance(1_000)
    rotate(shown)
    await listings(gateway, 1)
    const ofShown = of(shown, 'KeyAdded', 'RotationCompleted')
    await arrives(gateway, orders, [...of(keys.orders, 'RotationCompleted'), ...ofShown])
    await eventually(gateway, () =>
      expect(received(all).toSorted()).toEqual(
        [...of(keys.orders, 'RotationCompleted'), ...ofShown, ...of(hidden, 'KeyAdded')].toSorted(),
      ),
    )
    const added = eventsOf(orders)[1]
    expect(added).toMatchObject({ kind: 'KeyAdded', source: 'POLL' })
  })

  test('says that a key was deleted with the second listing without it, to the viewers who could read it', async () => {
    const { gateway, emulator, open, head, follow, keys, rotate } = await start()
    const [all, orders] = [await follow('all'), await follow('orders')]
    const named = open('all', {
      after: await head('all'),
      filter: { keys: [encodeGlobalId('Key', keys.orders)] },
    })
    rotate(keys.orders)
    for (const events of [all, orders, named])
      await arrives(gateway, events, of(keys.orders, 'RotationCompleted'))
    emulator.removeKey(keys.orders)
    emulator.removeKey(keys.billing)
    const before = emulator.calls('ListKeys')
    await eventually(
      gateway,
      () => expect(received(orders)).toEqual(of(keys.orders, 'RotationCompleted', 'KeyRemoved')),
      1_000,
    )
    expect(emulator.calls('ListKeys')).toBe(before + 2)
    await arrives(gateway, named, of(keys.orders, 'RotationCompleted', 'KeyRemoved'))
    await eventually(gateway, () =>
      expect(received(all).toSorted()).toEqual(
        [...of(keys.orders, 'RotationCompleted', 'KeyRemoved'), ...of(keys.billing, 'KeyRemoved')].toSorted(),
      ),
    )
  })

  test('delivers each creation and deletion once over resumes', async () => {
    const { gateway, emulator, create, open, head, keys, listed } = await start()
    const first = { all: await head('all'), orders: await head('orders') }
    emulator.clock.advance(1_000)
    const added = create('orders')
    await listed(added, true)
    for (const caller of ['all', 'orders'] as const) {
      const events = open(caller, { after: first[caller] })
      await arrives(gateway, events, of(added, 'KeyAdded'))
      events.unsubscribe()
      const again = open(caller, { after: cursorOf(events) })
      await listings(gateway, 1)
      expect(received(again)).toEqual([])
      again.unsubscribe()
    }
    for (const arn of [keys.orders, keys.billing, added]) emulator.removeKey(arn)
    await listed(added, false)
    const orders = open('orders', { after: first.orders })
    const removed = [...of(keys.orders, 'KeyRemoved'), ...of(added, 'KeyRemoved')]
    await eventually(gateway, () => expect(received(orders).toSorted()).toEqual(removed.toSorted()))
    const again = open('orders', { after: cursorOf(orders) })
    const all = open('all', { after: first.all })
    await eventually(gateway, () =>
      expect(received(all).toSorted()).toEqual([...removed, ...of(keys.billing, 'KeyRemoved')].toSorted()),
    )
    expect(received(again)).toEqual([])
  })

  test('follows a key whose tags change, without a message, from when the tags are read', async () => {
    const { gateway, emulator, follow, keys, rotate } = await start()
    const orders = await follow('orders')
    rotate(keys.orders)
    await arrives(gateway, orders, of(keys.orders, 'RotationCompleted'))
    emulator.changeKey(keys.billing, { tags: { team: 'orders' } })
    emulator.changeKey(keys.orders, { tags: { team: 'billing' } })
    // Any read of the tags updates the inventory.
    const readTags = (arn: string) =>
      gateway.as('all').answer(`{ key(by: { arn: "${arn}" }) { tags { key } } }`)
    await readTags(keys.billing)
    await readTags(keys.orders)
    emulator.clock.advance(5_000)
    for (const arn of [keys.orders, keys.billing]) rotate(arn)
    await eventually(
      gateway,
      () => expect(received(orders).slice(1)).toEqual(of(keys.billing, 'RotationCompleted')),
      60_000,
    )
  })

  test('keeps a key that is disabled or denied, without a message', async () => {
    const { gateway, emulator, follow, keys, rotate } = await start()
    const all = await follow('all')
    emulator.changeKey(keys.billing, { state: 'Disabled' })
    emulator.changeKey(keys.orders, { denies: ['GetKeyRotationStatus', 'ListKeyRotations', 'DescribeKey'] })
    await listings(gateway, 3)
    expect(received(all)).toEqual([])
    emulator.changeKey(keys.orders, { denies: [] })
    emulator.changeKey(keys.billing, { state: 'Enabled' })
    rotate(keys.orders)
    await eventually(
      gateway,
      () => expect(received(all)).toEqual(of(keys.orders, 'RotationCompleted')),
      600_000,
    )
  })

  test('selects these messages by type', async () => {
    const { gateway, create, open, head, rotate, keys } = await start()
    const after = await head('all')
    const added = open('all', { after, filter: { types: ['KEY_ADDED'] } })
    const completed = open('all', { after, filter: { types: ['ROTATION_COMPLETED'] } })
    rotate(keys.orders)
    await arrives(gateway, completed, of(keys.orders, 'RotationCompleted'))
    const arn = create('orders')
    await arrives(gateway, added, of(arn, 'KeyAdded'))
    expect(received(completed)).toEqual(of(keys.orders, 'RotationCompleted'))
  })
})

test('pages have the keys that were added and removed, once, and the stream continues after them', async () => {
  const { gateway, emulator, create, open, head, keys, listed } = await start()
  const after = await head('orders')
  emulator.clock.advance(1_000)
  const added = create('orders')
  emulator.removeKey(keys.orders)
  await listed(keys.orders, false)
  await gateway.inventory()
  const page = async (cursor: string | null | undefined) =>
    (await gateway.as('orders').ask(EventsPageDocument, { first: 50, after: cursor ?? '' })).rotationEvents
  const { nodes, pageInfo, gaps } = await page(after)
  expect(nodes.map(({ kind, key }) => `${kind} ${key.arn}`).toSorted()).toEqual(
    [...of(added, 'KeyAdded'), ...of(keys.orders, 'KeyRemoved')].toSorted(),
  )
  expect(gaps).toEqual([])
  expect((await page(pageInfo.endCursor)).nodes).toEqual([])
  const events = open('orders', { after: pageInfo.endCursor })
  emulator.addRotation(added, { date: 'now' })
  await eventually(gateway, () => expect(received(events)).toEqual(of(added, 'RotationCompleted')), 600_000)
})
