import type { KeyReadings } from '../key-readings.ts'
import { isAwsManaged, isInCustomKeyStore, mayRotateSpec } from '../rules/rotation-support.ts'

/** The last usage is not one of them: KMS allows too few reads of it per second to wait for it. */
export type FilledReading = Exclude<keyof KeyReadings, 'lastUsage'>

const ALL: readonly FilledReading[] = ['metadata', 'status', 'rotations', 'materials', 'aliases', 'tags']
const WITHOUT_STATUS = ALL.filter((name) => name !== 'status')
const WITHOUT_HISTORY = ALL.filter((name) => name !== 'rotations' && name !== 'materials')
const NAMES_ONLY = WITHOUT_HISTORY.filter((name) => name !== 'status')

/**
 * The readings that fill a record of this kind of key. KMS has no history of keys that it cannot rotate, and no status of
 * keys in a custom key store. The policy of an AWS managed key may deny the status even to an administrator.
 */
export function applicableReadings(metadata: KeyReadings['metadata']): readonly FilledReading[] {
  const { value } = metadata ?? {}
  if (!value) return ALL
  if (isInCustomKeyStore(value)) return NAMES_ONLY
  if (isAwsManaged(value)) return mayRotateSpec(value) ? WITHOUT_STATUS : NAMES_ONLY
  return mayRotateSpec(value) ? ALL : WITHOUT_HISTORY
}
