import { describe, expect, test } from 'vitest'
import { materialAgeInDays } from '../../src/rotation/rules/compliance.ts'
import { NOW, daysAgo, keyKinds, metadataOf, statusOf, statusOn } from './kms-values.ts'
import { assess, outcomeOf, rotatedDaysAgo, yearly, yearlyAutomatic } from './verdict-on.ts'
import type { Outcome } from './verdict-on.ts'

describe('the age of the key material', () => {
  test.each<readonly [string, number, Outcome]>([
    ['is compliant when low', 100, ['COMPLIANT']],
    ['is compliant until the warning time', 334.9, ['COMPLIANT']],
    ['is due soon from the warning time on', 335, ['DUE_SOON']],
    ['is due soon at the maximum', 365, ['DUE_SOON']],
    ['is overdue above the maximum', 365.001, ['OVERDUE', 'MATERIAL_TOO_OLD']],
  ])('%s', (_, days, expected) => {
    expect(outcomeOf({ rotations: [rotatedDaysAgo(days)] })).toEqual(expected)
  })

  test('counts from the last rotation of any type, in any order of the list', () => {
    const rotations = [rotatedDaysAgo(500), rotatedDaysAgo(20, 'ON_DEMAND'), rotatedDaysAgo(400)]
    expect(assess({ rotations })).toEqual({
      verdict: 'COMPLIANT',
      materialSince: daysAgo(20),
      dueAt: daysAgo(20 - 365),
      reasons: [],
    })
  })

  test('counts from creation for a key that was never rotated, with a reason', () => {
    expect(assess({ rotations: [] })).toEqual({
      verdict: 'OVERDUE',
      materialSince: daysAgo(1_000),
      dueAt: daysAgo(1_000 - 365),
      reasons: ['NEVER_ROTATED', 'MATERIAL_TOO_OLD'],
    })
    const metadata = metadataOf({ creationDate: daysAgo(5) })
    expect(outcomeOf({ metadata, rotations: [] })).toEqual(['COMPLIANT', 'NEVER_ROTATED'])
  })

  test('is not negative if the clocks differ', () => {
    const compliance = assess({ rotations: [rotatedDaysAgo(-0.01)] })
    expect(compliance.verdict).toBe('COMPLIANT')
    expect(materialAgeInDays(compliance, NOW)).toBe(0)
    expect(materialAgeInDays(compliance, NOW + 86_400_000)).toBeCloseTo(0.99)
  })

  test('never exceeds a maximum that is longer than all dates', () => {
    const policy = { ...yearly, maxMaterialAgeInDays: 2_147_483_647 }
    expect(assess({ rotations: [rotatedDaysAgo(900)] }, policy)).toEqual({
      verdict: 'COMPLIANT',
      materialSince: daysAgo(900),
      dueAt: undefined,
      reasons: [],
    })
  })

  test('is compared with the maximum of the given policy', () => {
    const rotations = [rotatedDaysAgo(91)]
    expect(outcomeOf({ rotations, status: statusOf() }, { ...yearly, maxMaterialAgeInDays: 90 })).toEqual([
      'OVERDUE',
      'MATERIAL_TOO_OLD',
    ])
    expect(outcomeOf({ rotations }, yearly)).toEqual(['COMPLIANT'])
  })
})

describe('a replica', () => {
  const metadata = metadataOf({ ...keyKinds.replica, creationDate: daysAgo(10) })

  test("has the age of its primary's rotation", () => {
    expect(outcomeOf({ metadata, rotations: [rotatedDaysAgo(400)] })).toEqual(['OVERDUE', 'MATERIAL_TOO_OLD'])
  })

  test('that was never rotated has material as old as its primary, not as old as itself', () => {
    expect(assess({ metadata, rotations: [], primaryCreatedAt: daysAgo(400) })).toMatchObject({
      verdict: 'OVERDUE',
      materialSince: daysAgo(400),
      reasons: ['NEVER_ROTATED', 'MATERIAL_TOO_OLD'],
    })
  })

  test('that was never rotated is of unknown age while its primary could not be read', () => {
    expect(assess({ metadata, rotations: [] })).toEqual({
      verdict: 'UNKNOWN',
      materialSince: undefined,
      dueAt: undefined,
      reasons: ['NEVER_ROTATED', 'METADATA_UNREADABLE'],
    })
  })

  test('is not exempt although KMS stores its history only at the primary', () => {
    expect(outcomeOf({ metadata, rotations: undefined, isHistoryUnsupported: true })).toEqual([
      'UNKNOWN',
      'HISTORY_UNREADABLE',
    ])
  })
})

describe('the setting of automatic rotation', () => {
  test('has no effect if the policy does not require automatic rotation', () => {
    expect(outcomeOf({ status: statusOf() }, yearly)).toEqual(['COMPLIANT'])
  })

  test('is a violation when off, if the policy requires automatic rotation', () => {
    expect(outcomeOf({ status: statusOf() }, yearlyAutomatic)).toEqual(['OVERDUE', 'AUTOMATIC_ROTATION_OFF'])
  })

  test('is not required of keys that do not support automatic rotation', () => {
    const imported = { metadata: keyKinds.imported, status: undefined, isStatusUnsupported: true }
    expect(outcomeOf(imported, yearlyAutomatic)).toEqual(['COMPLIANT'])
    expect(outcomeOf({ metadata: keyKinds.imported, status: statusOf() }, yearlyAutomatic)).toEqual([
      'COMPLIANT',
    ])
  })

  test('causes a warning when its period is longer than the maximum, and is a violation if the policy requires it', () => {
    const status = statusOn({ rotationPeriodInDays: 366 })
    expect(outcomeOf({ status }, yearly)).toEqual(['COMPLIANT', 'PERIOD_TOO_LONG'])
    expect(outcomeOf({ status }, yearlyAutomatic)).toEqual(['OVERDUE', 'PERIOD_TOO_LONG'])
  })

  test('is compliant when its period is equal to the maximum', () => {
    expect(outcomeOf({ status: statusOn({ rotationPeriodInDays: 365 }) }, yearlyAutomatic)).toEqual([
      'COMPLIANT',
    ])
  })

  test('adds its reason to that of an age above the maximum', () => {
    expect(outcomeOf({ status: statusOf(), rotations: [] }, yearlyAutomatic)).toEqual([
      'OVERDUE',
      'NEVER_ROTATED',
      'MATERIAL_TOO_OLD',
      'AUTOMATIC_ROTATION_OFF',
    ])
  })
})
