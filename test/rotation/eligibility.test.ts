import { describe, expect, test } from 'vitest'
import type { KeyMetadata } from '../../src/kms/kms.ts'
import type { BlockerReason } from '../../src/rotation/rules/eligibility.ts'
import { disable, enable, messageOf, reasonsOf, rotate } from './blockers-of.ts'
import { PRIMARY_ARN, keyKinds, metadataOf, minutesFromNow, statusOf, statusOn } from './kms-values.ts'

describe('the blockers by kind and state of the key:', () => {
  type Case = readonly [
    what: string,
    metadata: KeyMetadata | undefined,
    toRotate: readonly BlockerReason[],
    toSwitch: readonly BlockerReason[],
  ]
  const cases: readonly Case[] = [
    ['a symmetric key', keyKinds.symmetric, [], []],
    ['a multi-Region primary', keyKinds.primary, [], []],
    ['a key of a spec newer than this gateway', keyKinds.newSpec, [], []],
    ['a key in a state newer than this gateway', metadataOf({ keyState: 'Resting' }), [], []],
    ['a key whose state KMS did not send', metadataOf({ keyState: undefined }), [], []],
    ['a key being updated', metadataOf({ keyState: 'Updating' }), [], []],
    ['a disabled key', metadataOf({ keyState: 'Disabled' }), ['KEY_DISABLED'], ['KEY_DISABLED']],
    [
      'a key pending deletion',
      metadataOf({ keyState: 'PendingDeletion' }),
      ['KEY_PENDING_DELETION'],
      ['KEY_PENDING_DELETION'],
    ],
    [
      'a primary whose replicas are deleted first',
      metadataOf({ keyState: 'PendingReplicaDeletion' }),
      ['KEY_PENDING_DELETION'],
      ['KEY_PENDING_DELETION'],
    ],
    ['a key being created', metadataOf({ keyState: 'Creating' }), ['KEY_NOT_READY'], ['KEY_NOT_READY']],
    ['an RSA key', keyKinds.rsa, ['SPEC_NOT_SUPPORTED'], ['SPEC_NOT_SUPPORTED']],
    ['an HMAC key', keyKinds.hmac, ['SPEC_NOT_SUPPORTED'], ['SPEC_NOT_SUPPORTED']],
    ['an ML-KEM key', keyKinds.mlKem, ['SPEC_NOT_SUPPORTED'], ['SPEC_NOT_SUPPORTED']],
    [
      'a signing key of a newer spec',
      keyKinds.newSigningSpec,
      ['SPEC_NOT_SUPPORTED'],
      ['SPEC_NOT_SUPPORTED'],
    ],
    ['a key in CloudHSM', keyKinds.cloudHsm, ['CUSTOM_KEY_STORE'], ['CUSTOM_KEY_STORE']],
    ['a key in an external store', keyKinds.externalKeyStore, ['CUSTOM_KEY_STORE'], ['CUSTOM_KEY_STORE']],
    ['an AWS managed key', keyKinds.awsManaged, ['AWS_MANAGED_KEY'], ['AWS_MANAGED_KEY']],
    ['a replica', keyKinds.replica, ['NOT_PRIMARY_REGION'], ['NOT_PRIMARY_REGION']],
    ['a key whose metadata is unreadable', undefined, ['METADATA_UNREADABLE'], ['METADATA_UNREADABLE']],
    [
      'a disabled RSA key: the state comes before the spec',
      metadataOf({ keyState: 'Disabled', keySpec: 'RSA_4096' }),
      ['KEY_DISABLED', 'SPEC_NOT_SUPPORTED'],
      ['KEY_DISABLED', 'SPEC_NOT_SUPPORTED'],
    ],
    [
      'a disabled replica: the state comes before the Region',
      metadataOf({ ...keyKinds.replica, keyState: 'Disabled' }),
      ['KEY_DISABLED', 'NOT_PRIMARY_REGION'],
      ['KEY_DISABLED', 'NOT_PRIMARY_REGION'],
    ],
    [
      'a key whose custom key store is not connected: KMS checks the store first',
      metadataOf({ keyState: 'Unavailable', origin: 'AWS_CLOUDHSM' }),
      ['CUSTOM_KEY_STORE', 'KEY_NOT_READY'],
      ['CUSTOM_KEY_STORE', 'KEY_NOT_READY'],
    ],
  ]

  test.each(cases)('%s', (_, metadata, toRotate, toSwitch) => {
    expect(reasonsOf(rotate({ metadata }))).toEqual(toRotate)
    expect(reasonsOf(enable({ metadata }))).toEqual(toSwitch)
    expect(reasonsOf(disable({ metadata }))).toEqual(toSwitch)
  })
})

describe('the blockers by viewer and account', () => {
  test.each([
    ['rotate', rotate],
    ['enable', enable],
    ['disable', disable],
  ])('a viewer without the permission cannot %s, and the message names the permission', (_, action) => {
    const blockers = action({ mayWrite: false })
    expect(reasonsOf(blockers)).toEqual(['VIEWER_LACKS_PERMISSION'])
    expect(messageOf(blockers, 'VIEWER_LACKS_PERMISSION')).toContain('ROTATION_WRITE')
  })

  test.each([
    ['rotate', rotate],
    ['enable', enable],
    ['disable', disable],
  ])("no viewer can %s another account's key, and the message has the account", (_, action) => {
    const blockers = action({ isForeign: true, materials: undefined })
    expect(reasonsOf(blockers)).toEqual(['FOREIGN_ACCOUNT'])
    expect(messageOf(blockers, 'FOREIGN_ACCOUNT')).toContain('111122223333')
  })

  test('are all listed, and those of the viewer come first', () => {
    const metadata = metadataOf({ keyState: 'Disabled', keySpec: 'RSA_2048', keyManager: 'AWS' })
    expect(reasonsOf(rotate({ metadata, mayWrite: false, isForeign: true }))).toEqual([
      'VIEWER_LACKS_PERMISSION',
      'FOREIGN_ACCOUNT',
      'AWS_MANAGED_KEY',
      'KEY_DISABLED',
      'SPEC_NOT_SUPPORTED',
    ])
  })
})

describe('automatic rotation that is already in the requested state', () => {
  test('is a blocker of disabling', () => {
    expect(reasonsOf(disable({ status: statusOf() }))).toEqual(['ALREADY_IN_THAT_STATE'])
  })

  test('is not a blocker of enabling, which changes the period', () => {
    expect(reasonsOf(enable({ status: statusOn() }))).toEqual([])
  })

  test('is not assumed if the status could not be read', () => {
    expect(reasonsOf(disable({ status: undefined }))).toEqual([])
  })

  test('is not assumed while deletion is pending, when KMS returns "off" for every key', () => {
    const metadata = metadataOf({ keyState: 'PendingDeletion' })
    expect(reasonsOf(disable({ metadata, status: statusOf() }))).toEqual(['KEY_PENDING_DELETION'])
  })
})

describe('the messages of blockers', () => {
  test('name the field with the primary of a replica, and not its ARN, which the viewer may not be allowed to read', () => {
    const message = messageOf(rotate({ metadata: keyKinds.replica }), 'NOT_PRIMARY_REGION')
    expect(message).toContain('`multiRegion.primary`')
    expect(message).not.toContain(PRIMARY_ARN)
  })

  test('are full sentences for every reason', () => {
    const unfinished = { ...keyKinds.replica, keyManager: 'AWS', origin: 'AWS_CLOUDHSM', keySpec: 'RSA_2048' }
    const running = statusOf({
      keyRotationEnabled: true,
      nextRotationDate: minutesFromNow(1),
      onDemandRotationStartDate: minutesFromNow(-1),
    })
    const states = [
      'Disabled',
      'PendingDeletion',
      'PendingReplicaDeletion',
      'PendingImport',
      'Creating',
      'Unavailable',
    ]
    const blockers = [
      ...rotate({ metadata: undefined, mayWrite: false, isForeign: true }),
      ...rotate({ metadata: keyKinds.imported, status: running, onDemandRotationsPerKey: 1 }),
      ...enable({ metadata: keyKinds.imported }),
      ...disable({ status: statusOf() }),
      ...states.flatMap((keyState) => enable({ metadata: metadataOf({ ...unfinished, keyState }) })),
      ...enable({
        metadata: metadataOf({
          keySpec: undefined,
          keyUsage: 'SIGN_VERIFY',
          multiRegion: { type: 'REPLICA', primaryKeyArn: undefined, replicaKeyArns: [] },
        }),
      }),
    ]
    expect(new Set(reasonsOf(blockers)).size).toBe(16)
    for (const { message } of blockers) {
      expect(message).toMatch(/^[A-Z].*\.$/)
      expect(message).not.toMatch(/undefined|Invalid Date|\bnull\b|  /)
    }
  })
})
