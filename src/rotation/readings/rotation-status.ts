import { UnsupportedKeyError } from '../../errors/operation-errors.ts'
import type { KeyRotationStatus } from '../../kms/kms.ts'
import { automaticRotation } from '../rules/automatic-rotation.ts'
import type { AutomaticRotation } from '../rules/automatic-rotation.ts'
import { isAwsManagedKey, unlessAwsManaged } from './known-key.ts'
import type { KnownKey, Rule } from './known-key.ts'

/** The rotation status that KMS reports, and its meaning for this kind of key. */
export interface RotationStatus {
  readonly automatic: AutomaticRotation
  /** Undefined if it is not known, and for an AWS managed key. */
  readonly status: KeyRotationStatus | undefined
}

/** The status of a key. Undefined for an AWS managed key, even if it is known. */
export const statusOf = (known: KnownKey): KeyRotationStatus | undefined =>
  isAwsManagedKey(known) ? undefined : known.status?.value

/** Whether KMS answered that the key has no rotation status. */
export const isStatusUnsupported = ({ status }: KnownKey): boolean =>
  status?.problem instanceof UnsupportedKeyError

export const rotationStatusRule: Rule<RotationStatus> = {
  needs: unlessAwsManaged(() => ['status']),
  of(known) {
    const stored = statuses.get(known)
    if (stored) return stored
    const status = statusOf(known)
    const metadata = known.metadata?.value
    const automatic = automaticRotation({ metadata, status, isUnsupported: isStatusUnsupported(known) })
    const result = { automatic, status }
    statuses.set(known, result)
    return result
  },
}

/** Questions about all keys need it for each key, and what is known of a key does not change. */
const statuses = new WeakMap<KnownKey, RotationStatus>()
