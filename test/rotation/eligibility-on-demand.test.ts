import { describe, expect, test } from 'vitest'
import {
  AUTOMATIC_ROTATION_ALLOWANCE_MS,
  AUTOMATIC_ROTATION_WINDOW_MS,
} from '../../src/rotation/rules/eligibility.ts'
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

  test('has no automatic rotation to switch', () => {
    expect(reasonsOf(enable({ metadata }))).toEqual(['IMPORTED_MATERIAL'])
    expect(reasonsOf(disable({ metadata, status: undefined }))).toEqual(['IMPORTED_MATERIAL'])
  })

  test('rotates on demand once new material waits', () => {
    expect(reasonsOf(rotate({ metadata, materials: [entryOf(), pending] }))).toEqual([])
  })

  test('does not rotate without new material', () => {
    expect(reasonsOf(rotate({ metadata, materials: [entryOf()] }))).toEqual(['NO_PENDING_MATERIAL'])
  })

  test('does not rotate before every replica has the new material, and says so', () => {
    const materials = [entryOf({ keyMaterialState: 'PENDING_MULTI_REGION_IMPORT_AND_ROTATION' })]
    const blockers = rotate({ metadata, materials })
    expect(reasonsOf(blockers)).toEqual(['NO_PENDING_MATERIAL'])
    expect(messageOf(blockers, 'NO_PENDING_MATERIAL')).toContain('every replica')
  })

  test('is left to KMS when the materials could not be read', () => {
    expect(reasonsOf(rotate({ metadata, materials: undefined }))).toEqual([])
  })

  test('of a replica is pending at the primary, not here', () => {
    const replica = metadataOf({ ...keyKinds.replica, origin: 'EXTERNAL' })
    expect(reasonsOf(rotate({ metadata: replica }))).toEqual(['NOT_PRIMARY_REGION'])
  })

  test('that is missing makes the key not ready, which KMS checks after the origin only for automatic rotation', () => {
    const waiting = metadataOf({ origin: 'EXTERNAL', keyState: 'PendingImport' })
    expect(reasonsOf(rotate({ metadata: waiting, materials: [pending] }))).toEqual(['KEY_NOT_READY'])
    expect(reasonsOf(enable({ metadata: waiting }))).toEqual(['IMPORTED_MATERIAL', 'KEY_NOT_READY'])
    expect(reasonsOf(disable({ metadata: waiting }))).toEqual(['IMPORTED_MATERIAL', 'KEY_NOT_READY'])
  })
})

describe('an on-demand rotation in progress', () => {
  const status = statusOn({ onDemandRotationStartDate: minutesFromNow(-2) })

  test('blocks another one, and nothing else', () => {
    expect(reasonsOf(rotate({ status }))).toEqual(['ROTATION_IN_PROGRESS'])
    expect(reasonsOf(enable({ status }))).toEqual([])
    expect(reasonsOf(disable({ status }))).toEqual([])
  })

  test.each([
    ['blocks beside an earlier on-demand rotation', onDemandEntry(minutesFromNow(-3)), true],
    ['blocks beside a later automatic rotation', automaticEntry(minutesFromNow(-1)), true],
    [
      'is over once the history has it, though the start date is still read',
      onDemandEntry(minutesFromNow(-1)),
      false,
    ],
    ['is over when the history dates it at the very start', onDemandEntry(minutesFromNow(-2)), false],
  ])('%s', (_, entry, isBlocking) => {
    expect(reasonsOf(rotate({ status, materials: [entry] }))).toEqual(
      isBlocking ? ['ROTATION_IN_PROGRESS'] : [],
    )
  })

  test('is believed when the history could not be read', () => {
    expect(reasonsOf(rotate({ status, materials: undefined }))).toEqual(['ROTATION_IN_PROGRESS'])
  })

  test('is named before the material that it is about to use up', () => {
    expect(reasonsOf(rotate({ metadata: keyKinds.imported, status }))).toEqual([
      'ROTATION_IN_PROGRESS',
      'NO_PENDING_MATERIAL',
    ])
  })
})

describe('the on-demand rotations of a lifetime', () => {
  const onDemand = (count: number) =>
    Array.from({ length: count }, (_, index) => onDemandEntry(daysAgo(count - index)))

  test.each([
    ['24 of 25 leave one', 24, 25, false],
    ['25 of 25 leave none', 25, 25, true],
    ['more than the limit leave none', 26, 25, true],
    ['the limit is a setting', 9, 10, false],
    ['a limit of 0 leaves none', 0, 0, true],
  ])('%s', (_, count, onDemandRotationsPerKey, isExhausted) => {
    expect(reasonsOf(rotate({ materials: onDemand(count), onDemandRotationsPerKey }))).toEqual(
      isExhausted ? ['ON_DEMAND_QUOTA_EXHAUSTED'] : [],
    )
  })

  test('count the running one', () => {
    const status = statusOn({ onDemandRotationStartDate: minutesFromNow(-1) })
    expect(reasonsOf(rotate({ materials: onDemand(24), status }))).toEqual([
      'ROTATION_IN_PROGRESS',
      'ON_DEMAND_QUOTA_EXHAUSTED',
    ])
  })

  test('are left to KMS when the history could not be read', () => {
    expect(reasonsOf(rotate({ materials: undefined, onDemandRotationsPerKey: 0 }))).toEqual([])
  })
})

describe('an automatic rotation that is near', () => {
  const at = (msFromNow: number) => statusOn({ nextRotationDate: new Date(NOW + msFromNow) })

  test.each([
    ['does not block a moment before the window', AUTOMATIC_ROTATION_WINDOW_MS + 1, false],
    ['blocks from 20 minutes before', AUTOMATIC_ROTATION_WINDOW_MS, true],
    ['blocks on its date', 0, true],
    ['blocks while it may be running', -AUTOMATIC_ROTATION_ALLOWANCE_MS + 1, true],
    ['does not block for ever when KMS does not move its date', -AUTOMATIC_ROTATION_ALLOWANCE_MS, false],
  ])('%s', (_, msFromNow, isBlocking) => {
    const status = at(msFromNow)
    expect(reasonsOf(rotate({ status }))).toEqual(isBlocking ? ['AUTOMATIC_ROTATION_IMMINENT'] : [])
    expect(reasonsOf(enable({ status }))).toEqual([])
    expect(reasonsOf(disable({ status }))).toEqual([])
  })

  test('does not block when it has been turned off, though a date is still read', () => {
    const status = statusOf({ keyRotationEnabled: false, nextRotationDate: minutesFromNow(1) })
    expect(reasonsOf(rotate({ status }))).toEqual([])
  })

  test('says when it is no longer in the way, and is not from then on', () => {
    const status = at(5 * 60_000)
    const [blocker] = rotate({ status })
    expect(blocker?.clearsAt).toEqual(minutesFromNow(5 + 15))
    expect(rotate({ status }, blocker?.clearsAt?.getTime())).toEqual([])
  })

  test('is over once the history has it, though the old date is still read', () => {
    const status = at(-60_000)
    expect(reasonsOf(rotate({ status, materials: [automaticEntry(minutesFromNow(0))] }))).toEqual([])
    expect(reasonsOf(rotate({ status, materials: [automaticEntry(daysAgo(365))] }))).toEqual([
      'AUTOMATIC_ROTATION_IMMINENT',
    ])
  })
})
