import type { KnownKey } from '../readings/known-key.ts'
import type { AutomaticRotation } from '../rules/automatic-rotation.ts'
import type { KeyCompliance } from '../policy/key-compliance.ts'

/** One key in the answer to a question about all keys: what is known of it, and what the rules say about it. */
export interface FleetKey {
  readonly known: KnownKey
  readonly compliance: KeyCompliance
  /** Undefined for a time in the past. */
  readonly automatic: AutomaticRotation | undefined
}

/** Whether a count of the fleet cannot place the key, because something about it could not be read. */
export const isUnreadable = ({ known, compliance, automatic }: FleetKey): boolean =>
  known.metadata?.value === undefined || compliance.verdict === 'UNKNOWN' || automatic === 'UNKNOWN'

/** When the oldest reading that the counts show was made, in milliseconds since the epoch. Undefined without readings. */
export function oldestObservation(keys: readonly FleetKey[]): number | undefined {
  let oldest: number | undefined
  for (const { known } of keys)
    for (const reading of [known.metadata, known.status, known.rotations])
      if (reading && (oldest === undefined || reading.observedAt < oldest)) oldest = reading.observedAt
  return oldest
}
