import {
  DescribeKeyCommand,
  GetKeyRotationStatusCommand,
  ListKeyRotationsCommand,
  RotateKeyOnDemandCommand,
} from '@aws-sdk/client-kms'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DAY, kmsOverSocket, MINUTE, refusalOf, START } from './kms-over-socket.ts'
import type { KmsOverSocket } from './kms-over-socket.ts'

let server: KmsOverSocket
beforeEach(async () => {
  server = await kmsOverSocket()
})
afterEach(() => server[Symbol.asyncDispose]())

const rotate = (keyId: string) => server.kms().send(new RotateKeyOnDemandCommand({ KeyId: keyId }))
const status = (keyId: string) => server.kms().send(new GetKeyRotationStatusCommand({ KeyId: keyId }))
const history = async (keyId: string, all = false) =>
  (
    await server.kms().send(
      new ListKeyRotationsCommand({
        KeyId: keyId,
        IncludeKeyMaterial: all ? 'ALL_KEY_MATERIAL' : 'ROTATIONS_ONLY',
      }),
    )
  ).Rotations ?? []
const current = async (keyId: string) =>
  (await server.kms().send(new DescribeKeyCommand({ KeyId: keyId }))).KeyMetadata?.CurrentKeyMaterialId

async function seen(keyId: string, before: string | undefined) {
  return {
    startDate: (await status(keyId)).OnDemandRotationStartDate?.getTime(),
    entries: (await history(keyId)).length,
    hasFollowed: (await current(keyId)) !== before,
  }
}

it('shows its start date, then the entry, then the new material, each after its own delay', async () => {
  server.emulator.settings({
    startVisibleAfterMs: 1_000,
    startClearsAfterMs: 20_000,
    historyVisibleAfterMs: 30_000,
    currentMaterialAfterMs: 60_000,
  })
  const { keyId } = server.emulator.createKey()
  const before = await current(keyId)
  await rotate(keyId)
  expect(await seen(keyId, before)).toEqual({ startDate: undefined, entries: 0, hasFollowed: false })
  server.clock.advance(1_000)
  expect(await seen(keyId, before)).toEqual({ startDate: START, entries: 0, hasFollowed: false })
  server.clock.advance(19_000)
  expect(await seen(keyId, before)).toEqual({ startDate: undefined, entries: 0, hasFollowed: false })
  server.clock.advance(10_000)
  expect(await seen(keyId, before)).toEqual({ startDate: undefined, entries: 1, hasFollowed: false })
  server.clock.advance(30_000)
  expect(await seen(keyId, before)).toEqual({ startDate: undefined, entries: 1, hasFollowed: true })

  const [entry] = await history(keyId)
  expect(entry).toMatchObject({
    RotationType: 'ON_DEMAND',
    KeyMaterialState: 'CURRENT',
    KeyMaterialId: await current(keyId),
  })
  expect(entry?.RotationDate?.getTime()).toBe(START + 30_000)
})

it('the entry may come before the start date clears', async () => {
  server.emulator.settings({ historyVisibleAfterMs: 5_000 })
  const { keyId } = server.emulator.createKey()
  await rotate(keyId)
  server.clock.advance(5_000)
  expect(await seen(keyId, undefined)).toMatchObject({ startDate: START, entries: 1 })
})

it('keeps the delays it started with', async () => {
  const { keyId } = server.emulator.createKey()
  await rotate(keyId)
  server.emulator.settings({ historyVisibleAfterMs: 0 })
  expect(await history(keyId)).toEqual([])
})

it('leaves the automatic schedule as it was', async () => {
  const { keyId } = server.emulator.createKey({ automaticRotation: { nextRotationDate: '+100d' } })
  await rotate(keyId)
  server.clock.advance(MINUTE)
  const after = await status(keyId)
  expect(after.NextRotationDate?.getTime()).toBe(START + 100 * DAY)
  expect(after.KeyRotationEnabled).toBe(true)
})

describe('a second one while the first is in progress', () => {
  it('conflicts, and costs nothing', async () => {
    const { keyId } = server.emulator.createKey()
    await rotate(keyId)
    expect(await refusalOf(rotate(keyId))).toMatchObject({ name: 'ConflictException', status: 400 })
    expect(server.emulator.key(keyId).onDemandUsed).toBe(1)
    server.clock.advance(30_000)
    await rotate(keyId)
    expect(server.emulator.key(keyId).onDemandUsed).toBe(2)
  })

  it('can be accepted, and then costs another', async () => {
    server.emulator.settings({ secondOnDemandRotation: 'accept' })
    const { keyId } = server.emulator.createKey()
    await rotate(keyId)
    await rotate(keyId)
    server.clock.advance(30_000)
    expect(await history(keyId)).toHaveLength(2)
  })

  it('can be ignored', async () => {
    server.emulator.settings({ secondOnDemandRotation: 'ignore' })
    const { keyId } = server.emulator.createKey()
    await rotate(keyId)
    await rotate(keyId)
    server.clock.advance(30_000)
    expect(await history(keyId)).toHaveLength(1)
  })
})

describe('the lifetime limit', () => {
  const spent = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ date: `-${index + 1}d`, type: 'ON_DEMAND' as const }))

  it('is 25, counts the one in progress, and not the automatic ones', async () => {
    const { keyId, arn } = server.emulator.createKey({
      rotations: [...spent(24), { date: '-300d' }, { date: '-700d' }],
    })
    await rotate(keyId)
    server.clock.advance(MINUTE)
    expect(await refusalOf(rotate(keyId))).toEqual({
      name: 'LimitExceededException',
      message: `The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be performed for this key: ${arn}`,
      status: 400,
    })
    expect(await history(keyId)).toHaveLength(27)
  })

  it('is a setting', async () => {
    server.emulator.settings({ onDemandLimit: 10 })
    const { keyId } = server.emulator.createKey({ rotations: spent(10) })
    expect(await refusalOf(rotate(keyId))).toMatchObject({ name: 'LimitExceededException' })
  })
})

describe('near an automatic rotation', () => {
  it.each([
    ['19m', true],
    ['20m', true],
    ['21m', false],
  ])('due in %s: conflicts %s', async (due, conflicts) => {
    const { keyId } = server.emulator.createKey({ automaticRotation: { nextRotationDate: `+${due}` } })
    const outcome = await rotate(keyId).then(
      () => 'started',
      (error: Error) => error.name,
    )
    expect(outcome).toBe(conflicts ? 'ConflictException' : 'started')
  })

  it('conflicts while the automatic one takes place', async () => {
    server.emulator.settings({ automaticRotationMs: 10_000, conflictWindowMs: 0 })
    const { keyId } = server.emulator.createKey({ automaticRotation: { nextRotationDate: '+1h' } })
    server.clock.advance(60 * MINUTE + 5_000)
    expect(await refusalOf(rotate(keyId))).toMatchObject({ name: 'ConflictException' })
    server.clock.advance(5_000)
    await rotate(keyId)
    expect(server.emulator.key(keyId).isOnDemandRunning).toBe(true)
  })
})

describe('imported material', () => {
  it('needs material pending rotation', async () => {
    const { keyId, arn } = server.emulator.createKey({ origin: 'EXTERNAL' })
    expect(await refusalOf(rotate(keyId))).toEqual({
      name: 'KMSInvalidStateException',
      message: `No available key material pending rotation for the key: ${arn}.`,
      status: 400,
    })
    server.emulator.changeKey(keyId, { pendingMaterial: { isAwaitingReplicas: true } })
    expect(await refusalOf(rotate(keyId))).toMatchObject({ name: 'KMSInvalidStateException' })
    expect((await history(keyId, true)).at(-1)?.KeyMaterialState).toBe(
      'PENDING_MULTI_REGION_IMPORT_AND_ROTATION',
    )
  })

  it('is pending until the rotation completes, then current', async () => {
    const { keyId } = server.emulator.createKey({
      origin: 'EXTERNAL',
      material: { description: 'first', validTo: '+90d' },
      pendingMaterial: { description: 'second' },
    })
    const before = await history(keyId, true)
    expect(before).toMatchObject([
      {
        KeyMaterialDescription: 'first',
        KeyMaterialState: 'CURRENT',
        ExpirationModel: 'KEY_MATERIAL_EXPIRES',
      },
      { KeyMaterialDescription: 'second', KeyMaterialState: 'PENDING_ROTATION', ImportState: 'IMPORTED' },
    ])
    expect(before[1]?.RotationDate).toBeUndefined()
    await rotate(keyId)
    expect(await history(keyId, true)).toEqual(before)
    server.clock.advance(30_000)
    expect(await history(keyId, true)).toMatchObject([
      { KeyMaterialDescription: 'first', KeyMaterialState: 'NON_CURRENT' },
      { KeyMaterialDescription: 'second', KeyMaterialState: 'CURRENT', RotationType: 'ON_DEMAND' },
    ])
    expect(await refusalOf(rotate(keyId))).toMatchObject({ name: 'KMSInvalidStateException' })
  })

  it.each([
    ['unsupported', false, true, false],
    ['unsupported-until-rotated', false, true, true],
    ['supported', true, true, true],
  ] as const)('%s: whether its status answers before, during and after', async (setting, ...expected) => {
    server.emulator.settings({ externalStatusWhenIdle: setting })
    const { keyId } = server.emulator.createKey({ origin: 'EXTERNAL', pendingMaterial: {} })
    const answers = () =>
      status(keyId).then(
        () => true,
        (error: Error) => error.name !== 'UnsupportedOperationException',
      )
    const before = await answers()
    await rotate(keyId)
    const during = await answers()
    server.clock.advance(30_000)
    expect([before, during, await answers()]).toEqual(expected)
  })

  it('that expires makes the key wait for its import, with the material still named', async () => {
    const { keyId } = server.emulator.createKey({ origin: 'EXTERNAL' })
    const material = await current(keyId)
    server.emulator.changeKey(keyId, { state: 'PendingImport' })
    expect(await current(keyId)).toBe(material)
    expect(await history(keyId, true)).toMatchObject([{ ImportState: 'PENDING_IMPORT' }])
    server.emulator.changeKey(keyId, { state: 'Enabled' })
    expect(await history(keyId, true)).toMatchObject([
      { ImportState: 'IMPORTED', KeyMaterialState: 'CURRENT' },
    ])
  })

  it('a key that waits for its first import names no material', async () => {
    const { keyId } = server.emulator.createKey({ origin: 'EXTERNAL', state: 'PendingImport' })
    expect(await current(keyId)).toBeUndefined()
    expect(await history(keyId, true)).toEqual([])
  })
})

describe('stale reads', () => {
  it('every second one answers from before the change, and then no more', async () => {
    server.emulator.settings({ staleReadEvery: 2, staleReadWindowMs: 10_000 })
    const { keyId } = server.emulator.createKey()
    await rotate(keyId)
    const starts: boolean[] = []
    for (let read = 0; read < 4; read += 1)
      starts.push((await status(keyId)).OnDemandRotationStartDate !== undefined)
    expect(starts).toEqual([true, false, true, false])
    server.clock.advance(30_000)
    const entries: number[] = []
    for (let read = 0; read < 4; read += 1) entries.push((await history(keyId)).length)
    expect(entries).toEqual([1, 0, 1, 0])
    server.clock.advance(10_001)
    for (let read = 0; read < 3; read += 1) expect(await history(keyId)).toHaveLength(1)
  })

  it('all of them, for a while after a change', async () => {
    server.emulator.settings({ staleReadEvery: 1, staleReadWindowMs: 5_000 })
    const { keyId } = server.emulator.createKey()
    await rotate(keyId)
    expect((await status(keyId)).OnDemandRotationStartDate).toBeUndefined()
    server.clock.advance(5_001)
    expect((await status(keyId)).OnDemandRotationStartDate?.getTime()).toBe(START)
  })
})
