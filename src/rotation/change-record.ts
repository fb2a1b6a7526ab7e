import type { AutomaticRotationRequest } from './automatic-rotation-request.ts'
import { failureOf } from './change-outcome.ts'
import type { ChangeOutcome } from './change-outcome.ts'
import { isCertain } from './rotation-request.ts'
import type { RotationRequest } from './rotation-request.ts'

/** A change of a key that a caller requested through this gateway. Dry runs and calls that a check rejects are not recorded. */
export type Change = RotationRequest | AutomaticRotationRequest

export function isRotationRequest(change: Change): change is RotationRequest {
  return change.operation === 'RotateKeyOnDemand'
}

export function outcomeOf(change: Change): ChangeOutcome {
  if (!isRotationRequest(change)) return change.outcome
  if (isCertain(change)) return 'MADE'
  if (change.status === 'FAILED') return failureOf(change.error)
  return change.status === 'REQUESTED' ? 'PENDING' : 'UNKNOWN'
}
