import type { KeyRecord } from '../inventory/inventory.ts'
import type { AutomaticRotation } from '../rules/automatic-rotation.ts'
import type { RotationCompliance } from '../rules/compliance.ts'

/** One key in the answer to a question about all keys: its record, and what the rules say about it. */
export interface FleetKey {
  readonly record: KeyRecord
  readonly compliance: RotationCompliance
  readonly automatic: AutomaticRotation
}

/** Whether a count of the fleet has the key under UNKNOWN, or in no group. */
export const isUnreadable = ({ record, compliance, automatic }: FleetKey): boolean =>
  record.metadata?.value === undefined || compliance.verdict === 'UNKNOWN' || automatic === 'UNKNOWN'

/** When the oldest reading was made that the counts show, in milliseconds since the epoch. Undefined without a key that was read. */
export function oldestObservation(keys: readonly FleetKey[]): number | undefined {
  let oldest: number | undefined
  for (const { record } of keys)
    for (const reading of [record.metadata, record.status, record.rotations])
      if (reading && (oldest === undefined || reading.observedAt < oldest)) oldest = reading.observedAt
  return oldest
}
