import type { KeyMetadata } from '../../kms/kms.ts'

/** KMS rotates only symmetric encryption keys. These spec families and usages are known to be other keys. */
const FAMILIES_WITHOUT_ROTATION = ['RSA_', 'ECC_', 'HMAC_', 'SM2', 'ML_DSA_', 'ML_KEM_']
const USAGES_WITHOUT_ROTATION = [
  'SIGN_VERIFY',
  'GENERATE_VERIFY_MAC',
  'KEY_AGREEMENT',
  'ENCAPSULATE_DECAPSULATE',
]

/** False only for specs that KMS is known to reject. AWS adds specs, and KMS decides about unknown ones. */
export function mayRotateSpec({ keySpec = '', keyUsage = '' }: KeyMetadata): boolean {
  return (
    !FAMILIES_WITHOUT_ROTATION.some((family) => keySpec.startsWith(family)) &&
    !USAGES_WITHOUT_ROTATION.includes(keyUsage)
  )
}

/** A key in AWS CloudHSM or in an external key store. KMS does not hold key material that it could rotate. */
export const isInCustomKeyStore = ({ origin }: KeyMetadata): boolean =>
  origin === 'AWS_CLOUDHSM' || origin === 'EXTERNAL_KEY_STORE'

/** A key with imported material rotates only on demand, to material that was imported for the rotation. */
export const hasImportedMaterial = ({ origin }: KeyMetadata): boolean => origin === 'EXTERNAL'

/** Whether KMS sent everything that decides about rotation: the key manager, the spec and the origin. */
export const isKindKnown = ({ keyManager, keySpec, origin }: KeyMetadata): boolean =>
  keyManager !== undefined && keySpec !== undefined && origin !== undefined

export const isAwsManaged = ({ keyManager }: KeyMetadata): boolean => keyManager === 'AWS'

/** Whether KMS may rotate the key, automatically or on demand, and keeps a history of it. False for AWS managed keys. */
export const mayRotate = (metadata: KeyMetadata): boolean =>
  mayRotateSpec(metadata) && !isInCustomKeyStore(metadata) && !isAwsManaged(metadata)

/** A replica key shares the rotations and the rotation setting of its primary key, where both are changed. */
export const isReplica = ({ multiRegion }: KeyMetadata): boolean => multiRegion?.type === 'REPLICA'

export const isPendingDeletion = ({ keyState }: KeyMetadata): boolean =>
  keyState === 'PendingDeletion' || keyState === 'PendingReplicaDeletion'
