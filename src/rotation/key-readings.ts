import type { OperationError } from '../errors/operation-errors.ts'
import type {
  KeyLastUsage,
  KeyMetadata,
  KeyRotationStatus,
  ListedAlias,
  ResourceTag,
  RotationsListEntry,
} from '../kms/kms.ts'

/** The result of one read of a key: its value, or the error with which the read ended. */
export type Reading<Value> = ReadValue<Value> | FailedReading

export interface ReadValue<Value> {
  readonly value: Value
  readonly problem?: undefined
  /** When the read was sent to KMS, in milliseconds since the epoch. */
  readonly observedAt: number
}

export interface FailedReading {
  readonly value?: undefined
  readonly problem: OperationError
  /** When the read was sent to KMS, in milliseconds since the epoch. */
  readonly observedAt: number
}

/** The newest reading of each kind about one key. Undefined: not read yet. */
export interface KeyReadings {
  /** DescribeKey. */
  readonly metadata: Reading<KeyMetadata> | undefined
  /** GetKeyRotationStatus. */
  readonly status: Reading<KeyRotationStatus> | undefined
  /** ListKeyRotations with ROTATIONS_ONLY, all pages. */
  readonly rotations: Reading<readonly RotationsListEntry[]> | undefined
  /** ListKeyRotations with ALL_KEY_MATERIAL, all pages. */
  readonly materials: Reading<readonly RotationsListEntry[]> | undefined
  /** ListAliases, the aliases of the key. */
  readonly aliases: Reading<readonly ListedAlias[]> | undefined
  /** ListResourceTags, all pages. */
  readonly tags: Reading<readonly ResourceTag[]> | undefined
  /** GetKeyLastUsage. Not read for an AWS managed key. */
  readonly lastUsage: Reading<KeyLastUsage> | undefined
}

export const NOTHING_READ: KeyReadings = {
  metadata: undefined,
  status: undefined,
  rotations: undefined,
  materials: undefined,
  aliases: undefined,
  tags: undefined,
  lastUsage: undefined,
}
