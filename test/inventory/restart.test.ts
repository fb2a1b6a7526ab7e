import { describe, expect, test } from 'vitest'
import { AccessDeniedError } from '../../src/errors/operation-errors.ts'
import { createMemoryRecordStore } from '../../src/store/memory-record-store.ts'
import type { RecordStore } from '../../src/rotation/inventory/record-store.ts'
import { metadataOf } from '../rotation/kms-values.ts'
import { settle } from '../support/still-clock.ts'
import { arnOf, SCOPE, startFakeFleet } from './fake-fleet.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const KEYS = 20

/** A store that counts what it gets. */
function countingStore(): RecordStore & { readonly saves: { changed: number; removed: number }[] } {
  const store = createMemoryRecordStore()
  const saves: { changed: number; removed: number }[] = []
  return {
    saves,
    load: () => store.load(),
    save(changed, removed) {
      saves.push({ changed: changed.length, removed: removed.length })
      return store.save(changed, removed)
    },
  }
}

describe('an inventory with a store', () => {
  test('begins with what was known before a restart, with its age, and reads nothing but the lists', async () => {
    const store = createMemoryRecordStore()
    const before = startFakeFleet(KEYS, { store })
    const { clock, kms } = before
    kms.key(arnOf(2)).addRotation('ON_DEMAND', new Date(clock.now() - DAY))
    await clock.pass(MINUTE)
    const record = before.inventory.recordOf(arnOf(2))
    before[Symbol.dispose]()
    await clock.pass(1_000)
    using after = startFakeFleet(KEYS, { store, clock, kms })
    await settle()
    await settle()
    expect(after.inventory.stateOf(SCOPE)).toMatchObject({
      state: 'CURRENT',
      keyCount: KEYS,
      readCount: KEYS,
    })
    const restored = after.inventory.recordOf(arnOf(2))
    expect(restored?.rotations).toEqual(record?.rotations)
    expect(restored?.metadata?.observedAt).toBe(record?.metadata?.observedAt)
    await clock.pass(1_000)
    expect(after.callsSince()).toEqual({ ListAliases: 1, ListKeys: 1 })
    expect(after.watches.size).toBe(KEYS)
    expect(after.inventory.rotatingKeysIn(SCOPE)?.keys.size).toBe(KEYS)
  })

  test('finds as events what happened while the gateway was stopped', async () => {
    const store = createMemoryRecordStore()
    const before = startFakeFleet(KEYS, { store })
    const { clock, kms } = before
    const rotated = kms.key(arnOf(2))
    rotated.metadata = metadataOf({ keyArn: rotated.arn, currentKeyMaterialId: 'first' })
    await clock.pass(MINUTE)
    before[Symbol.dispose]()
    rotated.addRotation('ON_DEMAND', new Date(clock.now()), 'second')
    rotated.metadata = metadataOf({ keyArn: rotated.arn, currentKeyMaterialId: 'second' })
    await clock.pass(10 * MINUTE)
    using after = startFakeFleet(KEYS, { store, clock, kms })
    await clock.pass(HOUR)
    expect(after.events).toMatchObject([{ kind: 'RotationCompleted', keyArn: rotated.arn }])
  })

  test('reads a key again whose read had failed', async () => {
    const store = createMemoryRecordStore()
    const before = startFakeFleet(KEYS, { store })
    const { clock, kms } = before
    kms.key(arnOf(0)).metadata = new AccessDeniedError('Denied.', { action: 'kms:DescribeKey' })
    await clock.pass(MINUTE)
    before[Symbol.dispose]()
    kms.key(arnOf(0)).metadata = metadataOf({ keyArn: arnOf(0) })
    using after = startFakeFleet(KEYS, { store, clock, kms })
    await clock.pass(1_000)
    expect(after.callsSince()).toEqual({ DescribeKey: 1, ListAliases: 1, ListKeys: 1 })
    expect(after.inventory.recordOf(arnOf(0))?.metadata?.value?.keyState).toBe('Enabled')
  })

  test('saves only records whose values have changed, in batches, and ages once a day', async () => {
    const store = countingStore()
    using fleet = startFakeFleet(600, { store })
    await fleet.filled()
    await fleet.clock.pass(2 * MINUTE)
    expect(Math.max(...store.saves.map(({ changed }) => changed))).toBe(250)
    expect(store.saves.reduce((total, { changed }) => total + changed, 0)).toBeLessThanOrEqual(2 * 600)
    store.saves.length = 0
    const key = fleet.kms.key(arnOf(5))
    key.metadata = metadataOf({ keyArn: key.arn, description: 'changed' })
    await fleet.clock.pass(2 * HOUR)
    expect(store.saves).toEqual([{ changed: 1, removed: 0 }])
  })

  test('reads every key if the store cannot be read, and continues if it cannot be written', async () => {
    const store: RecordStore = {
      load: async () => {
        throw new Error('It is damaged.')
      },
      save: async () => {
        throw new Error('The disk is full.')
      },
    }
    using fleet = startFakeFleet(KEYS, { store })
    await fleet.clock.pass(5 * MINUTE)
    expect(fleet.inventory.stateOf(SCOPE).state).toBe('CURRENT')
  })
})
