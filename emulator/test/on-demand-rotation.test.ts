import {
  DescribeKeyCommand,
  GetKeyRotationStatusCommand,
  ListKeyRotationsCommand,
  RotateKeyOnDemandCommand,
} from '@aws-sdk/client-kms'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DAY, kmsOverSocket, MINUTE, refusalOf, START } from './kms-over-socket.ts'
import type { KmsOverSocket } from './kms-over-socket.ts'

let server: KmsOverSocket
beforeEach(async () => {
  server = await kmsOverSocket()
})
afterEach(() => server[Symbol.asyncDispose]())

const rotate = (keyId: string) => server.kms().send(new RotateKeyOnDemandCommand({ KeyId: keyId }))
const status = (keyId: string) => server.kms().send(new GetKeyRotationStatusCommand({ KeyId: keyId }))
const history = async (keyId: string) =>
  (await server.kms().send(new ListKeyRotationsCommand({ KeyId: keyId }))).Rotations ?? []
const current = async (keyId: string) =>
  (await server.kms().send(new DescribeKeyCommand({ KeyId: keyId }))).KeyMetadata?.CurrentKeyMaterialId

async function seen(keyId: string, before: string | undefined) {
  return {
    startDate: (await status(keyId)).OnDemandRotationStartDate?.getTime(),
    entries: (await history(keyId)).length,
    hasFollowed: (await current(keyId)) !== before,
  }
}

test('an on-demand rotation shows its start date, then the entry, then the new material, each after its own delay', async () => {
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

test('the history entry can appear before the start date clears', async () => {
  server.emulator.settings({ historyVisibleAfterMs: 5_000 })
  const { keyId } = server.emulator.createKey()
  await rotate(keyId)
  server.clock.advance(5_000)
  expect(await seen(keyId, undefined)).toMatchObject({ startDate: START, entries: 1 })
})

test('a rotation keeps the delays that were set when it started', async () => {
  const { keyId } = server.emulator.createKey()
  await rotate(keyId)
  server.emulator.settings({ historyVisibleAfterMs: 0 })
  expect(await history(keyId)).toEqual([])
})

test('an on-demand rotation does not change the automatic schedule', async () => {
  const { keyId } = server.emulator.createKey({ automaticRotation: { nextRotationDate: '+100d' } })
  await rotate(keyId)
  server.clock.advance(MINUTE)
  const after = await status(keyId)
  expect(after.NextRotationDate?.getTime()).toBe(START + 100 * DAY)
  expect(after.KeyRotationEnabled).toBe(true)
})

describe('a second one while the first is in progress', () => {
  test('a second rotation answers ConflictException and does not count against the limit', async () => {
    const { keyId } = server.emulator.createKey()
    await rotate(keyId)
    expect(await refusalOf(rotate(keyId))).toMatchObject({ name: 'ConflictException', status: 400 })
    expect(server.emulator.key(keyId).onDemandUsed).toBe(1)
    server.clock.advance(30_000)
    await rotate(keyId)
    expect(server.emulator.key(keyId).onDemandUsed).toBe(2)
  })

  test('a second rotation can be accepted and then counts against the limit', async () => {
    server.emulator.settings({ secondOnDemandRotation: 'accept' })
    const { keyId } = server.emulator.createKey()
    await rotate(keyId)
    await rotate(keyId)
    server.clock.advance(30_000)
    expect(await history(keyId)).toHaveLength(2)
  })

  test('a second rotation can be ignored', async () => {
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

  test('the lifetime limit is 25, counts rotations in progress and does not count automatic rotations', async () => {
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

  test('the lifetime limit is a setting', async () => {
    server.emulator.settings({ onDemandLimit: 10 })
    const { keyId } = server.emulator.createKey({ rotations: spent(10) })
    expect(await refusalOf(rotate(keyId))).toMatchObject({ name: 'LimitExceededException' })
  })
})

describe('near an automatic rotation', () => {
  test.each([
    ['19m', true],
    ['20m', true],
    ['21m', false],
  ])('with an automatic rotation due in %s, RotateKeyOnDemand conflicts: %s', async (due, conflicts) => {
    const { keyId } = server.emulator.createKey({ automaticRotation: { nextRotationDate: `+${due}` } })
    const outcome = await rotate(keyId).then(
      () => 'started',
      (error: Error) => error.name,
    )
    expect(outcome).toBe(conflicts ? 'ConflictException' : 'started')
  })

  test('RotateKeyOnDemand conflicts during an automatic rotation', async () => {
    server.emulator.settings({ automaticRotationMs: 10_000, conflictWindowMs: 0 })
    const { keyId } = server.emulator.createKey({ automaticRotation: { nextRotationDate: '+1h' } })
    server.clock.advance(60 * MINUTE + 5_000)
    expect(await refusalOf(rotate(keyId))).toMatchObject({ name: 'ConflictException' })
    server.clock.advance(5_000)
    await rotate(keyId)
    expect(server.emulator.key(keyId).isOnDemandRunning).toBe(true)
  })
})
