import type { KeyMetadata, KeyRotationStatus } from '../../kms/kms.ts'
import {
  hasImportedMaterial,
  isAwsManaged,
  isInCustomKeyStore,
  isKindKnown,
  mayRotateSpec,
} from './rotation-support.ts'

/** The state of a key's automatic rotation. */
export type AutomaticRotation = 'ENABLED' | 'DISABLED' | 'AWS_MANAGED' | 'NOT_SUPPORTED' | 'UNKNOWN'

export interface AutomaticRotationFacts {
  /** Undefined when it could not be read. */
  readonly metadata: KeyMetadata | undefined
  /** Undefined when it could not be read or was not requested. */
  readonly status: KeyRotationStatus | undefined
  /** KMS answered UnsupportedOperationException: the key has no rotation status. */
  readonly isUnsupported: boolean
}

/**
 * ENABLED and DISABLED are the setting in KMS. The setting stays ENABLED while the key itself is disabled, although KMS
 * does not rotate it then. It is DISABLED while deletion is pending, because KMS disables it for that time; KMS does not
 * report which setting it restores when the deletion is cancelled.
 */
export function automaticRotation({
  metadata,
  status,
  isUnsupported,
}: AutomaticRotationFacts): AutomaticRotation {
  if (metadata && isAwsManaged(metadata)) return 'AWS_MANAGED'
  if (status?.keyRotationEnabled) return 'ENABLED'
  if (isUnsupported || (metadata && !mayRotateAutomatically(metadata))) return 'NOT_SUPPORTED'
  // KMS also answers false for keys that cannot rotate, such as RSA keys. Without the metadata, false is not DISABLED.
  if (status === undefined || metadata === undefined || !isKindKnown(metadata)) return 'UNKNOWN'
  return 'DISABLED'
}

const mayRotateAutomatically = (metadata: KeyMetadata): boolean =>
  mayRotateSpec(metadata) && !isInCustomKeyStore(metadata) && !hasImportedMaterial(metadata)
