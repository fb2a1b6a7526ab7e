/**
 * - PENDING: KMS has not answered yet.
 * - MADE: KMS accepted the change, or reads of the key showed it.
 * - UNCHANGED: the key already had the setting; nothing was sent.
 * - REJECTED: nothing was changed, and KMS will reject the same call again.
 * - FAILED: nothing was changed, and the same call may succeed later.
 * - UNKNOWN: the response was lost, and no read has shown the change.
 */
export type ChangeOutcome = 'PENDING' | 'MADE' | 'UNCHANGED' | 'REJECTED' | 'FAILED' | 'UNKNOWN'

/** The outcome of a change that KMS did not make. */
export function failureOf(error: { readonly isRetryable: boolean } | undefined): 'REJECTED' | 'FAILED' {
  return error?.isRetryable === false ? 'REJECTED' : 'FAILED'
}
