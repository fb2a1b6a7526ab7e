import { describe, expect, test } from 'vitest'
import { daysAgo, keyKinds, metadataOf, statusOf, statusOn } from './kms-values.ts'
import { assess, outcomeOf, rotatedDaysAgo, yearly, yearlyAutomatic } from './verdict-on.ts'
import type { Outcome } from './verdict-on.ts'

describe('the age of the material', () => {
  test.each<readonly [string, number, Outcome]>([
    ['is fine when young', 100, ['COMPLIANT']],
    ['is fine until the warning', 334.9, ['COMPLIANT']],
    ['is due soon from the warning on', 335, ['DUE_SOON']],
    ['may be the maximum itself', 365, ['DUE_SOON']],
    ['is overdue above it', 365.001, ['OVERDUE', 'MATERIAL_TOO_OLD']],
  ])('%s', (_, days, expected) => {
    expect(outcomeOf({ rotations: [rotatedDaysAgo(days)] })).toEqual(expected)
  })

  test('counts from the last rotation of any type, in whatever order they are listed', () => {
    const rotations = [rotatedDaysAgo(500), rotatedDaysAgo(20, 'ON_DEMAND'), rotatedDaysAgo(400)]
    expect(assess({ rotations })).toEqual({
      verdict: 'COMPLIANT',
      materialAgeInDays: 20,
      dueAt: daysAgo(20 - 365),
      reasons: [],
    })
  })

  test('counts from creation for a key that was never rotated, and says so', () => {
    expect(assess({ rotations: [] })).toEqual({
      verdict: 'OVERDUE',
      materialAgeInDays: 1_000,
      dueAt: daysAgo(1_000 - 365),
      reasons: ['NEVER_ROTATED', 'MATERIAL_TOO_OLD'],
    })
    const metadata = metadataOf({ creationDate: daysAgo(5) })
    expect(outcomeOf({ metadata, rotations: [] })).toEqual(['COMPLIANT', 'NEVER_ROTATED'])
  })

  test('is never negative, when clocks differ', () => {
    expect(assess({ rotations: [rotatedDaysAgo(-0.01)] })).toMatchObject({
      verdict: 'COMPLIANT',
      materialAgeInDays: 0,
    })
  })

  test('is never too old for a policy beyond all dates', () => {
    const policy = { ...yearly, maxMaterialAgeInDays: 2_147_483_647 }
    expect(assess({ rotations: [rotatedDaysAgo(900)] }, policy)).toEqual({
      verdict: 'COMPLIANT',
      materialAgeInDays: 900,
      dueAt: undefined,
      reasons: [],
    })
  })

  test('is judged by the policy that is asked about', () => {
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
      materialAgeInDays: 400,
      reasons: ['NEVER_ROTATED', 'MATERIAL_TOO_OLD'],
    })
  })

  test('that was never rotated is of unknown age while its primary could not be read', () => {
    expect(assess({ metadata, rotations: [] })).toEqual({
      verdict: 'UNKNOWN',
      materialAgeInDays: undefined,
      dueAt: undefined,
      reasons: ['NEVER_ROTATED', 'METADATA_UNREADABLE'],
    })
  })

  test('is not exempt because KMS keeps its history at the primary only', () => {
    expect(outcomeOf({ metadata, rotations: undefined, isHistoryUnsupported: true })).toEqual([
      'UNKNOWN',
      'HISTORY_UNREADABLE',
    ])
  })
})

describe('the setting of automatic rotation', () => {
  test("is nobody's business where it is not required", () => {
    expect(outcomeOf({ status: statusOf() }, yearly)).toEqual(['COMPLIANT'])
  })

  test('is a breach when off, where it is required', () => {
    expect(outcomeOf({ status: statusOf() }, yearlyAutomatic)).toEqual(['OVERDUE', 'AUTOMATIC_ROTATION_OFF'])
  })

  test('is not required of keys that have none', () => {
    const imported = { metadata: keyKinds.imported, status: undefined, isStatusUnsupported: true }
    expect(outcomeOf(imported, yearlyAutomatic)).toEqual(['COMPLIANT'])
    expect(outcomeOf({ metadata: keyKinds.imported, status: statusOf() }, yearlyAutomatic)).toEqual([
      'COMPLIANT',
    ])
  })

  test('forewarns when its period is longer than the maximum, and is a breach where it is required', () => {
    const status = statusOn({ rotationPeriodInDays: 366 })
    expect(outcomeOf({ status }, yearly)).toEqual(['COMPLIANT', 'PERIOD_TOO_LONG'])
    expect(outcomeOf({ status }, yearlyAutomatic)).toEqual(['OVERDUE', 'PERIOD_TOO_LONG'])
  })

  test('is long enough at the maximum itself', () => {
    expect(outcomeOf({ status: statusOn({ rotationPeriodInDays: 365 }) }, yearlyAutomatic)).toEqual([
      'COMPLIANT',
    ])
  })

  test('adds to an age that is too old', () => {
    expect(outcomeOf({ status: statusOf(), rotations: [] }, yearlyAutomatic)).toEqual([
      'OVERDUE',
      'NEVER_ROTATED',
      'MATERIAL_TOO_OLD',
      'AUTOMATIC_ROTATION_OFF',
    ])
  })
})
