import { describe, expect, test } from 'vitest'
import { KeyNotFoundError } from '../../src/errors/operation-errors.ts'
import { daysAgo, metadataOf, statusOn } from '../rotation/kms-values.ts'
import { arnOf, SCOPE, startFakeFleet } from './fake-fleet.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const KEYS = 20

describe('an inventory that is filled', () => {
  test('reads the state of each key hourly and everything else daily, and lists every 15 minutes', async () => {
    using fleet = startFakeFleet(KEYS)
    await fleet.clock.pass(10 * MINUTE)
    expect(fleet.inventory.stateOf(SCOPE).state).toBe('CURRENT')
    await fleet.clock.pass(7 * DAY)
    fleet.callsSince()
    await fleet.clock.pass(DAY)
    expect(fleet.callsSince()).toMatchObject({
      ListKeys: 96,
      ListAliases: 96,
      DescribeKey: 24 * KEYS,
      GetKeyRotationStatus: KEYS,
      // The rotations and the key materials.
      ListKeyRotations: 2 * KEYS,
      ListResourceTags: KEYS,
    })
  })

  test('spreads the reads of many keys over the period', async () => {
    using fleet = startFakeFleet(240)
    await fleet.filled()
    await fleet.clock.pass(2 * HOUR)
    fleet.callsSince()
    const perMinute: number[] = []
    for (let minute = 0; minute < 60; minute++) {
      await fleet.clock.pass(MINUTE)
      perMinute.push(fleet.callsSince()['DescribeKey'] ?? 0)
    }
    expect(perMinute.reduce((total, count) => total + count)).toBe(240)
    expect(Math.max(...perMinute)).toBeLessThan(20)
  })

  test('finds a rotation that another client made within an hour, by the current key material', async () => {
    using fleet = startFakeFleet(KEYS)
    for (let index = 0; index < KEYS; index++)
      fleet.kms.key(arnOf(index)).metadata = metadataOf({
        keyArn: arnOf(index),
        currentKeyMaterialId: 'first',
      })
    await fleet.clock.pass(3 * HOUR)
    const key = fleet.kms.key(arnOf(7))
    key.addRotation('ON_DEMAND', new Date(fleet.clock.now()), 'second')
    key.metadata = metadataOf({ keyArn: key.arn, currentKeyMaterialId: 'second' })
    await fleet.clock.pass(HOUR + MINUTE)
    expect(fleet.events).toMatchObject([{ kind: 'RotationCompleted', keyArn: key.arn }])
    expect(fleet.inventory.recordOf(key.arn)?.rotations?.value).toHaveLength(1)
    expect(fleet.inventory.recordOf(key.arn)?.materials?.value).toHaveLength(1)
  })

  test.each(['ROTATIONS_ONLY', 'ALL_KEY_MATERIAL'] as const)(
    'delivers a rotation within an hour if a read of %s for somebody else has recorded it before the poll',
    async (includeKeyMaterial) => {
      using fleet = startFakeFleet(KEYS)
      const key = fleet.kms.key(arnOf(7))
      key.metadata = metadataOf({ keyArn: key.arn, currentKeyMaterialId: 'first' })
      await fleet.clock.pass(3 * HOUR)
      key.addRotation('ON_DEMAND', new Date(fleet.clock.now()), 'second')
      key.metadata = metadataOf({ keyArn: key.arn, currentKeyMaterialId: 'second' })
      await fleet.client.listKeyRotations(key.arn, { includeKeyMaterial })
      await fleet.clock.pass(HOUR + MINUTE)
      expect(fleet.events).toMatchObject([{ kind: 'RotationCompleted', keyArn: key.arn }])
    },
  )

  test('delivers a rotation within an hour from when the histories show it, if DescribeKey shows it hours before', async () => {
    using fleet = startFakeFleet(KEYS)
    const key = fleet.kms.key(arnOf(7))
    key.metadata = metadataOf({ keyArn: key.arn, currentKeyMaterialId: 'first' })
    await fleet.clock.pass(3 * HOUR)
    const rotatedAt = new Date(fleet.clock.now())
    key.metadata = metadataOf({ keyArn: key.arn, currentKeyMaterialId: 'second' })
    await fleet.clock.pass(3 * HOUR)
    expect(fleet.events).toEqual([])
    key.addRotation('ON_DEMAND', rotatedAt, 'second')
    await fleet.clock.pass(HOUR + MINUTE)
    expect(fleet.events).toMatchObject([{ kind: 'RotationCompleted', keyArn: key.arn }])
  })

  test('finds an automatic rotation at its date', async () => {
    using fleet = startFakeFleet(KEYS)
    const key = fleet.kms.key(arnOf(3))
    const nextRotationDate = new Date(fleet.clock.now() + 5 * HOUR)
    key.status = statusOn({ nextRotationDate })
    await fleet.clock.pass(5 * HOUR - MINUTE)
    key.addRotation('AUTOMATIC', nextRotationDate)
    await fleet.clock.pass(3 * MINUTE)
    expect(fleet.events).toMatchObject([{ kind: 'RotationCompleted', keyArn: key.arn }])
  })

  test('reads a key of a notice at once and once more, however many notices arrive', async () => {
    using fleet = startFakeFleet(KEYS)
    await fleet.clock.pass(10 * MINUTE)
    const key = fleet.inventory.recordOf(arnOf(4))?.key
    if (!key) throw new Error('The key is not listed.')
    fleet.callsSince()
    for (let count = 0; count < 50; count++) fleet.inventory.noticeKey(key)
    await fleet.clock.pass(1_000)
    expect(fleet.callsSince()).toEqual({ DescribeKey: 1, ListKeyRotations: 1, ListResourceTags: 1 })
    await fleet.clock.pass(15_000)
    expect(fleet.callsSince()).toEqual({ DescribeKey: 1, ListKeyRotations: 1, ListResourceTags: 1 })
  })

  test('polls a key that a caller names every 30 seconds, and then as before', async () => {
    using fleet = startFakeFleet(KEYS)
    await fleet.clock.pass(2 * HOUR)
    const observing = fleet.watches.observe([arnOf(0)], { next() {}, end() {} })
    // The last poll may have been long ago.
    expect(fleet.watches.lastOf(arnOf(0))).toBeUndefined()
    await fleet.clock.pass(1_000)
    expect(fleet.watches.lastOf(arnOf(0))?.view).toBeDefined()
    fleet.callsSince()
    await fleet.clock.pass(10 * MINUTE)
    expect(fleet.callsSince()['GetKeyRotationStatus']).toBeGreaterThanOrEqual(20)
    observing[Symbol.dispose]()
    await fleet.clock.pass(MINUTE)
    fleet.callsSince()
    await fleet.clock.pass(DAY)
    expect(fleet.callsSince()['GetKeyRotationStatus']).toBe(KEYS)
  })

  test('starts the watch of each key from its record, without a call', async () => {
    using fleet = startFakeFleet(KEYS)
    fleet.kms.key(arnOf(0)).addRotation('ON_DEMAND', daysAgo(3))
    await fleet.clock.pass(1_000)
    expect(fleet.callsSince()).toMatchObject({ GetKeyRotationStatus: KEYS, ListKeyRotations: 2 * KEYS })
    expect(fleet.watches.size).toBe(KEYS)
    expect(fleet.watches.viewOf(arnOf(0))?.rotations).toHaveLength(1)
    expect(fleet.events).toEqual([])
  })

  test('drops a key after two listings without it, and its watch', async () => {
    using fleet = startFakeFleet(KEYS)
    await fleet.clock.pass(10 * MINUTE)
    const { ListKeys } = fleet.kms.respond
    fleet.kms.respond.ListKeys = async (...call) => {
      const { items, nextMarker } = await ListKeys(...call)
      return { items: items.slice(1), nextMarker }
    }
    fleet.kms.key(arnOf(0)).metadata = new KeyNotFoundError('No such key.')
    await fleet.clock.pass(15 * MINUTE + 20_000)
    expect(fleet.inventory.recordOf(arnOf(0))).toBeUndefined()
    expect(fleet.watches.size).toBe(KEYS - 1)
    expect(fleet.inventory.rotatingKeysIn(SCOPE)?.keys.size).toBe(KEYS - 1)
  })

  test('reads a key that every listing contains again later in the same way', async () => {
    using fleet = startFakeFleet(2)
    const { ListKeys } = fleet.kms.respond
    let isCreated = false
    fleet.kms.respond.ListKeys = async (...call) => {
      const { items, nextMarker } = await ListKeys(...call)
      return { items: isCreated ? items : items.slice(0, 1), nextMarker }
    }
    await fleet.clock.pass(20 * MINUTE)
    isCreated = true
    const key = fleet.kms.key(arnOf(1))
    key.addRotation('ON_DEMAND', new Date(fleet.clock.now()))
    await fleet.clock.pass(15 * MINUTE)
    // It did not exist at the listing before, so its rotation is an event.
    expect(fleet.events).toMatchObject([{ kind: 'RotationCompleted', keyArn: key.arn }])
    expect(fleet.inventory.rotatingKeysIn(SCOPE)?.createdAfter(key.arn)).toBeDefined()
    expect(fleet.inventory.stateOf(SCOPE)).toMatchObject({ state: 'CURRENT', keyCount: 2 })
  })
})
