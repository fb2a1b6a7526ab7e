import { UnsupportedKeyError } from '../../errors/operation-errors.ts'
import type { KeyRotationStatus } from '../../kms/kms.ts'
import { automaticRotation } from '../rules/automatic-rotation.ts'
import { isAwsManagedKey, unlessAwsManaged } from './known-key.ts'
import type { KnownKey, Rule } from './known-key.ts'
import type { RotationStatus } from './rule-results.ts'

/** The status of a key. Undefined for an AWS managed key, even if it is known. */
export const statusOf = (known: KnownKey): KeyRotationStatus | undefined =>
  isAwsManagedKey(known) ? undefined : known.status?.value

/** Whether KMS answered that the key has no rotation status. */
export const isStatusUnsupported = ({ status }: KnownKey): boolean =>
  status?.problem instanceof UnsupportedKeyError

export const rotationStatusRule: Rule<RotationStatus> = {
  needs: unlessAwsManaged(() => ['status']),
  of(known) {
    const { results } = known
    if (results?.status) return results.status
    const status = statusOf(known)
    const metadata = known.metadata?.value
    const automatic = automaticRotation({ metadata, status, isUnsupported: isStatusUnsupported(known) })
    const result = { automatic, status }
    if (results) results.status = result
    return result
  },
}
