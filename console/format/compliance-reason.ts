import type { ComplianceReason } from '../generated/graphql.ts'
import type { Names } from './key-names.ts'

/** The facts that a verdict is based on, as sentences. */
export const COMPLIANCE_REASONS: Names<ComplianceReason> = {
  ALIASES_UNREADABLE: 'The aliases of the key could not be read, and the policy depends on them.',
  AUTOMATIC_ROTATION_OFF: 'Automatic rotation is off, and the policy requires it.',
  AWS_MANAGED_KEY: 'AWS manages the key and rotates it every year.',
  HISTORY_UNREADABLE: 'The rotations of the key could not be read.',
  KEY_DISABLED: 'The key is disabled, so KMS does not use it and does not rotate it.',
  KEY_NOT_READY: 'The key cannot be used yet, or is temporarily unavailable.',
  KEY_PENDING_DELETION: 'The key is scheduled for deletion.',
  MATERIAL_TOO_OLD: 'The key material is older than the policy allows.',
  METADATA_UNREADABLE: 'The metadata of the key could not be read.',
  NEVER_ROTATED: 'The key has never been rotated, so the age is counted from its creation.',
  PERIOD_TOO_LONG: 'The period of automatic rotation is longer than the policy allows.',
  SPEC_NOT_SUPPORTED: 'KMS cannot rotate keys of this kind.',
  STATUS_UNREADABLE: 'The rotation status of the key could not be read.',
  TAGS_UNREADABLE: 'The tags of the key could not be read, and the policy depends on them.',
}
