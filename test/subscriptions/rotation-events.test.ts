import { afterEach, describe, expect, test } from 'vitest'
import { EnableDocument, EventsDocument, EventsPageDocument } from '../documents/generated/graphql.ts'
import type { EventsSubscription, RotationEventFilter } from '../documents/generated/graphql.ts'
import { accepted } from '../mutations/rotating.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway, TestGatewayOptions } from '../support/gateway.ts'
import { eventually, keyIdOf, subscribe, listenAt, errorsOf, transports, watched } from './subscribe.ts'
import type { TestSubscription } from './subscribe.ts'

const started: AsyncDisposable[] = []
afterEach(async () => {
  for (const each of started.splice(0).toReversed()) await each[Symbol.asyncDispose]()
})
async function start(options: TestGatewayOptions = {}) {
  const gateway = await startGateway({ speed: 0, ...options })
  started.push(gateway)
  return { gateway, emulator: gateway.emulator, url: await listenAt(gateway) }
}

/** Another gateway for the same KMS, as after a restart. */
async function startAnother(gateway: TestGateway) {
  const another = gateway.another()
  started.push(another)
  const { url } = await another.listen({ host: '127.0.0.1', port: 0 })
  return url
}

type Events = TestSubscription<EventsSubscription>
const events = ({ messages }: Events) => messages.map(({ data }) => data?.rotationEvents)
const kinds = (all: Events) => events(all).map((event) => event?.kind)
const lastCursor = (all: Events) => {
  const last = events(all).at(-1)
  return last && 'cursor' in last ? last.cursor : undefined
}
const received = (gateway: TestGateway, all: Events, expected: readonly string[]) =>
  eventually(gateway, () => expect(kinds(all)).toEqual(expected))

async function headOf(gateway: TestGateway, filter: RotationEventFilter) {
  const { rotationEvents } = await gateway.ask(EventsPageDocument, { first: 0, filter })
  expect(rotationEvents.nodes).toEqual([])
  return rotationEvents.pageInfo.endCursor
}

describe.each(transports)('over %s', (transport) => {
  test('the start and the completion of a rotation are delivered with the request', async () => {
    const { gateway, emulator, url } = await start()
    const { arn } = emulator.createKey()
    const filter = { keys: [await keyIdOf(gateway, arn)] }
    const all = subscribe(url, EventsDocument, { filter }, transport)
    await watched(gateway, 1)
    const request = await accepted(gateway, arn)
    await received(gateway, all, ['RotationStarted', 'RotationCompleted'])
    const [rotation] = emulator.key(arn).rotations
    expect(events(all)).toMatchObject([
      { occurredAt: rotation?.startedAt, source: 'POLL', key: { arn }, request: { id: request.id } },
      { occurredAt: rotation?.completedAt, source: 'POLL', key: { arn }, request: { id: request.id } },
    ])
  })
})

test('a change of automatic rotation has the record of the change if the gateway made it, live and in a replay', async () => {
  const { gateway, emulator, url } = await start()
  const { arn } = emulator.createKey()
  const filter = { keys: [await keyIdOf(gateway, arn)] }
  const all = subscribe(url, EventsDocument, { filter })
  await watched(gateway, 1)
  const after = await headOf(gateway, filter)
  const input = { key: { arn }, rotationPeriodInDays: 180, reason: 'CHG-1' }
  const enabled = gateway.ask(EnableDocument, { input })
  await received(gateway, all, ['AutomaticRotationChanged'])
  await enabled
  await gateway.kms[0]?.disableKeyRotation(arn)
  await received(gateway, all, Array(2).fill('AutomaticRotationChanged'))
  const expected = [{ change: { reason: 'CHG-1', outcome: 'MADE' } }, { change: null }]
  expect(events(all)).toMatchObject(expected)
  const resumed = subscribe(url, EventsDocument, { filter, after })
  await received(gateway, resumed, Array(2).fill('AutomaticRotationChanged'))
  expect(events(resumed)).toMatchObject(expected)
})

test('a change of automatic rotation by another caller is delivered once, even if KMS reads are inconsistent', async () => {
  const { gateway, emulator, url } = await start({ settings: { staleReadEvery: 2 } })
  const { arn } = emulator.createKey()
  const all = subscribe(url, EventsDocument, { filter: { keys: [await keyIdOf(gateway, arn)] } })
  await watched(gateway, 1)
  await gateway.kms[0]?.enableKeyRotation(arn, 180)
  await received(gateway, all, ['AutomaticRotationChanged'])
  emulator.clock.advance(120_000)
  await gateway.kms[0]?.enableKeyRotation(arn, 90)
  await received(gateway, all, Array(2).fill('AutomaticRotationChanged'))
  emulator.clock.advance(120_000)
  await gateway.kms[0]?.disableKeyRotation(arn)
  await received(gateway, all, Array(3).fill('AutomaticRotationChanged'))
  expect(events(all)).toMatchObject([
    { before: 'DISABLED', after: 'ENABLED', previousPeriodInDays: null, periodInDays: 180, occurredAt: null },
    { before: 'ENABLED', after: 'ENABLED', previousPeriodInDays: 180, periodInDays: 90 },
    { before: 'ENABLED', after: 'DISABLED', previousPeriodInDays: 90, periodInDays: null },
  ])
  expect(new Set(events(all).map((event) => event && 'eventId' in event && event.eventId)).size).toBe(3)
})

test('a request that does not complete in time is delivered as timed out, and later as completed', async () => {
  const { gateway, emulator, url } = await start({
    settings: { historyVisibleAfterMs: 60_000 },
    gateway: { limits: { completionTimeoutMs: 40_000 } },
  })
  const { arn } = emulator.createKey()
  const filter: RotationEventFilter = {
    keys: [await keyIdOf(gateway, arn)],
    types: ['ROTATION_TIMED_OUT', 'ROTATION_COMPLETED'],
  }
  const all = subscribe(url, EventsDocument, { filter })
  await watched(gateway, 1)
  const { id } = await accepted(gateway, arn)
  await received(gateway, all, ['RotationTimedOut', 'RotationCompleted'])
  expect(events(all)).toMatchObject([
    { source: 'GATEWAY', request: { id, status: 'TIMED_OUT' } },
    { source: 'POLL', request: { id } },
  ])
})

describe('the filter', () => {
  test('selects keys by tag and Region', async () => {
    const { gateway, emulator, url } = await start()
    const tags = { team: 'payments' }
    const match = emulator.createKey({ tags }).arn
    const elsewhere = emulator.createKey({ region: 'eu-west-1', tags }).arn
    const other = emulator.createKey({ tags: { team: 'search' } }).arn
    const filter = { tags: [{ key: 'team', values: ['payments'] }], scopes: [{ region: 'us-east-1' }] }
    const all = subscribe(url, EventsDocument, { filter, after: await headOf(gateway, filter) })
    for (const arn of [elsewhere, other, match]) emulator.addRotation(arn, { date: 'now', type: 'ON_DEMAND' })
    await received(gateway, all, ['RotationCompleted'])
    expect(events(all)).toMatchObject([{ key: { arn: match } }])
  })

  test.each([{ types: [] }, { keys: [] }])('rejects %o, which matches nothing', async (filter) => {
    const { url } = await start()
    const errors = await errorsOf(subscribe(url, EventsDocument, { filter }))
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  })
})

describe('a resumed stream', () => {
  test('receives the missed events of every type once and in order', async () => {
    const { gateway, emulator, url } = await start()
    const { arn } = emulator.createKey()
    const filter = { keys: [await keyIdOf(gateway, arn)] }
    const other = subscribe(url, EventsDocument, { filter })
    await watched(gateway, 1)
    await accepted(gateway, arn)
    await received(gateway, other, ['RotationStarted', 'RotationCompleted'])
    const first = subscribe(url, EventsDocument, { filter, after: lastCursor(other) ?? null })

    emulator.clock.advance(1_000)
    await gateway.kms[0]?.enableKeyRotation(arn, 180)
    await received(gateway, first, ['AutomaticRotationChanged'])
    first.unsubscribe()
    await accepted(gateway, arn)
    const expected = ['RotationStarted', 'RotationCompleted', 'AutomaticRotationChanged']
    await received(gateway, other, [...expected, 'RotationStarted', 'RotationCompleted'])

    const resumed = subscribe(url, EventsDocument, { filter, after: lastCursor(first) ?? null })
    await received(gateway, resumed, ['RotationStarted', 'RotationCompleted'])
    expect(events(resumed).map((event) => event && 'eventId' in event && event.eventId)).toEqual(
      events(other)
        .slice(3)
        .map((event) => event && 'eventId' in event && event.eventId),
    )
  })

  test('has no gap if the client reconnects within a minute, even without other subscribers', async () => {
    const { gateway, emulator, url } = await start()
    const { arn } = emulator.createKey()
    const filter = { keys: [await keyIdOf(gateway, arn)] }
    const after = await headOf(gateway, filter)
    await watched(gateway, 2)
    await gateway.kms[0]?.enableKeyRotation(arn, 180)
    emulator.clock.advance(20_000)
    const resumed = subscribe(url, EventsDocument, { filter, after })
    await received(gateway, resumed, ['AutomaticRotationChanged'])
    expect(kinds(resumed)).not.toContain('StreamGap')
  })

  test('on another gateway has every rotation, and a gap that names the types that may be missing', async () => {
    const { gateway, emulator, url } = await start()
    const { arn } = emulator.createKey()
    const filter = { keys: [await keyIdOf(gateway, arn)] }
    const before = subscribe(url, EventsDocument, { filter })
    await watched(gateway, 1)
    await accepted(gateway, arn)
    await received(gateway, before, ['RotationStarted', 'RotationCompleted'])
    before.unsubscribe()
    emulator.clock.advance(3_600_000)
    emulator.addRotation(arn, { date: '-10m', type: 'ON_DEMAND' })

    const after = lastCursor(before) ?? null
    const resumed = subscribe(await startAnother(gateway), EventsDocument, { filter, after })
    await received(gateway, resumed, ['StreamGap', 'RotationCompleted'])
    expect(events(resumed)).toMatchObject([
      {
        types: ['RotationStarted', 'RotationTimedOut', 'AutomaticRotationChanged'].map(typeOf),
        affectedKey: null,
      },
      { source: 'HISTORY', occurredAt: emulator.key(arn).rotations.at(-1)?.completedAt },
    ])
  })

  test('that selects only rotations has no gap for the other types', async () => {
    const { gateway, emulator } = await start()
    const { arn } = emulator.createKey()
    const filter: RotationEventFilter = {
      keys: [await keyIdOf(gateway, arn)],
      types: ['ROTATION_COMPLETED'],
    }
    const after = await headOf(gateway, filter)
    emulator.clock.advance(3_600_000)
    emulator.addRotation(arn, { date: '-10m', type: 'ON_DEMAND' })
    const resumed = subscribe(await startAnother(gateway), EventsDocument, { filter, after })
    await received(gateway, resumed, ['RotationCompleted'])
    expect(kinds(resumed)).not.toContain('StreamGap')
  })
})

const typeOf = (kind: string) => kind.replaceAll(/(?<!^)[A-Z]/g, '_$&').toUpperCase()
