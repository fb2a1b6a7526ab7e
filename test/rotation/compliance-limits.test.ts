import { describe, expect, test } from 'vitest'
import type { KeyMetadata } from '../../src/kms/kms.ts'
import type { ComplianceReason } from '../../src/rotation/rules/compliance.ts'
import { daysAgo, keyKinds, metadataOf, statusOf } from './kms-values.ts'
import { assess, outcomeOf, rotatedDaysAgo, yearly, yearlyAutomatic } from './verdict-on.ts'

describe('a compliance policy', () => {
  test.each<readonly [string, KeyMetadata, readonly ComplianceReason[]]>([
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
  ])('does not apply to %s, at any age and with or without its history', (_, metadata, reasons) => {
    const old = assess({ metadata, rotations: [rotatedDaysAgo(900)] }, yearlyAutomatic)
    expect(old).toEqual({ verdict: 'NOT_APPLICABLE', materialSince: daysAgo(900), dueAt: undefined, reasons })
    const unread = assess({ metadata, status: undefined, rotations: undefined }, yearlyAutomatic)
    expect(unread).toEqual({
      verdict: 'NOT_APPLICABLE',
      materialSince: undefined,
      dueAt: undefined,
      reasons,
    })
  })

  test('does not apply to a key whose history KMS does not support', () => {
    expect(outcomeOf({ rotations: undefined, isHistoryUnsupported: true })).toEqual([
      'NOT_APPLICABLE',
      'SPEC_NOT_SUPPORTED',
    ])
  })

  test('applies to imported material, a new spec and a key that is being updated', () => {
    const rotations = [rotatedDaysAgo(400)]
    for (const metadata of [keyKinds.imported, keyKinds.newSpec, metadataOf({ keyState: 'Updating' })])
      expect(outcomeOf({ metadata, rotations })).toEqual(['OVERDUE', 'MATERIAL_TOO_OLD'])
  })
})

describe('a failed read', () => {
  test('of the history makes the verdict unknown, even for a new key', () => {
    const metadata = metadataOf({ creationDate: daysAgo(1) })
    expect(assess({ metadata, rotations: undefined })).toEqual({
      verdict: 'UNKNOWN',
      materialSince: undefined,
      dueAt: undefined,
      reasons: ['HISTORY_UNREADABLE'],
    })
  })

  test('of the metadata makes the verdict unknown, because the policy may not apply', () => {
    expect(assess({ metadata: undefined, rotations: [rotatedDaysAgo(900)] })).toMatchObject({
      verdict: 'UNKNOWN',
      materialSince: daysAgo(900),
      reasons: ['MATERIAL_TOO_OLD', 'METADATA_UNREADABLE'],
    })
    expect(outcomeOf({ metadata: undefined, rotations: undefined })).toEqual([
      'UNKNOWN',
      'METADATA_UNREADABLE',
      'HISTORY_UNREADABLE',
    ])
  })

  test('is the only read that the reasons name', () => {
    expect(outcomeOf({ metadata: undefined, status: statusOf() }, yearlyAutomatic)).toEqual([
      'UNKNOWN',
      'METADATA_UNREADABLE',
    ])
  })

  test('of the status makes the verdict unknown if the policy requires automatic rotation', () => {
    expect(outcomeOf({ status: undefined }, yearlyAutomatic)).toEqual(['UNKNOWN', 'STATUS_UNREADABLE'])
    expect(outcomeOf({ status: undefined }, yearly)).toEqual(['COMPLIANT'])
  })

  test('does not hide a violation that the other reads show', () => {
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

  test('never makes the verdict COMPLIANT or DUE_SOON', () => {
    for (const missing of [
      { metadata: undefined },
      { rotations: undefined },
      { metadata: undefined, rotations: [] },
    ])
      for (const policy of [yearly, yearlyAutomatic]) expect(assess(missing, policy).verdict).toBe('UNKNOWN')
  })
})
