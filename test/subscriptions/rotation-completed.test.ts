import { afterEach, describe, expect, test } from 'vitest'
import { CompletionIdsDocument, CompletionsDocument } from '../documents/generated/graphql.ts'
import type { CompletionsSubscription } from '../documents/generated/graphql.ts'
import { accepted, statusReached } from '../mutations/rotating.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway, TestGatewayOptions } from '../support/gateway.ts'
import { eventually, keyIdOf, errorsOf, subscribe, listenAt, transports, watched } from './subscribe.ts'
import type { TestSubscription } from './subscribe.ts'

const started: TestGateway[] = []
afterEach(async () => {
  await Promise.all(started.splice(0).map((gateway) => gateway[Symbol.asyncDispose]()))
})
async function start(options: TestGatewayOptions = {}) {
  const gateway = await startGateway({ speed: 0, ...options })
  started.push(gateway)
  return { gateway, emulator: gateway.emulator, url: await listenAt(gateway) }
}

type Completions = TestSubscription<CompletionsSubscription>
const events = ({ messages }: Completions) => messages.map(({ data }) => data?.rotationCompleted)
const arns = (completions: Completions) => events(completions).map((event) => event?.key.arn)
const received = (gateway: TestGateway, completions: Completions, count: number) =>
  eventually(gateway, () => expect(completions.messages).toHaveLength(count))

describe.each(transports)('over %s', (transport) => {
  test('a rotation requested through the gateway is delivered with its request and the state of the key at that time', async () => {
    const { gateway, emulator, url } = await start()
    const { arn } = emulator.createKey()
    const keys = [await keyIdOf(gateway, arn)]
    const completions = subscribe(url, CompletionsDocument, { keys }, transport)
    await watched(gateway, 1)
    for (const count of [1, 2]) {
      const { id } = await accepted(gateway, arn)
      await received(gateway, completions, count)
      const rotation = emulator.key(arn).rotations[count - 1]
      expect(events(completions)[count - 1]).toMatchObject({
        occurredAt: rotation?.completedAt,
        source: 'POLL',
        durationSeconds: 30,
        key: { arn, onDemandQuota: { used: count } },
        rotation: { type: 'ON_DEMAND', rotatedAt: rotation?.completedAt },
        request: { id },
      })
      await statusReached(gateway, id, 'COMPLETED')
      emulator.clock.advance(1_000)
    }
    expect(new Set(events(completions).map((event) => event?.eventId)).size).toBe(2)
    completions.unsubscribe()
  })

  test('only events of the named key are delivered', async () => {
    const { gateway, emulator, url } = await start()
    const [named, other] = [emulator.createKey().arn, emulator.createKey({ region: 'eu-west-1' }).arn]
    const completions = subscribe(
      url,
      CompletionsDocument,
      { keys: [await keyIdOf(gateway, named)] },
      transport,
    )
    await watched(gateway, 1)
    emulator.addRotation(other, { date: 'now', type: 'ON_DEMAND' })
    emulator.addRotation(named, { date: 'now', type: 'ON_DEMAND' })
    await received(gateway, completions, 1)
    expect(arns(completions)).toEqual([named])
  })
})

test('a rotation requested directly from KMS is delivered without a request', async () => {
  const { gateway, emulator, url } = await start()
  const { arn } = emulator.createKey()
  const completions = subscribe(url, CompletionsDocument, { keys: [await keyIdOf(gateway, arn)] })
  await watched(gateway, 1)
  await gateway.kms[0]?.rotateKeyOnDemand(arn)
  await received(gateway, completions, 1)
  expect(events(completions)[0]).toMatchObject({
    key: { arn },
    request: null,
    rotation: { type: 'ON_DEMAND' },
  })
})

test('a rotation of another caller that starts and completes between two polls is delivered', async () => {
  const { gateway, emulator, url } = await start()
  const { arn } = emulator.createKey()
  const completions = subscribe(url, CompletionsDocument, { keys: [await keyIdOf(gateway, arn)] })
  await watched(gateway, 1)
  emulator.addRotation(arn, { date: 'now', type: 'ON_DEMAND' })
  await received(gateway, completions, 1)
  expect(events(completions)[0]).toMatchObject({ durationSeconds: null })
})

test('an automatic rotation is delivered after its date', async () => {
  const { gateway, emulator, url } = await start()
  const { arn } = emulator.createKey({ createdAt: '-300d', automaticRotation: { nextRotationDate: '+10m' } })
  const { nextRotationDate } = emulator.key(arn).automaticRotation
  const completions = subscribe(url, CompletionsDocument, { keys: [await keyIdOf(gateway, arn)] })
  await watched(gateway, 1)
  await eventually(gateway, () => expect(completions.messages).toHaveLength(1), 10_000)
  expect(events(completions)[0]).toMatchObject({
    occurredAt: nextRotationDate,
    rotation: { type: 'AUTOMATIC' },
    durationSeconds: null,
    request: null,
  })
})

test('only rotations of the requested types are delivered', async () => {
  const { gateway, emulator, url } = await start()
  const { arn } = emulator.createKey()
  const keys = [await keyIdOf(gateway, arn)]
  const onDemand = subscribe(url, CompletionsDocument, { keys, types: ['ON_DEMAND'] })
  const automatic = subscribe(url, CompletionsDocument, { keys, types: ['AUTOMATIC'] })
  const all = subscribe(url, CompletionsDocument, { keys })
  await watched(gateway, 1)
  emulator.addRotation(arn, { date: 'now', type: 'AUTOMATIC' })
  emulator.clock.advance(1)
  emulator.addRotation(arn, { date: 'now', type: 'ON_DEMAND' })
  await received(gateway, all, 2)
  await received(gateway, onDemand, 1)
  await received(gateway, automatic, 1)
  expect(events(onDemand)[0]?.rotation.type).toBe('ON_DEMAND')
  expect(events(automatic)[0]?.rotation.type).toBe('AUTOMATIC')
})

test('without keys, all keys that can rotate are watched in every Region, and no other key is read', async () => {
  const { gateway, emulator, url } = await start()
  const rotating = [
    emulator.createKey().arn,
    emulator.createKey({ region: 'eu-west-1' }).arn,
    emulator.createKey({ origin: 'EXTERNAL' }).arn,
    emulator.createKey({ denies: ['DescribeKey'] }).arn,
  ]
  for (const other of [{ spec: 'RSA_2048' }, { manager: 'AWS' }, { origin: 'AWS_CLOUDHSM' }] as const)
    emulator.createKey(other)
  const completions = subscribe(url, CompletionsDocument, {})
  await watched(gateway, rotating.length)
  expect(emulator.calls('GetKeyRotationStatus')).toBe(rotating.length)
  for (const arn of rotating) emulator.addRotation(arn, { date: 'now', type: 'ON_DEMAND' })
  await eventually(gateway, () => expect(completions.messages).toHaveLength(rotating.length), 30_000)
  expect(new Set(arns(completions))).toEqual(new Set(rotating))
})

test.each([
  ['malformed', 'nonsense'],
  ['of another type', Buffer.from('1:Scope:us-east-1').toString('base64url')],
  [
    'of a Region that is not served',
    Buffer.from(
      '1:Key:arn:aws:kms:ap-south-1:111122223333:key/0f0f0f0f-1111-4222-8333-444455556666',
    ).toString('base64url'),
  ],
])('an ID that is %s is rejected as bad input', async (_, id) => {
  const { url } = await start()
  const errors = await errorsOf(subscribe(url, CompletionsDocument, { keys: [id] }))
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
})

test.each([0, 1_001])('%d keys are rejected as bad input, with the bound', async (count) => {
  const { url } = await start()
  const errors = await errorsOf(
    subscribe(url, CompletionsDocument, { keys: Array.from({ length: count }, (_, index) => String(index)) }),
  )
  expect(errors).toMatchObject([
    { message: expect.stringContaining(`keys has ${count} IDs. Give 1 to 1000 IDs`) },
  ])
})

describe('the KMS calls of rotationCompleted', () => {
  test('of fifty subscribers to one key are those of one subscriber', async () => {
    const { gateway, emulator, url } = await start()
    const { arn } = emulator.createKey()
    const keys = [await keyIdOf(gateway, arn)]
    const all = Array.from({ length: 50 }, () => subscribe(url, CompletionIdsDocument, { keys }))
    await watched(gateway, 1)
    let rotations = 0
    // A subscription is open once it has delivered a rotation.
    await eventually(
      gateway,
      () => {
        const isJoined = all.every(({ messages }) => messages.length > 0)
        if (!isJoined) emulator.addRotation(arn, { date: `-${++rotations}s`, type: 'AUTOMATIC' })
        expect(isJoined).toBe(true)
      },
      300_000,
    )

    emulator.resetStatistics()
    const begun = emulator.clock.now()
    await eventually(
      gateway,
      () => expect(emulator.calls('GetKeyRotationStatus')).toBeGreaterThanOrEqual(20),
      30_000,
    )
    const lookEveryMs = 27_000
    const span = emulator.clock.now() - begun
    expect(emulator.calls('GetKeyRotationStatus')).toBeLessThanOrEqual(span / lookEveryMs + 1)
    expect(emulator.calls('ListKeyRotations')).toBeLessThanOrEqual(span / 300_000 + 1)
    expect(emulator.calls()).toBe(emulator.calls('GetKeyRotationStatus') + emulator.calls('ListKeyRotations'))
  })

  test.each(transports)('stop after the last subscriber over %s has disconnected', async (transport) => {
    const { gateway, emulator, url } = await start()
    const { arn } = emulator.createKey()
    const keys = [await keyIdOf(gateway, arn)]
    const [first, second] = [0, 1].map(() => subscribe(url, CompletionsDocument, { keys }, transport))
    await watched(gateway, 1)
    first?.unsubscribe()
    second?.unsubscribe()
    let quiet = 0
    for (let tries = 0; quiet < 3 && tries < 100; tries++) {
      const looks = emulator.calls('GetKeyRotationStatus')
      emulator.clock.advance(600_000)
      await keyIdOf(gateway, arn)
      quiet = emulator.calls('GetKeyRotationStatus') === looks ? quiet + 1 : 0
    }
    expect(quiet).toBe(3)
  })
})
