import type { KeyMetadata } from '../../kms/kms.ts'

/** KMS rotates symmetric encryption keys only; these are the families and usages known to be something else. */
const FAMILIES_WITHOUT_ROTATION = ['RSA_', 'ECC_', 'HMAC_', 'SM2', 'ML_DSA_', 'ML_KEM_']
const USAGES_WITHOUT_ROTATION = [
  'SIGN_VERIFY',
  'GENERATE_VERIFY_MAC',
  'KEY_AGREEMENT',
  'ENCAPSULATE_DECAPSULATE',
]

/** False only for what KMS is known to refuse: AWS adds specs, and a new one is for KMS to judge. */
export function mayRotateSpec({ keySpec = '', keyUsage = '' }: KeyMetadata): boolean {
  return (
    !FAMILIES_WITHOUT_ROTATION.some((family) => keySpec.startsWith(family)) &&
    !USAGES_WITHOUT_ROTATION.includes(keyUsage)
  )
}

/** A key in AWS CloudHSM or in an external key store: KMS holds no material that it could rotate. */
export const isInCustomKeyStore = ({ origin }: KeyMetadata): boolean =>
  origin === 'AWS_CLOUDHSM' || origin === 'EXTERNAL_KEY_STORE'

/** Rotates on demand only, to material that was imported for it. */
export const hasImportedMaterial = ({ origin }: KeyMetadata): boolean => origin === 'EXTERNAL'

/** Whether KMS said what decides about its rotation: who manages it, its spec and where its material comes from. */
export const isKindKnown = ({ keyManager, keySpec, origin }: KeyMetadata): boolean =>
  keyManager !== undefined && keySpec !== undefined && origin !== undefined

export const isAwsManaged = ({ keyManager }: KeyMetadata): boolean => keyManager === 'AWS'

/** Shares the rotations and the rotation setting of its primary; both are changed there. */
export const isReplica = ({ multiRegion }: KeyMetadata): boolean => multiRegion?.type === 'REPLICA'

export const isPendingDeletion = ({ keyState }: KeyMetadata): boolean =>
  keyState === 'PendingDeletion' || keyState === 'PendingReplicaDeletion'
