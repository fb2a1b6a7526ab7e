import { describe, expect, it } from 'vitest'
import type { KeyMetadata } from '../../src/kms/kms.ts'
import { assessCompliance } from '../../src/rotation/compliance.ts'
import type {
  ComplianceFacts,
  ComplianceReason,
  ComplianceVerdict,
  RotationPolicy,
} from '../../src/rotation/compliance.ts'
import type { Rotation } from '../../src/rotation/rotation.ts'
import { KEY_ARN, NOW, daysAgo, entryOf, keyKinds, metadataOf, statusOf, statusOn } from './kms-values.ts'

const rotatedDaysAgo = (days: number, type: Rotation['type'] = 'AUTOMATIC'): Rotation => ({
  keyArn: KEY_ARN,
  rotatedAt: daysAgo(days),
  type,
  materialId: undefined,
  entry: entryOf(),
})

/** At most a year, a month's warning, automatic rotation as anybody likes. */
const yearly: RotationPolicy = {
  maxMaterialAgeInDays: 365,
  warnBeforeDays: 30,
  requireAutomaticRotation: false,
}
const yearlyAutomatic: RotationPolicy = { ...yearly, requireAutomaticRotation: true }

function assess(differences: Partial<ComplianceFacts> = {}, policy: RotationPolicy = yearly, now = NOW) {
  const facts: ComplianceFacts = {
    metadata: metadataOf(),
    status: statusOn(),
    isStatusUnsupported: false,
    rotations: [rotatedDaysAgo(100)],
    isHistoryUnsupported: false,
    ...differences,
  }
  return assessCompliance(facts, policy, now)
}

type Outcome = readonly [verdict: ComplianceVerdict, ...reasons: ComplianceReason[]]
function outcomeOf(...args: Parameters<typeof assess>): Outcome {
  const { verdict, reasons } = assess(...args)
  return [verdict, ...reasons]
}

describe('the age of the material', () => {
  it.each<readonly [string, number, Outcome]>([
    ['is fine when young', 100, ['COMPLIANT']],
    ['is fine until the warning', 334.9, ['COMPLIANT']],
    ['is due soon from the warning on', 335, ['DUE_SOON']],
    ['may be the maximum itself', 365, ['DUE_SOON']],
    ['is overdue above it', 365.001, ['OVERDUE', 'MATERIAL_TOO_OLD']],
  ])('%s', (_, days, expected) => {
    expect(outcomeOf({ rotations: [rotatedDaysAgo(days)] })).toEqual(expected)
  })

  it('counts from the last rotation of any type, in whatever order they are listed', () => {
    const rotations = [rotatedDaysAgo(500), rotatedDaysAgo(20, 'ON_DEMAND'), rotatedDaysAgo(400)]
    expect(assess({ rotations })).toEqual({
      verdict: 'COMPLIANT',
      materialAgeInDays: 20,
      dueAt: daysAgo(20 - 365),
      reasons: [],
    })
  })

  it('counts from creation for a key that was never rotated, and says so', () => {
    expect(assess({ rotations: [] })).toEqual({
      verdict: 'OVERDUE',
      materialAgeInDays: 1_000,
      dueAt: daysAgo(1_000 - 365),
      reasons: ['NEVER_ROTATED', 'MATERIAL_TOO_OLD'],
    })
    const metadata = metadataOf({ creationDate: daysAgo(5) })
    expect(outcomeOf({ metadata, rotations: [] })).toEqual(['COMPLIANT', 'NEVER_ROTATED'])
  })

  it('is never negative, when clocks differ', () => {
    expect(assess({ rotations: [rotatedDaysAgo(-0.01)] })).toMatchObject({
      verdict: 'COMPLIANT',
      materialAgeInDays: 0,
    })
  })

  it('is judged by the policy that is asked about', () => {
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

  it("has the age of its primary's rotation", () => {
    expect(outcomeOf({ metadata, rotations: [rotatedDaysAgo(400)] })).toEqual(['OVERDUE', 'MATERIAL_TOO_OLD'])
  })

  it('that was never rotated has material as old as its primary, not as old as itself', () => {
    expect(assess({ metadata, rotations: [], primaryCreatedAt: daysAgo(400) })).toMatchObject({
      verdict: 'OVERDUE',
      materialAgeInDays: 400,
      reasons: ['NEVER_ROTATED', 'MATERIAL_TOO_OLD'],
    })
  })

  it('that was never rotated is of unknown age while its primary could not be read', () => {
    expect(assess({ metadata, rotations: [] })).toEqual({
      verdict: 'UNKNOWN',
      materialAgeInDays: undefined,
      dueAt: undefined,
      reasons: ['NEVER_ROTATED', 'METADATA_UNREADABLE'],
    })
  })

  it('is not exempt because KMS keeps its history at the primary only', () => {
    expect(outcomeOf({ metadata, rotations: undefined, isHistoryUnsupported: true })).toEqual([
      'UNKNOWN',
      'HISTORY_UNREADABLE',
    ])
  })
})

describe('what the policy does not apply to', () => {
  it.each<readonly [string, KeyMetadata, readonly ComplianceReason[]]>([
    ['an RSA key', keyKinds.rsa, ['SPEC_NOT_SUPPORTED']],
    ['an HMAC key', keyKinds.hmac, ['SPEC_NOT_SUPPORTED']],
    ['a key in CloudHSM', keyKinds.cloudHsm, ['SPEC_NOT_SUPPORTED']],
    ['a key in an external store', keyKinds.externalKeyStore, ['SPEC_NOT_SUPPORTED']],
    ['an AWS managed key', keyKinds.awsManaged, ['AWS_MANAGED_KEY']],
    ['a disabled key', metadataOf({ keyState: 'Disabled' }), ['KEY_DISABLED']],
    ['a key pending deletion', metadataOf({ keyState: 'PendingDeletion' }), ['KEY_PENDING_DELETION']],
    [
      'a primary pending deletion',
      metadataOf({ keyState: 'PendingReplicaDeletion' }),
      ['KEY_PENDING_DELETION'],
    ],
    [
      'a key without its material',
      metadataOf({ keyState: 'PendingImport', origin: 'EXTERNAL' }),
      ['KEY_NOT_READY'],
    ],
    ['a key being created', metadataOf({ keyState: 'Creating' }), ['KEY_NOT_READY']],
    [
      'a disabled RSA key, for both reasons',
      metadataOf({ keyState: 'Disabled', keySpec: 'RSA_2048' }),
      ['KEY_DISABLED', 'SPEC_NOT_SUPPORTED'],
    ],
  ])('%s, however old and whether or not it could be read', (_, metadata, reasons) => {
    const old = assess({ metadata, rotations: [rotatedDaysAgo(900)] }, yearlyAutomatic)
    expect(old).toEqual({ verdict: 'NOT_APPLICABLE', materialAgeInDays: 900, dueAt: undefined, reasons })
    const unread = assess({ metadata, status: undefined, rotations: undefined }, yearlyAutomatic)
    expect(unread).toEqual({
      verdict: 'NOT_APPLICABLE',
      materialAgeInDays: undefined,
      dueAt: undefined,
      reasons,
    })
  })

  it('a key that KMS keeps no history for', () => {
    expect(outcomeOf({ rotations: undefined, isHistoryUnsupported: true })).toEqual([
      'NOT_APPLICABLE',
      'SPEC_NOT_SUPPORTED',
    ])
  })

  it('but it applies to imported material, a new spec, and a key that is being updated', () => {
    const rotations = [rotatedDaysAgo(400)]
    for (const metadata of [keyKinds.imported, keyKinds.newSpec, metadataOf({ keyState: 'Updating' })])
      expect(outcomeOf({ metadata, rotations })).toEqual(['OVERDUE', 'MATERIAL_TOO_OLD'])
  })
})

describe('what could not be read', () => {
  it('leaves the verdict unknown without the history, even for a young key', () => {
    const metadata = metadataOf({ creationDate: daysAgo(1) })
    expect(assess({ metadata, rotations: undefined })).toEqual({
      verdict: 'UNKNOWN',
      materialAgeInDays: undefined,
      dueAt: undefined,
      reasons: ['HISTORY_UNREADABLE'],
    })
  })

  it('leaves the verdict unknown without the metadata: the policy may not apply', () => {
    expect(assess({ metadata: undefined, rotations: [rotatedDaysAgo(900)] })).toMatchObject({
      verdict: 'UNKNOWN',
      materialAgeInDays: 900,
      reasons: ['MATERIAL_TOO_OLD', 'METADATA_UNREADABLE'],
    })
    expect(outcomeOf({ metadata: undefined, rotations: undefined })).toEqual([
      'UNKNOWN',
      'METADATA_UNREADABLE',
      'HISTORY_UNREADABLE',
    ])
  })

  it('leaves the verdict unknown without the status, if automatic rotation is required', () => {
    expect(outcomeOf({ status: undefined }, yearlyAutomatic)).toEqual(['UNKNOWN', 'STATUS_UNREADABLE'])
    expect(outcomeOf({ status: undefined }, yearly)).toEqual(['COMPLIANT'])
  })

  it('does not hide a breach that is known without it', () => {
    expect(outcomeOf({ status: undefined, rotations: [rotatedDaysAgo(400)] }, yearlyAutomatic)).toEqual([
      'OVERDUE',
      'MATERIAL_TOO_OLD',
      'STATUS_UNREADABLE',
    ])
    expect(outcomeOf({ status: statusOf(), rotations: undefined }, yearlyAutomatic)).toEqual([
      'OVERDUE',
      'AUTOMATIC_ROTATION_OFF',
      'HISTORY_UNREADABLE',
    ])
  })

  it('is never COMPLIANT or DUE_SOON, whatever is missing', () => {
    for (const missing of [
      { metadata: undefined },
      { rotations: undefined },
      { metadata: undefined, rotations: [] },
    ])
      for (const policy of [yearly, yearlyAutomatic]) expect(assess(missing, policy).verdict).toBe('UNKNOWN')
  })
})

describe('the setting of automatic rotation', () => {
  it("is nobody's business where it is not required", () => {
    expect(outcomeOf({ status: statusOf() }, yearly)).toEqual(['COMPLIANT'])
  })

  it('is a breach when off, where it is required', () => {
    expect(outcomeOf({ status: statusOf() }, yearlyAutomatic)).toEqual(['OVERDUE', 'AUTOMATIC_ROTATION_OFF'])
  })

  it('is not required of keys that have none', () => {
    const imported = { metadata: keyKinds.imported, status: undefined, isStatusUnsupported: true }
    expect(outcomeOf(imported, yearlyAutomatic)).toEqual(['COMPLIANT'])
    expect(outcomeOf({ metadata: keyKinds.imported, status: statusOf() }, yearlyAutomatic)).toEqual([
      'COMPLIANT',
    ])
  })

  it('forewarns when its period is longer than the maximum, and is a breach where it is required', () => {
    const status = statusOn({ rotationPeriodInDays: 366 })
    expect(outcomeOf({ status }, yearly)).toEqual(['COMPLIANT', 'PERIOD_TOO_LONG'])
    expect(outcomeOf({ status }, yearlyAutomatic)).toEqual(['OVERDUE', 'PERIOD_TOO_LONG'])
  })

  it('is long enough at the maximum itself', () => {
    expect(outcomeOf({ status: statusOn({ rotationPeriodInDays: 365 }) }, yearlyAutomatic)).toEqual([
      'COMPLIANT',
    ])
  })

  it('adds to an age that is too old', () => {
    expect(outcomeOf({ status: statusOf(), rotations: [] }, yearlyAutomatic)).toEqual([
      'OVERDUE',
      'NEVER_ROTATED',
      'MATERIAL_TOO_OLD',
      'AUTOMATIC_ROTATION_OFF',
    ])
  })
})
