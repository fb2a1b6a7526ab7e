import type { RotationProgressFragment, RotationRequestStatus } from '../generated/graphql.ts'

/** A status in which nothing happens any more. A rotation that timed out may still complete, but its stream has ended. */
const ENDED: ReadonlySet<RotationRequestStatus> = new Set(['COMPLETED', 'FAILED', 'TIMED_OUT'])

export const hasEnded = ({ status }: RotationProgressFragment): boolean => ENDED.has(status)

export interface StatusText {
  readonly header: string
  readonly text: string
  readonly type: 'in-progress' | 'success' | 'error' | 'warning'
}

export const STATUS_TEXTS: { readonly [status in RotationRequestStatus]: StatusText } = {
  REQUESTED: {
    header: 'Rotation requested',
    text: 'KMS has accepted the request. A rotation takes from seconds to minutes.',
    type: 'in-progress',
  },
  IN_PROGRESS: {
    header: 'Rotation in progress',
    text: 'KMS is rotating the key. The key can be used during the rotation.',
    type: 'in-progress',
  },
  COMPLETED: {
    header: 'Rotation completed',
    text: 'KMS now encrypts with the new key material. It still decrypts older data with the old key material.',
    type: 'success',
  },
  FAILED: { header: 'Rotation failed', text: 'The key was not rotated.', type: 'error' },
  OUTCOME_UNKNOWN: {
    header: 'Following the rotation',
    text: 'The gateway does not know yet whether the rotation started. It does not send the request again. It reads the key until it knows.',
    type: 'in-progress',
  },
  TIMED_OUT: {
    header: 'Rotation not completed in time',
    text: 'The rotation may still complete. The history of the key then shows it.',
    type: 'warning',
  },
}
