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
    ['on', keyKinds.symmetric, on, 'ENABLED'],
    ['off', keyKinds.symmetric, off, 'DISABLED'],
    ['a refused read, never "off"', keyKinds.symmetric, 'refused', 'UNKNOWN'],
    ['a status that KMS does not offer for the key', keyKinds.symmetric, 'unsupported', 'NOT_SUPPORTED'],
    ['a new spec that is on', keyKinds.newSpec, on, 'ENABLED'],
    ['a new spec that is off', keyKinds.newSpec, off, 'DISABLED'],
    ['a new spec whose read is refused', keyKinds.newSpec, 'refused', 'UNKNOWN'],
    ['a replica has the setting of its primary', keyKinds.replica, on, 'ENABLED'],
    ['a disabled key keeps its setting', metadataOf({ keyState: 'Disabled' }), on, 'ENABLED'],
    [
      'a key pending deletion is off for that time',
      metadataOf({ keyState: 'PendingDeletion' }),
      off,
      'DISABLED',
    ],
    ['KMS saying "on" settles it, even where it was not expected', keyKinds.imported, on, 'ENABLED'],
    ['a key of unknown kind that is on', undefined, on, 'ENABLED'],
    ['a key of unknown kind that is not on: it may be no key to rotate at all', undefined, off, 'UNKNOWN'],
    ['a key of which nothing could be read', undefined, 'refused', 'UNKNOWN'],
    ['a key of unknown kind without a status', undefined, 'unsupported', 'NOT_SUPPORTED'],
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

  test('is AWS_MANAGED for an AWS managed key, whatever came of the read', () => {
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
