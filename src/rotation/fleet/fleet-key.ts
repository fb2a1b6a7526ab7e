import type { KeyCompliance } from '../policy/key-compliance.ts'
import type { KnownKey } from '../readings/known-key.ts'
import type { AssessedKey } from '../readings/unreadable-key.ts'

/** One key in the answer to a question about all keys. */
export interface FleetKey extends AssessedKey {
  readonly known: KnownKey
  readonly compliance: KeyCompliance
}

/** When the oldest value was read that an answer may show of a key, in milliseconds since the epoch. Undefined without values. */
export function oldestObservation({
  metadata,
  status,
  rotations,
  aliases,
  tags,
  primary,
}: KnownKey): number | undefined {
  let oldest: number | undefined
  for (const reading of [metadata, status, rotations, aliases, tags, primary])
    if (reading?.value && (oldest === undefined || reading.observedAt < oldest)) oldest = reading.observedAt
  return oldest
}
