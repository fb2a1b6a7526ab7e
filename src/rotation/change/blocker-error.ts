import {
  KeyStateError,
  NoPendingMaterialError,
  OnDemandQuotaExceededError,
  RotationConflictError,
  RotationInProgressError,
  UnsupportedKeyError,
} from '../../errors/operation-errors.ts'
import type { OperationError } from '../../errors/operation-errors.ts'
import type { KeyRotationStatus } from '../../kms/kms.ts'
import type { Blocker } from '../rules/eligibility.ts'

/** The error of a change that has a blocker. */
export function errorOfBlocker(
  keyArn: string,
  { reason, message, clearsAt }: Blocker,
  status: KeyRotationStatus | undefined,
  now: number,
): OperationError {
  switch (reason) {
    case 'KEY_DISABLED':
    case 'KEY_PENDING_DELETION':
    case 'KEY_NOT_READY':
      return new KeyStateError(message, { keyArn })
    case 'NO_PENDING_MATERIAL':
      return new NoPendingMaterialError(message, { keyArn })
    case 'ON_DEMAND_QUOTA_EXHAUSTED':
      return new OnDemandQuotaExceededError(message, { keyArn })
    case 'ROTATION_IN_PROGRESS':
      return new RotationInProgressError(message, { keyArn, startedAt: status?.onDemandRotationStartDate })
    case 'AUTOMATIC_ROTATION_IMMINENT':
      return new RotationConflictError(message, {
        keyArn,
        nextRotationAt: status?.nextRotationDate,
        retryAfterSeconds: Math.max(1, Math.ceil(((clearsAt?.getTime() ?? now) - now) / 1_000)),
      })
    case 'AWS_MANAGED_KEY':
    case 'SPEC_NOT_SUPPORTED':
    case 'CUSTOM_KEY_STORE':
    case 'IMPORTED_MATERIAL':
    case 'NOT_PRIMARY_REGION':
    case 'FOREIGN_ACCOUNT':
      return new UnsupportedKeyError(message, { keyArn, reason })
    case 'VIEWER_LACKS_PERMISSION':
    case 'ALREADY_IN_THAT_STATE':
    case 'METADATA_UNREADABLE':
      // The field rejects the first, the second is not an error, and the third failed with KMS's error before.
      throw new Error(`The blocker '${reason}' has no error.`)
    default:
      return reason satisfies never
  }
}
