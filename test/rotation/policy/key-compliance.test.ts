import { describe, expect, test } from 'vitest'
import { defaultPolicy } from '../../../src/defaults.ts'
import { assessKey, policyReadings } from '../../../src/rotation/policy/key-compliance.ts'
import type { ReadKey } from '../../../src/rotation/policy/key-conditions.ts'
import { parseRotationPolicy } from '../../../src/rotation/policy/parse-rotation-policy.ts'
import { materialAgeInDays } from '../../../src/rotation/rules/compliance.ts'
import type { ComplianceFacts } from '../../../src/rotation/rules/compliance.ts'
import { KEY_ARN, NOW, daysAgo, keyKinds, metadataOf, statusOn } from '../kms-values.ts'
import { rotatedDaysAgo } from '../verdict-on.ts'
import { DENIED, readKey } from './read-key.ts'

const documentOf = (file: object) =>
  parseRotationPolicy(JSON.stringify(file), { source: 'policy', defaults: defaultPolicy })

/** Facts of a key that was rotated 100 days ago, with the metadata and aliases of `key`. */
const factsOf = (key: ReadKey, differences: Partial<ComplianceFacts> = {}): ComplianceFacts => ({
  metadata: key.metadata?.value,
  aliases: key.aliases?.value,
  status: statusOn(),
  isStatusUnsupported: false,
  rotations: [rotatedDaysAgo(100)],
  isHistoryUnsupported: false,
  ...differences,
})

/** `[verdict, rule, exception, ...reasons]` */
function outcomeOf(file: object, key: ReadKey, differences: Partial<ComplianceFacts> = {}) {
  const { verdict, rule, exception, reasons } = assessKey(
    documentOf(file),
    key,
    factsOf(key, differences),
    NOW,
  )
  return [verdict, rule?.id, exception?.id, ...reasons]
}

const exception = (match: object, until = daysAgo(-60)) => ({
  id: 'EX-1',
  match,
  reason: 'why',
  approvedBy: 'who',
  until: until.toISOString(),
})
const pci = {
  id: 'pci',
  match: { tags: { 'data-class': 'pci' } },
  maxMaterialAgeInDays: 90,
  requireAutomaticRotation: true,
}

describe('the verdict on a key', () => {
  test('follows from the rule for the key', () => {
    const file = { rules: [pci] }
    expect(outcomeOf(file, readKey())).toEqual(['COMPLIANT', undefined, undefined])
    expect(outcomeOf(file, readKey({ tags: { 'data-class': 'pci' } }))).toEqual([
      'OVERDUE',
      'pci',
      undefined,
      'MATERIAL_TOO_OLD',
      'PERIOD_TOO_LONG',
    ])
  })

  test('is OVERDUE if the period is longer than the rule allows, although the material is young', () => {
    const file = { maxRotationPeriodInDays: 180 }
    expect(outcomeOf(file, readKey())).toEqual(['OVERDUE', undefined, undefined, 'PERIOD_TOO_LONG'])
    const status = statusOn({ rotationPeriodInDays: 180 })
    expect(outcomeOf(file, readKey(), { status })).toEqual(['COMPLIANT', undefined, undefined])
    expect(outcomeOf(file, readKey(), { status: undefined })).toEqual([
      'UNKNOWN',
      undefined,
      undefined,
      'STATUS_UNREADABLE',
    ])
  })

  test('is UNKNOWN if the reading that decides on the rule is not known, even if every rule is met', () => {
    const file = { rules: [pci, { id: 'others' }] }
    expect(outcomeOf(file, { ...readKey(), tags: DENIED })).toEqual([
      'UNKNOWN',
      undefined,
      undefined,
      'TAGS_UNREADABLE',
    ])
    const byAlias = { rules: [{ id: 'a', match: { aliases: 'app-*' } }] }
    expect(outcomeOf(byAlias, { ...readKey(), aliases: undefined })).toEqual([
      'UNKNOWN',
      undefined,
      undefined,
      'ALIASES_UNREADABLE',
    ])
    const bySpec = { rules: [{ id: 'a', match: { specs: 'RSA_*' } }] }
    expect(outcomeOf(bySpec, { ...readKey(), metadata: DENIED })).toEqual([
      'UNKNOWN',
      undefined,
      undefined,
      'METADATA_UNREADABLE',
    ])
  })

  test('keeps the age of the material if the rule is not known, but no due date', () => {
    const key = { ...readKey(), tags: DENIED }
    expect(assessKey(documentOf({ rules: [pci] }), key, factsOf(key), NOW)).toMatchObject({
      materialSince: daysAgo(100),
      dueAt: undefined,
    })
  })

  test('is NOT_APPLICABLE for a key to which no rule could apply, without its tags', () => {
    const file = { rules: [pci], exceptions: [exception({ keys: KEY_ARN.replace('eu', 'us') })] }
    const denied = (metadata: ReturnType<typeof metadataOf>) => ({ ...readKey({ metadata }), tags: DENIED })
    expect(outcomeOf(file, denied(keyKinds.awsManaged))).toEqual([
      'NOT_APPLICABLE',
      undefined,
      undefined,
      'AWS_MANAGED_KEY',
    ])
    expect(outcomeOf(file, denied(metadataOf({ keyState: 'Disabled' })))).toEqual([
      'NOT_APPLICABLE',
      undefined,
      undefined,
      'KEY_DISABLED',
    ])
    expect(outcomeOf(file, denied(keyKinds.rsa))).toEqual([
      'NOT_APPLICABLE',
      undefined,
      undefined,
      'SPEC_NOT_SUPPORTED',
    ])
    const manual = { rules: [{ ...pci, manualRotation: { maxAgeInDays: 365 } }] }
    expect(outcomeOf(manual, denied(keyKinds.rsa))).toEqual([
      'UNKNOWN',
      undefined,
      undefined,
      'TAGS_UNREADABLE',
    ])
  })
})

describe('an exception', () => {
  const file = { rules: [{ ...pci, match: {} }], exceptions: [exception({ keys: KEY_ARN })] }

  test('makes the verdict EXCEPTED, never COMPLIANT, and shows what it excepts from', () => {
    expect(outcomeOf(file, readKey())).toEqual([
      'EXCEPTED',
      'pci',
      'EX-1',
      'MATERIAL_TOO_OLD',
      'PERIOD_TOO_LONG',
    ])
    const status = statusOn({ rotationPeriodInDays: 90 })
    expect(outcomeOf(file, readKey(), { status, rotations: [rotatedDaysAgo(1)] })).toEqual([
      'EXCEPTED',
      'pci',
      'EX-1',
    ])
  })

  test('makes the verdict EXCEPTED whatever could not be read', () => {
    const denied = { ...readKey(), metadata: DENIED, aliases: DENIED, tags: DENIED }
    const [verdict, , id] = outcomeOf({ ...file, rules: [pci] }, denied, { rotations: undefined })
    expect([verdict, id]).toEqual(['EXCEPTED', 'EX-1'])
  })

  test('that has ended does not apply', () => {
    const ended = { ...file, exceptions: [exception({ keys: KEY_ARN }, daysAgo(0))] }
    expect(outcomeOf(ended, readKey())).toEqual([
      'OVERDUE',
      'pci',
      undefined,
      'MATERIAL_TOO_OLD',
      'PERIOD_TOO_LONG',
    ])
  })

  test('that may apply makes the verdict UNKNOWN, also for a key that is known to be overdue', () => {
    const byTag = { ...file, exceptions: [exception({ tags: { legacy: 'yes' } })] }
    expect(outcomeOf(byTag, { ...readKey(), tags: DENIED })).toEqual([
      'UNKNOWN',
      'pci',
      undefined,
      'MATERIAL_TOO_OLD',
      'PERIOD_TOO_LONG',
      'TAGS_UNREADABLE',
    ])
  })

  test('does not change the verdict on an AWS managed key', () => {
    const [verdict] = outcomeOf(file, readKey({ metadata: keyKinds.awsManaged }))
    expect(verdict).toBe('NOT_APPLICABLE')
  })
})

describe('a key that KMS cannot rotate', () => {
  const manual = (members: object) => ({ manualRotation: { maxAgeInDays: 365, ...members } })
  const unsupported = { status: undefined, rotations: undefined, isHistoryUnsupported: true }
  const created = (days: number, kind = keyKinds.rsa) => ({ ...kind, creationDate: daysAgo(days) })
  const moved = (days: number | undefined, name = 'signer') => ({
    name,
    updatedAt: days === undefined ? undefined : daysAgo(days),
  })
  const verdictOn = (file: object, key: ReadKey) => {
    const compliance = assessKey(documentOf(file), key, factsOf(key, unsupported), NOW)
    const { verdict, dueAt, reasons } = compliance
    return [verdict, materialAgeInDays(compliance, NOW), dueAt, ...reasons]
  }

  test.each([keyKinds.rsa, keyKinds.hmac, keyKinds.mlKem, keyKinds.cloudHsm, keyKinds.externalKeyStore])(
    'is due for a manual rotation by its age: %#',
    (kind) => {
      const at = (days: number) => verdictOn(manual({}), readKey({ metadata: created(days, kind) }))
      expect(at(100)).toEqual(['COMPLIANT', 100, daysAgo(-265), 'SPEC_NOT_SUPPORTED'])
      expect(at(340)).toEqual(['DUE_SOON', 340, daysAgo(-25), 'SPEC_NOT_SUPPORTED'])
      expect(at(400)).toEqual(['MANUAL_DUE', 400, daysAgo(35), 'SPEC_NOT_SUPPORTED', 'MATERIAL_TOO_OLD'])
    },
  )

  test('is NOT_APPLICABLE without a requirement, or while it is disabled', () => {
    expect(verdictOn({}, readKey({ metadata: created(900) }))[0]).toBe('NOT_APPLICABLE')
    const disabled = { ...created(900), keyState: 'Disabled' as const }
    expect(verdictOn(manual({}), readKey({ metadata: disabled }))[0]).toBe('NOT_APPLICABLE')
  })

  test('can count from the first time that one of its aliases was moved to it', () => {
    const file = manual({ countFrom: 'ALIAS_UPDATE' })
    const on = (...aliases: readonly ReturnType<typeof moved>[]) =>
      verdictOn(file, readKey({ metadata: created(900), aliases }))
    expect(on(moved(100))).toEqual(['COMPLIANT', 100, daysAgo(-265), 'SPEC_NOT_SUPPORTED'])
    expect(on(moved(10), moved(400, 'older'))[0]).toBe('MANUAL_DUE')
    expect(on().slice(0, 2)).toEqual(['MANUAL_DUE', 900])
    expect(on(moved(undefined))).toEqual([
      'UNKNOWN',
      undefined,
      undefined,
      'SPEC_NOT_SUPPORTED',
      'ALIASES_UNREADABLE',
    ])
    const denied = { ...readKey({ metadata: created(900) }), aliases: DENIED }
    expect(verdictOn(file, denied)[0]).toBe('UNKNOWN')
  })

  test('is UNKNOWN without its creation date', () => {
    const metadata = { ...keyKinds.rsa, creationDate: undefined }
    expect(verdictOn(manual({}), readKey({ metadata }))).toEqual([
      'UNKNOWN',
      undefined,
      undefined,
      'SPEC_NOT_SUPPORTED',
      'METADATA_UNREADABLE',
    ])
  })
})

describe('the readings that the rotation policy needs', () => {
  const unread: ReadKey = { ...readKey(), aliases: undefined, tags: undefined }
  const needs = (file: object, key = unread) => [...policyReadings(documentOf(file), key, factsOf(key), NOW)]

  test('are those of rules and exceptions that the account and Region of the key leave open', () => {
    expect(needs({})).toEqual([])
    expect(needs({ rules: [pci] })).toEqual(['tags'])
    expect(needs({ rules: [{ ...pci, match: { ...pci.match, regions: 'us-*' } }] })).toEqual([])
    expect(needs({ rules: [{ id: 'all', match: { regions: 'eu-*' } }, pci] })).toEqual([])
    expect(needs({ exceptions: [exception({ aliases: 'a-*' })] })).toEqual(['aliases'])
    expect(needs({ exceptions: [exception({ aliases: 'a-*' }, daysAgo(1))] })).toEqual([])
  })

  test('include the aliases if the age counts from them, only for keys that KMS cannot rotate', () => {
    const file = { manualRotation: { maxAgeInDays: 365, countFrom: 'ALIAS_UPDATE' } }
    expect(needs(file)).toEqual([])
    expect(needs(file, { ...unread, metadata: readKey({ metadata: keyKinds.rsa }).metadata })).toEqual([
      'aliases',
    ])
  })
})
