import type { AutomaticRotation } from '../rules/automatic-rotation.ts'
import type { ComplianceVerdict } from '../rules/compliance.ts'
import type { KnownKey } from './known-key.ts'

/** The readings of a key, and the results of the rules for it. */
export interface AssessedKey {
  readonly known: Pick<KnownKey, 'metadata'>
  readonly compliance: { readonly verdict: ComplianceVerdict }
  /** Undefined for a time in the past. */
  readonly automatic: AutomaticRotation | undefined
}

/** Whether a count of keys cannot place the key, because something about it could not be read. */
export const isUnreadable = ({ known, compliance, automatic }: AssessedKey): boolean =>
  known.metadata?.value === undefined || compliance.verdict === 'UNKNOWN' || automatic === 'UNKNOWN'
