import { afterEach, describe, expect, test } from 'vitest'
import { CompletionIdsDocument, EventsDocument, EventsPageDocument } from '../documents/generated/graphql.ts'
import type { EventsSubscription, RotationEventFilter } from '../documents/generated/graphql.ts'
import { startGateway, withoutQuotas } from '../support/gateway.ts'
import type { TestGateway } from '../support/gateway.ts'
import { eventually, subscribe, listenAt } from './subscribe.ts'
import type { TestSubscription } from './subscribe.ts'

const KEYS = 300
const SUBSCRIPTIONS = 20

const started: AsyncDisposable[] = []
afterEach(async () => {
  for (const each of started.splice(0).toReversed()) await each[Symbol.asyncDispose]()
})

async function start(keys: number) {
  const gateway = await startGateway({
    speed: 0,
    regions: ['us-east-1'],
    cacheControl: null,
    settings: { isThrottling: false },
    gateway: { kmsLimits: withoutQuotas },
  })
  started.push(gateway)
  const arns = Array.from({ length: keys }, () => gateway.emulator.createKey().arn)
  return { gateway, emulator: gateway.emulator, arns, url: await listenAt(gateway) }
}

const callsOf = ({ emulator }: TestGateway) => ({
  ListKeys: emulator.calls('ListKeys'),
  DescribeKey: emulator.calls('DescribeKey'),
})
/** One listing and one DescribeKey per key, regardless of the number of subscriptions. */
const FOR_ALL = { ListKeys: 1, DescribeKey: KEYS }

type Events = TestSubscription<EventsSubscription>
const arnsIn = ({ messages }: Events) =>
  messages.flatMap(({ data }) => {
    const event = data?.rotationEvents
    return event && 'key' in event ? [event.key.arn] : []
  })

describe('subscriptions to all keys', () => {
  test('list and describe the keys once, regardless of the number of subscriptions opened together', async () => {
    const { gateway, emulator, arns, url } = await start(KEYS)
    const all = Array.from({ length: SUBSCRIPTIONS }, () => subscribe(url, CompletionIdsDocument, {}))
    await eventually(gateway, () => expect(emulator.calls('ListKeyRotations')).toBeGreaterThan(0), 0)
    // The first poll of each further key finds it.
    for (const arn of arns) emulator.addRotation(arn, { date: 'now', type: 'AUTOMATIC' })
    await eventually(gateway, () => expect(all.every(({ messages }) => messages.length > 0)).toBe(true), 100)
    expect(callsOf(gateway)).toEqual(FOR_ALL)
  })

  test('list and describe the keys once when all of them resume on a new gateway', async () => {
    const { gateway } = await start(KEYS)
    const { rotationEvents } = await gateway.ask(EventsPageDocument, { first: 0 })
    const after = rotationEvents.pageInfo.endCursor
    gateway.emulator.clock.advance(1_000)
    const another = gateway.another()
    started.push(another)
    const { url } = await another.listen({ host: '127.0.0.1', port: 0 })
    gateway.emulator.resetStatistics()
    const all = Array.from({ length: SUBSCRIPTIONS }, () => subscribe(url, EventsDocument, { after }))
    // Each subscriber gets a gap first, because this gateway has not observed earlier events.
    await eventually(gateway, () => expect(all.every(({ messages }) => messages.length > 0)).toBe(true), 0)
    expect(callsOf(gateway)).toEqual(FOR_ALL)
  })

  test('with different tags share the listing and the descriptions', async () => {
    const { gateway, url } = await start(10)
    const all = ['a', 'b', 'c'].map((key) => subscribe(url, EventsDocument, { filter: { tags: [{ key }] } }))
    await eventually(gateway, () => expect(gateway.emulator.calls('ListResourceTags')).toBe(10), 0)
    expect(callsOf(gateway)).toEqual({ ListKeys: 1, DescribeKey: 10 })
    for (const each of all) each.unsubscribe()
  })
})

describe('a key that is created while a subscription to all keys runs', () => {
  test.each<[what: string, filter: RotationEventFilter | undefined]>([
    ['without a filter', undefined],
    ['of a scope', { scopes: [{ region: 'us-east-1' }] }],
    ['by tag', { tags: [{ key: 'team', values: ['orders'] }] }],
  ])('is added within 90 seconds, and its rotations are delivered once: %s', async (_, filter) => {
    const { gateway, emulator, url } = await start(0)
    emulator.createKey({ tags: { team: 'orders' } })
    const events = subscribe(url, EventsDocument, { filter })
    await eventually(gateway, () => expect(emulator.calls('ListKeyRotations')).toBe(1), 0)
    emulator.clock.advance(10_000)
    const { arn } = emulator.createKey({ tags: { team: 'orders' } })
    emulator.createKey({ tags: { team: 'billing' }, spec: 'RSA_2048' })
    const createdAt = emulator.clock.now()
    emulator.clock.advance(5_000)
    // Also one that completes before the gateway knows of the key.
    emulator.addRotation(arn, { date: 'now', type: 'ON_DEMAND' })
    await eventually(gateway, () => expect(arnsIn(events)).toEqual([arn]))
    expect(emulator.clock.now() - createdAt).toBeLessThanOrEqual(90_000)
    emulator.addRotation(arn, { date: 'now', type: 'ON_DEMAND' })
    await eventually(gateway, () => expect(arnsIn(events)).toEqual([arn, arn]), 30_000)
    // Each of the two new keys was described once.
    expect(emulator.calls('DescribeKey')).toBe(3)
  })

  test('is removed from the subscription after its deletion', async () => {
    const { gateway, emulator, arns, url } = await start(2)
    const [first = '', second = ''] = arns
    const events = subscribe(url, EventsDocument, {})
    await eventually(gateway, () => expect(emulator.calls('ListKeyRotations')).toBe(2), 0)
    emulator.removeKey(second)
    const polls = () => emulator.calls('GetKeyRotationStatus')
    await eventually(gateway, () => expect(emulator.calls('ListKeys')).toBeGreaterThanOrEqual(4), 10_000)
    let before = 0
    // From then on one key is polled, once for each interval.
    await eventually(
      gateway,
      () => {
        const more = polls() - before
        before = polls()
        expect(more).toBe(1)
      },
      30_000,
    )
    emulator.addRotation(first, { date: 'now', type: 'ON_DEMAND' })
    await eventually(gateway, () => expect(arnsIn(events).at(-1)).toBe(first), 30_000)
  })
})
