import { MAX_ROTATION_MS } from '../../src/defaults.ts'
import { describe, expect, test } from 'vitest'
import { AUTOMATIC_ROTATION_WINDOW_MS } from '../../src/rotation/rules/eligibility.ts'
import { disable, enable, messageOf, reasonsOf, rotate } from './blockers-of.ts'
import {
  NOW,
  automaticEntry,
  daysAgo,
  entryOf,
  keyKinds,
  metadataOf,
  minutesFromNow,
  onDemandEntry,
  statusOf,
  statusOn,
} from './kms-values.ts'

const pending = entryOf({ keyMaterialState: 'PENDING_ROTATION', importState: 'IMPORTED' })

describe('imported key material', () => {
  const metadata = keyKinds.imported

  test('does not support automatic rotation', () => {
    expect(reasonsOf(enable({ metadata }))).toEqual(['IMPORTED_MATERIAL'])
    expect(reasonsOf(disable({ metadata, status: undefined }))).toEqual(['IMPORTED_MATERIAL'])
  })

  test('can be rotated on demand when new material is pending', () => {
    expect(reasonsOf(rotate({ metadata, materials: [entryOf(), pending] }))).toEqual([])
  })

  test('cannot be rotated without new material', () => {
    expect(reasonsOf(rotate({ metadata, materials: [entryOf()] }))).toEqual(['NO_PENDING_MATERIAL'])
  })

  test('cannot be rotated before every replica has the new material, and the message says so', () => {
    const materials = [entryOf({ keyMaterialState: 'PENDING_MULTI_REGION_IMPORT_AND_ROTATION' })]
    const blockers = rotate({ metadata, materials })
    expect(reasonsOf(blockers)).toEqual(['NO_PENDING_MATERIAL'])
    expect(messageOf(blockers, 'NO_PENDING_MATERIAL')).toContain('every replica')
  })

  test('is not a blocker when the history could not be read: KMS decides', () => {
    expect(reasonsOf(rotate({ metadata, materials: undefined }))).toEqual([])
  })

  test('of a replica is checked at the primary only', () => {
    const replica = metadataOf({ ...keyKinds.replica, origin: 'EXTERNAL' })
    expect(reasonsOf(rotate({ metadata: replica }))).toEqual(['NOT_PRIMARY_REGION'])
  })

  test('that is missing makes the key not ready, which KMS checks after the origin for automatic rotation only', () => {
    const waiting = metadataOf({ origin: 'EXTERNAL', keyState: 'PendingImport' })
    expect(reasonsOf(rotate({ metadata: waiting, materials: [pending] }))).toEqual(['KEY_NOT_READY'])
    expect(reasonsOf(enable({ metadata: waiting }))).toEqual(['IMPORTED_MATERIAL', 'KEY_NOT_READY'])
    expect(reasonsOf(disable({ metadata: waiting }))).toEqual(['IMPORTED_MATERIAL', 'KEY_NOT_READY'])
  })
})

describe('an on-demand rotation in progress', () => {
  const status = statusOn({ onDemandRotationStartDate: minutesFromNow(-2) })

  test('blocks another on-demand rotation, and no other change', () => {
    expect(reasonsOf(rotate({ status }))).toEqual(['ROTATION_IN_PROGRESS'])
    expect(reasonsOf(enable({ status }))).toEqual([])
    expect(reasonsOf(disable({ status }))).toEqual([])
  })

  test.each([
    ['blocks after an earlier on-demand rotation', onDemandEntry(minutesFromNow(-3)), true],
    ['blocks although an automatic rotation completed later', automaticEntry(minutesFromNow(-1)), true],
    [
      'does not block when the history shows its completion, although KMS still returns the start date',
      onDemandEntry(minutesFromNow(-1)),
      false,
    ],
    [
      'does not block when its completion has the same date as its start',
      onDemandEntry(minutesFromNow(-2)),
      false,
    ],
  ])('%s', (_, entry, isBlocking) => {
    expect(reasonsOf(rotate({ status, materials: [entry] }))).toEqual(
      isBlocking ? ['ROTATION_IN_PROGRESS'] : [],
    )
  })

  test('blocks when the history could not be read', () => {
    expect(reasonsOf(rotate({ status, materials: undefined }))).toEqual(['ROTATION_IN_PROGRESS'])
  })

  test('comes before the blocker of its missing material', () => {
    expect(reasonsOf(rotate({ metadata: keyKinds.imported, status }))).toEqual([
      'ROTATION_IN_PROGRESS',
      'NO_PENDING_MATERIAL',
    ])
  })
})

describe('the lifetime limit of on-demand rotations', () => {
  const onDemand = (count: number) =>
    Array.from({ length: count }, (_, index) => onDemandEntry(daysAgo(count - index)))

  test.each([
    ['is not reached with 24 of 25', 24, 25, false],
    ['is reached with 25 of 25', 25, 25, true],
    ['is reached with more than the limit', 26, 25, true],
    ['is not reached with 9 of 10, because it is a setting', 9, 10, false],
    ['is always reached when it is 0', 0, 0, true],
  ])('%s', (_, count, onDemandRotationsPerKey, isExhausted) => {
    expect(reasonsOf(rotate({ materials: onDemand(count), onDemandRotationsPerKey }))).toEqual(
      isExhausted ? ['ON_DEMAND_QUOTA_EXHAUSTED'] : [],
    )
  })

  test('includes a rotation that is in progress', () => {
    const status = statusOn({ onDemandRotationStartDate: minutesFromNow(-1) })
    expect(reasonsOf(rotate({ materials: onDemand(24), status }))).toEqual([
      'ROTATION_IN_PROGRESS',
      'ON_DEMAND_QUOTA_EXHAUSTED',
    ])
  })

  test('is not a blocker when the history could not be read: KMS decides', () => {
    expect(reasonsOf(rotate({ materials: undefined, onDemandRotationsPerKey: 0 }))).toEqual([])
  })
})

describe('an imminent automatic rotation', () => {
  const at = (msFromNow: number) => statusOn({ nextRotationDate: new Date(NOW + msFromNow) })

  test.each([
    ['does not block a moment before the window', AUTOMATIC_ROTATION_WINDOW_MS + 1, false],
    ['blocks from 20 minutes before', AUTOMATIC_ROTATION_WINDOW_MS, true],
    ['blocks on its date', 0, true],
    ['blocks while it may be in progress', -MAX_ROTATION_MS + 1, true],
    ['does not block after 15 minutes if KMS does not update its date', -MAX_ROTATION_MS, false],
  ])('%s', (_, msFromNow, isBlocking) => {
    const status = at(msFromNow)
    expect(reasonsOf(rotate({ status }))).toEqual(isBlocking ? ['AUTOMATIC_ROTATION_IMMINENT'] : [])
    expect(reasonsOf(enable({ status }))).toEqual([])
    expect(reasonsOf(disable({ status }))).toEqual([])
  })

  test('does not block when automatic rotation was disabled, although KMS still returns a date', () => {
    const status = statusOf({ keyRotationEnabled: false, nextRotationDate: minutesFromNow(1) })
    expect(reasonsOf(rotate({ status }))).toEqual([])
  })

  test('returns the time when it stops blocking, and does not block from then on', () => {
    const status = at(5 * 60_000)
    const [blocker] = rotate({ status })
    expect(blocker?.clearsAt).toEqual(minutesFromNow(5 + 15))
    expect(rotate({ status }, blocker?.clearsAt?.getTime())).toEqual([])
  })

  test('does not block when the history shows it, although KMS still returns its date', () => {
    const status = at(-60_000)
    expect(reasonsOf(rotate({ status, materials: [automaticEntry(minutesFromNow(0))] }))).toEqual([])
    expect(reasonsOf(rotate({ status, materials: [automaticEntry(daysAgo(365))] }))).toEqual([
      'AUTOMATIC_ROTATION_IMMINENT',
    ])
  })
})
