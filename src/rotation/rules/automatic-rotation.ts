import type { KeyMetadata, KeyRotationStatus } from '../../kms/kms.ts'
import {
  hasImportedMaterial,
  isAwsManaged,
  isInCustomKeyStore,
  isKindKnown,
  mayRotateSpec,
} from './rotation-support.ts'

/** What can truthfully be said of a key's automatic rotation. */
export type AutomaticRotation = 'ENABLED' | 'DISABLED' | 'AWS_MANAGED' | 'NOT_SUPPORTED' | 'UNKNOWN'

export interface AutomaticRotationFacts {
  /** Undefined when it could not be read. */
  readonly metadata: KeyMetadata | undefined
  /** Undefined when it could not be read or was not asked for. */
  readonly status: KeyRotationStatus | undefined
  /** KMS said that the key has no such status (UnsupportedOperationException). */
  readonly isUnsupported: boolean
}

/**
 * ENABLED and DISABLED are KMS's setting. It stays ENABLED while the key itself is disabled, although nothing
 * rotates then: it acts again when the key is enabled. It is DISABLED while deletion is pending, since KMS turns it
 * off for that time; what cancelling the deletion would restore is not known.
 */
export function automaticRotation({
  metadata,
  status,
  isUnsupported,
}: AutomaticRotationFacts): AutomaticRotation {
  if (metadata && isAwsManaged(metadata)) return 'AWS_MANAGED'
  if (status?.keyRotationEnabled) return 'ENABLED'
  if (isUnsupported || (metadata && !mayRotateAutomatically(metadata))) return 'NOT_SUPPORTED'
  // KMS answers false for an RSA key too: without the metadata that is not known to mean "off".
  if (status === undefined || metadata === undefined || !isKindKnown(metadata)) return 'UNKNOWN'
  return 'DISABLED'
}

const mayRotateAutomatically = (metadata: KeyMetadata): boolean =>
  mayRotateSpec(metadata) && !isInCustomKeyStore(metadata) && !hasImportedMaterial(metadata)
