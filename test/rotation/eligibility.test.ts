import { describe, expect, it } from 'vitest'
import type { KeyMetadata } from '../../src/kms/kms.ts'
import {
  AUTOMATIC_ROTATION_ALLOWANCE_MS,
  AUTOMATIC_ROTATION_WINDOW_MS,
  disableAutomaticRotationBlockers,
  enableAutomaticRotationBlockers,
  rotateOnDemandBlockers,
} from '../../src/rotation/eligibility.ts'
import type { Blocker, BlockerReason, RotateOnDemandFacts } from '../../src/rotation/eligibility.ts'
import {
  KEY_ARN,
  NOW,
  PRIMARY_ARN,
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

function factsOf(differences: Partial<RotateOnDemandFacts> = {}): RotateOnDemandFacts {
  return {
    keyArn: KEY_ARN,
    metadata: metadataOf(),
    status: statusOn(),
    materials: [entryOf({ keyMaterialState: 'CURRENT' })],
    isForeign: false,
    mayWrite: true,
    onDemandRotationsPerKey: 25,
    ...differences,
  }
}

const rotate = (differences?: Partial<RotateOnDemandFacts>) =>
  rotateOnDemandBlockers(factsOf(differences), NOW)
const enable = (differences?: Partial<RotateOnDemandFacts>) =>
  enableAutomaticRotationBlockers(factsOf(differences))
const disable = (differences?: Partial<RotateOnDemandFacts>) =>
  disableAutomaticRotationBlockers(factsOf(differences))

const reasonsOf = (blockers: readonly Blocker[]) => blockers.map(({ reason }) => reason)
const messageOf = (blockers: readonly Blocker[], reason: BlockerReason) =>
  blockers.find((blocker) => blocker.reason === reason)?.message

const pending = entryOf({ keyMaterialState: 'PENDING_ROTATION', importState: 'IMPORTED' })

describe('what the kind of key and its state allow', () => {
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
      'a key whose custom key store is not connected: KMS refuses the store first',
      metadataOf({ keyState: 'Unavailable', origin: 'AWS_CLOUDHSM' }),
      ['CUSTOM_KEY_STORE', 'KEY_NOT_READY'],
      ['CUSTOM_KEY_STORE', 'KEY_NOT_READY'],
    ],
  ]

  it.each(cases)('%s', (_, metadata, toRotate, toSwitch) => {
    expect(reasonsOf(rotate({ metadata }))).toEqual(toRotate)
    expect(reasonsOf(enable({ metadata }))).toEqual(toSwitch)
    expect(reasonsOf(disable({ metadata }))).toEqual(toSwitch)
  })
})

describe('who asks, and whose key it is', () => {
  it.each([
    ['rotate', rotate],
    ['enable', enable],
    ['disable', disable],
  ])('a viewer without the permission cannot %s, and is told which one it is', (_, action) => {
    const blockers = action({ mayWrite: false })
    expect(reasonsOf(blockers)).toEqual(['VIEWER_LACKS_PERMISSION'])
    expect(messageOf(blockers, 'VIEWER_LACKS_PERMISSION')).toContain('ROTATION_WRITE')
  })

  it.each([
    ['rotate', rotate],
    ['enable', enable],
    ['disable', disable],
  ])("nobody can %s another account's key, which is quoted", (_, action) => {
    const blockers = action({ isForeign: true, materials: undefined })
    expect(reasonsOf(blockers)).toEqual(['FOREIGN_ACCOUNT'])
    expect(messageOf(blockers, 'FOREIGN_ACCOUNT')).toContain('111122223333')
  })

  it('lists every blocker, those of the viewer first', () => {
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

describe('imported key material', () => {
  const metadata = keyKinds.imported

  it('has no automatic rotation to switch', () => {
    expect(reasonsOf(enable({ metadata }))).toEqual(['IMPORTED_MATERIAL'])
    expect(reasonsOf(disable({ metadata, status: undefined }))).toEqual(['IMPORTED_MATERIAL'])
  })

  it('rotates on demand once new material waits', () => {
    expect(reasonsOf(rotate({ metadata, materials: [entryOf(), pending] }))).toEqual([])
  })

  it('does not rotate without new material', () => {
    expect(reasonsOf(rotate({ metadata, materials: [entryOf()] }))).toEqual(['NO_PENDING_MATERIAL'])
  })

  it('does not rotate before every replica has the new material, and says so', () => {
    const materials = [entryOf({ keyMaterialState: 'PENDING_MULTI_REGION_IMPORT_AND_ROTATION' })]
    const blockers = rotate({ metadata, materials })
    expect(reasonsOf(blockers)).toEqual(['NO_PENDING_MATERIAL'])
    expect(messageOf(blockers, 'NO_PENDING_MATERIAL')).toContain('every replica')
  })

  it('is left to KMS when the materials could not be read', () => {
    expect(reasonsOf(rotate({ metadata, materials: undefined }))).toEqual([])
  })

  it('of a replica is pending at the primary, not here', () => {
    const replica = metadataOf({ ...keyKinds.replica, origin: 'EXTERNAL' })
    expect(reasonsOf(rotate({ metadata: replica }))).toEqual(['NOT_PRIMARY_REGION'])
  })

  it('that is missing makes the key not ready, which KMS checks after the origin only for automatic rotation', () => {
    const waiting = metadataOf({ origin: 'EXTERNAL', keyState: 'PendingImport' })
    expect(reasonsOf(rotate({ metadata: waiting, materials: [pending] }))).toEqual(['KEY_NOT_READY'])
    expect(reasonsOf(enable({ metadata: waiting }))).toEqual(['IMPORTED_MATERIAL', 'KEY_NOT_READY'])
    expect(reasonsOf(disable({ metadata: waiting }))).toEqual(['IMPORTED_MATERIAL', 'KEY_NOT_READY'])
  })
})

describe('an on-demand rotation in progress', () => {
  const status = statusOn({ onDemandRotationStartDate: minutesFromNow(-2) })

  it('blocks another one, and nothing else', () => {
    expect(reasonsOf(rotate({ status }))).toEqual(['ROTATION_IN_PROGRESS'])
    expect(reasonsOf(enable({ status }))).toEqual([])
    expect(reasonsOf(disable({ status }))).toEqual([])
  })

  it.each([
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

  it('is believed when the history could not be read', () => {
    expect(reasonsOf(rotate({ status, materials: undefined }))).toEqual(['ROTATION_IN_PROGRESS'])
  })

  it('is named before the material that it is about to use up', () => {
    expect(reasonsOf(rotate({ metadata: keyKinds.imported, status }))).toEqual([
      'ROTATION_IN_PROGRESS',
      'NO_PENDING_MATERIAL',
    ])
  })
})

describe('the on-demand rotations of a lifetime', () => {
  const onDemand = (count: number) =>
    Array.from({ length: count }, (_, index) => onDemandEntry(daysAgo(count - index)))

  it.each([
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

  it('count the running one', () => {
    const status = statusOn({ onDemandRotationStartDate: minutesFromNow(-1) })
    expect(reasonsOf(rotate({ materials: onDemand(24), status }))).toEqual([
      'ROTATION_IN_PROGRESS',
      'ON_DEMAND_QUOTA_EXHAUSTED',
    ])
  })

  it('are left to KMS when the history could not be read', () => {
    expect(reasonsOf(rotate({ materials: undefined, onDemandRotationsPerKey: 0 }))).toEqual([])
  })
})

describe('an automatic rotation that is near', () => {
  const at = (msFromNow: number) => statusOn({ nextRotationDate: new Date(NOW + msFromNow) })

  it.each([
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

  it('says when it is no longer in the way, and is not from then on', () => {
    const status = at(5 * 60_000)
    const [blocker] = rotate({ status })
    expect(blocker?.clearsAt).toEqual(minutesFromNow(5 + 15))
    expect(rotateOnDemandBlockers(factsOf({ status }), blocker?.clearsAt?.getTime() ?? NOW)).toEqual([])
  })

  it('is over once the history has it, though the old date is still read', () => {
    const status = at(-60_000)
    expect(reasonsOf(rotate({ status, materials: [automaticEntry(minutesFromNow(0))] }))).toEqual([])
    expect(reasonsOf(rotate({ status, materials: [automaticEntry(daysAgo(365))] }))).toEqual([
      'AUTOMATIC_ROTATION_IMMINENT',
    ])
  })
})

describe('a setting that is already as asked', () => {
  it('blocks turning automatic rotation off', () => {
    expect(reasonsOf(disable({ status: statusOf() }))).toEqual(['ALREADY_IN_THAT_STATE'])
  })

  it('does not block turning it on: that changes the period', () => {
    expect(reasonsOf(enable({ status: statusOn() }))).toEqual([])
  })

  it('is not concluded from a status that could not be read', () => {
    expect(reasonsOf(disable({ status: undefined }))).toEqual([])
  })

  it('is not concluded while deletion is pending, when KMS says "off" of every key', () => {
    const metadata = metadataOf({ keyState: 'PendingDeletion' })
    expect(reasonsOf(disable({ metadata, status: statusOf() }))).toEqual(['KEY_PENDING_DELETION'])
  })
})

describe('messages', () => {
  it('name the primary of a replica', () => {
    expect(messageOf(rotate({ metadata: keyKinds.replica }), 'NOT_PRIMARY_REGION')).toContain(PRIMARY_ARN)
  })

  it('are whole sentences for every reason there is', () => {
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
