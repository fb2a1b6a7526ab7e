import {
  DescribeKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyRotationCommand,
  GetKeyRotationStatusCommand,
  ListKeyRotationsCommand,
  RotateKeyOnDemandCommand,
} from '@aws-sdk/client-kms'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DAY, kmsOverSocket, refusalOf, START } from './kms-over-socket.ts'
import type { KmsOverSocket } from './kms-over-socket.ts'

let server: KmsOverSocket
beforeEach(async () => {
  server = await kmsOverSocket()
})
afterEach(() => server[Symbol.asyncDispose]())

const enable = (keyId: string, days?: number) =>
  server.kms().send(new EnableKeyRotationCommand({ KeyId: keyId, RotationPeriodInDays: days }))
const disable = (keyId: string) => server.kms().send(new DisableKeyRotationCommand({ KeyId: keyId }))
const rotationDays = async (keyId: string) =>
  ((await server.kms().send(new ListKeyRotationsCommand({ KeyId: keyId }))).Rotations ?? []).map(
    ({ RotationDate, RotationType }) =>
      `${RotationType} day ${((RotationDate?.getTime() ?? 0) - START) / DAY}`,
  )

async function schedule(keyId: string, region?: string) {
  const { KeyRotationEnabled, RotationPeriodInDays, NextRotationDate } = await server
    .kms(region)
    .send(new GetKeyRotationStatusCommand({ KeyId: keyId }))
  return {
    isOn: KeyRotationEnabled,
    period: RotationPeriodInDays,
    nextDay: NextRotationDate && (NextRotationDate.getTime() - START) / DAY,
  }
}
const OFF = { isOn: false, period: undefined, nextDay: undefined }

describe('EnableKeyRotation', () => {
  test('EnableKeyRotation without a period uses 365 days from now', async () => {
    const { keyId } = server.emulator.createKey()
    await enable(keyId)
    expect(await schedule(keyId)).toEqual({ isOn: true, period: 365, nextDay: 365 })
  })

  test.each([90, 2560])('EnableKeyRotation accepts a period of %i days', async (days) => {
    const { keyId } = server.emulator.createKey()
    await enable(keyId, days)
    expect(await schedule(keyId)).toEqual({ isOn: true, period: days, nextDay: days })
  })

  test('EnableKeyRotation with the same period changes nothing', async () => {
    const { keyId } = server.emulator.createKey()
    await enable(keyId, 100)
    server.clock.advance(10 * DAY)
    await enable(keyId, 100)
    expect(await schedule(keyId)).toEqual({ isOn: true, period: 100, nextDay: 100 })
  })

  test.each([
    ['from-now', 210],
    ['from-anchor', 200],
  ] as const)('with another period counts %s', async (nextDateAfterPeriodChange, nextDay) => {
    server.emulator.settings({ nextDateAfterPeriodChange })
    const { keyId } = server.emulator.createKey()
    await enable(keyId, 100)
    server.clock.advance(10 * DAY)
    await enable(keyId, 200)
    expect(await schedule(keyId)).toEqual({ isOn: true, period: 200, nextDay })
  })

  test.each([
    ['reset', 365],
    ['keep', 100],
  ] as const)('without a period on a key with one: %s', async (enableWithoutPeriod, period) => {
    server.emulator.settings({ enableWithoutPeriod })
    const { keyId } = server.emulator.createKey()
    await enable(keyId, 100)
    await enable(keyId)
    expect(await schedule(keyId)).toMatchObject({ period })
  })

  test('EnableKeyRotation after DisableKeyRotation starts a new period', async () => {
    const { keyId } = server.emulator.createKey()
    await enable(keyId, 100)
    server.clock.advance(50 * DAY)
    await disable(keyId)
    server.clock.advance(20 * DAY)
    await enable(keyId, 100)
    expect(await schedule(keyId)).toEqual({ isOn: true, period: 100, nextDay: 170 })
  })
})

describe('DisableKeyRotation', () => {
  test('DisableKeyRotation removes period and date, and succeeds when rotation is already disabled', async () => {
    const { keyId } = server.emulator.createKey()
    await disable(keyId)
    await enable(keyId, 100)
    await disable(keyId)
    expect(await schedule(keyId)).toEqual(OFF)
  })

  test('DisableKeyRotation can keep the period visible, by a setting', async () => {
    server.emulator.settings({ doesDisabledKeepPeriod: true })
    const { keyId } = server.emulator.createKey()
    await enable(keyId, 100)
    await disable(keyId)
    expect(await schedule(keyId)).toEqual({ isOn: false, period: 100, nextDay: undefined })
  })
})

describe('when the clock passes the date', () => {
  test('every automatic rotation that became due is in the history, at its date', async () => {
    const { keyId } = server.emulator.createKey({ automaticRotation: { periodInDays: 100 } })
    server.clock.advance(350 * DAY)
    expect(await rotationDays(keyId)).toEqual(['AUTOMATIC day 100', 'AUTOMATIC day 200', 'AUTOMATIC day 300'])
    expect(await schedule(keyId)).toEqual({ isOn: true, period: 100, nextDay: 400 })
  })

  test('the material of the last automatic rotation is current', async () => {
    const { keyId } = server.emulator.createKey({ automaticRotation: { periodInDays: 100 } })
    const material = async () =>
      (await server.kms().send(new DescribeKeyCommand({ KeyId: keyId }))).KeyMetadata?.CurrentKeyMaterialId
    const before = await material()
    server.clock.advance(100 * DAY)
    expect(await material()).toBe(before)
    server.clock.advance(60_000)
    const { Rotations } = await server.kms().send(new ListKeyRotationsCommand({ KeyId: keyId }))
    expect(await material()).toBe(Rotations?.[0]?.KeyMaterialId)
  })

  test('a key with disabled rotation does not rotate when its date passes', async () => {
    const { keyId } = server.emulator.createKey({ automaticRotation: { periodInDays: 100 } })
    server.clock.advance(99 * DAY)
    await disable(keyId)
    server.clock.advance(10 * DAY)
    expect(await rotationDays(keyId)).toEqual([])
  })

  test.each(['Disabled', 'PendingDeletion'] as const)(
    'nothing happens while %s; enabled too late, it rotates at once and once',
    async (state) => {
      const { keyId } = server.emulator.createKey({ automaticRotation: { periodInDays: 100 } })
      server.clock.advance(50 * DAY)
      server.emulator.changeKey(keyId, { state })
      server.clock.advance(300 * DAY)
      expect(await rotationDays(keyId)).toEqual([])
      server.emulator.changeKey(keyId, { state: 'Enabled' })
      expect(await rotationDays(keyId)).toEqual(['AUTOMATIC day 350'])
      expect(await schedule(keyId)).toEqual({ isOn: true, period: 100, nextDay: 450 })
    },
  )

  test('a key that is enabled again before its date keeps its schedule', async () => {
    const { keyId } = server.emulator.createKey({ automaticRotation: { periodInDays: 100 } })
    server.emulator.changeKey(keyId, { state: 'Disabled' })
    server.clock.advance(50 * DAY)
    expect(await schedule(keyId)).toEqual({ isOn: true, period: 100, nextDay: 100 })
    server.emulator.changeKey(keyId, { state: 'Enabled' })
    expect(await schedule(keyId)).toEqual({ isOn: true, period: 100, nextDay: 100 })
  })

  test('AWS managed keys rotate yearly', async () => {
    const { keyId } = server.emulator.createKey({ manager: 'AWS', automaticRotation: {} })
    server.clock.advance(800 * DAY)
    expect(await rotationDays(keyId)).toEqual(['AUTOMATIC day 365', 'AUTOMATIC day 730'])
  })
})

describe('a multi-Region key', () => {
  test('a multi-Region key has one ID, history and schedule, which the primary key changes', async () => {
    const { keyId, arn } = server.emulator.createKey({
      replicaRegions: ['eu-west-1'],
      aliases: ['everywhere'],
    })
    expect(keyId).toMatch(/^mrk-[0-9a-f]{32}$/)
    await enable(keyId, 100)
    expect(await schedule(keyId, 'eu-west-1')).toEqual({ isOn: true, period: 100, nextDay: 100 })
    server.clock.advance(100 * DAY + 60_000)

    const of = async (region: string) =>
      (await server.kms(region).send(new DescribeKeyCommand({ KeyId: keyId }))).KeyMetadata
    const [primary, replica] = [await of('us-east-1'), await of('eu-west-1')]
    const replicaArn = arn.replace('us-east-1', 'eu-west-1')
    const relatives = {
      PrimaryKey: { Arn: arn, Region: 'us-east-1' },
      ReplicaKeys: [{ Arn: replicaArn, Region: 'eu-west-1' }],
    }
    expect(primary).toMatchObject({
      MultiRegion: true,
      MultiRegionConfiguration: { MultiRegionKeyType: 'PRIMARY', ...relatives },
    })
    expect(replica).toMatchObject({
      MultiRegion: true,
      MultiRegionConfiguration: { MultiRegionKeyType: 'REPLICA', ...relatives },
      CurrentKeyMaterialId: primary?.CurrentKeyMaterialId,
    })
    const histories = await Promise.all(
      ['us-east-1', 'eu-west-1'].map((region) =>
        server.kms(region).send(new ListKeyRotationsCommand({ KeyId: keyId })),
      ),
    )
    expect(histories.map(({ Rotations }) => Rotations?.map((entry) => entry.KeyMaterialId))).toEqual([
      [primary?.CurrentKeyMaterialId],
      [primary?.CurrentKeyMaterialId],
    ])
  })

  test('a replica key rejects changes', async () => {
    const { keyId, arn } = server.emulator.createKey({ replicaRegions: ['eu-west-1'] })
    const abroad = server.kms('eu-west-1')
    for (const change of [
      abroad.send(new EnableKeyRotationCommand({ KeyId: keyId })),
      abroad.send(new DisableKeyRotationCommand({ KeyId: keyId })),
      abroad.send(new RotateKeyOnDemandCommand({ KeyId: keyId })),
    ])
      expect(await refusalOf(change)).toEqual({
        name: 'UnsupportedOperationException',
        message: `${arn.replace('us-east-1', 'eu-west-1')} is not a multi-region primary key.`,
        status: 400,
      })
  })

  test('each replica key has its own policy', async () => {
    const { keyId } = server.emulator.createKey({
      replicaRegions: ['eu-west-1'],
      denies: ['GetKeyRotationStatus'],
    })
    const status = new GetKeyRotationStatusCommand({ KeyId: keyId })
    expect(await refusalOf(server.kms().send(status))).toMatchObject({ name: 'AccessDeniedException' })
    expect(await schedule(keyId, 'eu-west-1')).toEqual(OFF)
  })

  test('DescribeKey sends the waiting period of a primary key whose replicas are being deleted', async () => {
    const { keyId } = server.emulator.createKey({
      replicaRegions: ['eu-west-1'],
      state: 'PendingReplicaDeletion',
    })
    const { KeyMetadata } = await server.kms().send(new DescribeKeyCommand({ KeyId: keyId }))
    expect(KeyMetadata).toMatchObject({ KeyState: 'PendingReplicaDeletion', PendingDeletionWindowInDays: 30 })
    expect(KeyMetadata?.DeletionDate).toBeUndefined()
  })
})
