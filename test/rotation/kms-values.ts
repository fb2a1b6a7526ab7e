import { toKeyArn } from '../../src/kms/scopes.ts'
import type { KeyMetadata, KeyRotationStatus, RotationsListEntry } from '../../src/kms/kms.ts'

export const KEY_ARN = 'arn:aws:kms:eu-west-1:111122223333:key/0d1e2f30-1111-4222-8333-444455556666'
export const KEY = toKeyArn(KEY_ARN)
export const PRIMARY_ARN = 'arn:aws:kms:us-east-1:111122223333:key/mrk-00000000000000000000000000000001'

export const NOW = Date.parse('2026-11-23T12:00:00.000Z')
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

export const minutesFromNow = (minutes: number): Date => new Date(NOW + minutes * MINUTE_MS)
export const daysAgo = (days: number): Date => new Date(NOW - days * DAY_MS)

/** A customer managed, symmetric, enabled key with KMS's key material, created 1,000 days ago. */
export function metadataOf(differences: Partial<KeyMetadata> = {}): KeyMetadata {
  return {
    keyArn: KEY_ARN,
    keyId: KEY_ARN.slice(KEY_ARN.indexOf('/') + 1),
    description: '',
    keyState: 'Enabled',
    keyManager: 'CUSTOMER',
    origin: 'AWS_KMS',
    keySpec: 'SYMMETRIC_DEFAULT',
    keyUsage: 'ENCRYPT_DECRYPT',
    creationDate: daysAgo(1_000),
    deletionDate: undefined,
    multiRegion: undefined,
    currentKeyMaterialId: undefined,
    ...differences,
  }
}

/** Kinds of keys for which KMS allows different operations. */
export const keyKinds = {
  symmetric: metadataOf(),
  newSpec: metadataOf({ keySpec: 'SYMMETRIC_NEXT' }),
  rsa: metadataOf({ keySpec: 'RSA_4096' }),
  mlKem: metadataOf({ keySpec: 'ML_KEM_768', keyUsage: 'ENCAPSULATE_DECAPSULATE' }),
  newSigningSpec: metadataOf({ keySpec: 'FALCON_512', keyUsage: 'SIGN_VERIFY' }),
  hmac: metadataOf({ keySpec: 'HMAC_256', keyUsage: 'GENERATE_VERIFY_MAC' }),
  imported: metadataOf({ origin: 'EXTERNAL' }),
  cloudHsm: metadataOf({ origin: 'AWS_CLOUDHSM' }),
  externalKeyStore: metadataOf({ origin: 'EXTERNAL_KEY_STORE' }),
  awsManaged: metadataOf({ keyManager: 'AWS' }),
  primary: metadataOf({
    multiRegion: { type: 'PRIMARY', primaryKeyArn: KEY_ARN, replicaKeyArns: [] },
  }),
  replica: metadataOf({
    multiRegion: { type: 'REPLICA', primaryKeyArn: PRIMARY_ARN, replicaKeyArns: [KEY_ARN] },
  }),
} as const satisfies Record<string, KeyMetadata>

export function statusOf(differences: Partial<KeyRotationStatus> = {}): KeyRotationStatus {
  return {
    keyRotationEnabled: false,
    rotationPeriodInDays: undefined,
    nextRotationDate: undefined,
    onDemandRotationStartDate: undefined,
    observedAt: new Date(NOW),
    ...differences,
  }
}

/** Automatic rotation is enabled, and its next date is far away. */
export const statusOn = (differences: Partial<KeyRotationStatus> = {}): KeyRotationStatus =>
  statusOf({
    keyRotationEnabled: true,
    rotationPeriodInDays: 365,
    nextRotationDate: minutesFromNow(60 * 24 * 100),
    ...differences,
  })

/** An entry of ListKeyRotations without a rotation: the first key material. */
export function entryOf(differences: Partial<RotationsListEntry> = {}): RotationsListEntry {
  return {
    keyMaterialId: undefined,
    keyMaterialDescription: undefined,
    keyMaterialState: 'NON_CURRENT',
    importState: undefined,
    validTo: undefined,
    rotationDate: undefined,
    rotationType: undefined,
    ...differences,
  }
}

export const onDemandEntry = (rotationDate: Date): RotationsListEntry =>
  entryOf({ rotationDate, rotationType: 'ON_DEMAND' })

export const automaticEntry = (rotationDate: Date): RotationsListEntry =>
  entryOf({ rotationDate, rotationType: 'AUTOMATIC' })
