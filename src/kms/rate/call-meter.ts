import { KMS_POINTS } from './kms-points.ts'
import type { KmsOperation } from '../kms.ts'

/** Counts the requests that were sent to KMS for one operation of a caller. */
export interface CallMeter {
  readonly note: (operation: KmsOperation) => void
  /** The requests sent, by operation. */
  calls(): readonly { readonly operation: KmsOperation; readonly calls: number }[]
  /** Their total cost. */
  points(): number
}

export function createCallMeter(): CallMeter {
  const counts = new Map<KmsOperation, number>()
  return {
    note: (operation) => void counts.set(operation, (counts.get(operation) ?? 0) + 1),
    calls: () => [...counts].map(([operation, calls]) => ({ operation, calls })),
    points: () => [...counts].reduce((sum, [operation, calls]) => sum + KMS_POINTS[operation] * calls, 0),
  }
}
