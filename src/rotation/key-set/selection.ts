import type { CallOptions, KmsScope } from '../../kms/kms.ts'
import type { KeyRemoved } from '../rotation-event.ts'

/** Which keys a stream covers. */
export interface Selection {
  /** Equal for selections that select the same keys. */
  readonly name: string
  /** Whether the selection covers a scope. The scopes of a gateway can change while the selection is followed. */
  readonly covers: (scope: KmsScope) => boolean
  /** Whether an existing key can start or stop matching, because its tags or aliases change. */
  readonly canChange: boolean
  /** Whether a removed key was selected, by the names that it had. */
  readonly coversRemoved: (event: KeyRemoved) => boolean
  /**
   * Given if an examination uses only what the inventory knows, without calls to KMS: whether the inventory knows enough of a key.
   * All keys are then examined each time.
   */
  readonly isDecided?: (keyArn: string) => boolean
  /** Starts an examination. An examination reads everything it needs only once. */
  readonly examination: (call: CallOptions & { readonly signal: AbortSignal }) => Examination
}

/** Returns the selected ones of some keys. */
export type Examination = (keyArns: readonly string[]) => Promise<readonly string[]>
