import { describe, expect, test } from 'vitest'
import type { KeyMetadata, KeyRotationStatus } from '../../src/kms/kms.ts'
import { automaticRotation } from '../../src/rotation/rules/automatic-rotation.ts'
import type { AutomaticRotation } from '../../src/rotation/rules/automatic-rotation.ts'
import { keyKinds, metadataOf, statusOf, statusOn } from './kms-values.ts'

type Answer = KeyRotationStatus | 'refused' | 'unsupported'

function assess(metadata: KeyMetadata | undefined, answer: Answer): AutomaticRotation {
  return automaticRotation({
    metadata,
    status: typeof answer === 'string' ? undefined : answer,
    isUnsupported: answer === 'unsupported',
  })
}

const on = statusOn()
const off = statusOf()

describe('automatic rotation', () => {
  type Case = readonly [what: string, KeyMetadata | undefined, Answer, AutomaticRotation]
  const cases: readonly Case[] = [
    ['is ENABLED for "on"', keyKinds.symmetric, on, 'ENABLED'],
    ['is DISABLED for "off"', keyKinds.symmetric, off, 'DISABLED'],
    ['is UNKNOWN, not DISABLED, for a rejected read', keyKinds.symmetric, 'refused', 'UNKNOWN'],
    [
      'is NOT_SUPPORTED if KMS does not support the status of the key',
      keyKinds.symmetric,
      'unsupported',
      'NOT_SUPPORTED',
    ],
    ['is ENABLED for a new spec with "on"', keyKinds.newSpec, on, 'ENABLED'],
    ['is DISABLED for a new spec with "off"', keyKinds.newSpec, off, 'DISABLED'],
    ['is UNKNOWN for a new spec whose read is rejected', keyKinds.newSpec, 'refused', 'UNKNOWN'],
    ['is the setting of the primary for a replica', keyKinds.replica, on, 'ENABLED'],
    ['keeps its setting for a disabled key', metadataOf({ keyState: 'Disabled' }), on, 'ENABLED'],
    ['is DISABLED while deletion is pending', metadataOf({ keyState: 'PendingDeletion' }), off, 'DISABLED'],
    ['is ENABLED for "on", even for a key that should not support it', keyKinds.imported, on, 'ENABLED'],
    ['is ENABLED for "on" without metadata', undefined, on, 'ENABLED'],
    [
      'is UNKNOWN for "off" without metadata, because the key may not support rotation',
      undefined,
      off,
      'UNKNOWN',
    ],
    ['is UNKNOWN if nothing could be read', undefined, 'refused', 'UNKNOWN'],
    [
      'is NOT_SUPPORTED without metadata if KMS does not support the status',
      undefined,
      'unsupported',
      'NOT_SUPPORTED',
    ],
  ]

  test.each(cases)('%s', (_, metadata, answer, expected) => {
    expect(assess(metadata, answer)).toBe(expected)
  })

  const answers: readonly Answer[] = [off, 'refused', 'unsupported']

  test.each(['rsa', 'hmac', 'mlKem', 'newSigningSpec', 'imported', 'cloudHsm', 'externalKeyStore'] as const)(
    'is NOT_SUPPORTED for a key of kind %s, whatever came of the read',
    (kind) => {
      expect(answers.map((answer) => assess(keyKinds[kind], answer))).toEqual(
        answers.map(() => 'NOT_SUPPORTED'),
      )
    },
  )

  test('is AWS_MANAGED for an AWS managed key with any status', () => {
    expect([on, ...answers].map((answer) => assess(keyKinds.awsManaged, answer))).toEqual(
      [on, ...answers].map(() => 'AWS_MANAGED'),
    )
  })

  test('is DISABLED only when the metadata was read and KMS said "off"', () => {
    const kinds = [undefined, ...Object.values(keyKinds)]
    const disabled = kinds.flatMap((metadata) =>
      [on, ...answers].filter((answer) => assess(metadata, answer) === 'DISABLED'),
    )
    expect(disabled.length).toBeGreaterThan(0)
    expect(disabled.every((answer) => answer === off)).toBe(true)
  })
})
