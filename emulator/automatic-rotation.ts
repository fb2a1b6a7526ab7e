import { invalidState, keyIsDisabled, notPrimary, unsupported, unsupportedOrigin } from './aws-error.ts'
import type { AwsError } from './aws-error.ts'
import { denied, findKey } from './key-lookup.ts'
import { isReplica } from './key.ts'
import type { EmulatedKey, KeyState } from './key.ts'
import type { Call } from './operation.ts'

/** The key of EnableKeyRotation or DisableKeyRotation. Throws KMS's error when the key cannot be changed. */
export function findKeyForSchedule(keyId: string, call: Call): EmulatedKey {
  const key = findKey(keyId, call)
  rejectAwsManaged(key, call)
  // KMS answers UnsupportedOperationException for keys in PendingImport, and checks Unavailable after the origin. It changes keys in Updating.
  requireUsableState(key, ['Disabled', 'PendingDeletion', 'PendingReplicaDeletion', 'Creating'])
  if (key.spec !== 'SYMMETRIC_DEFAULT') {
    const isHarmless =
      call.operation === 'DisableKeyRotation' && call.world.settings().disableOnOtherSpecs === 'accept'
    if (!isHarmless) throw unsupported()
  }
  if (key.origin !== 'AWS_KMS') throw unsupportedOrigin(key.arn, key.origin)
  requireUsableState(key, ['Unavailable'])
  if (isReplica(key)) throw notPrimary(key.arn)
  return key
}

const STATE_ERRORS: Readonly<Record<KeyState, (arn: string) => AwsError | undefined>> = {
  Enabled: () => undefined,
  Disabled: keyIsDisabled,
  PendingDeletion: (arn) => invalidState(arn, 'pending deletion'),
  PendingReplicaDeletion: (arn) => invalidState(arn, 'pending deletion'),
  PendingImport: (arn) => invalidState(arn, 'pending import'),
  Creating: (arn) => invalidState(arn, 'creating'),
  Updating: (arn) => invalidState(arn, 'updating'),
  Unavailable: (arn) => invalidState(arn, 'unavailable'),
}

/** Throws KMS's error for a key in one of these states. */
export function requireUsableState(key: EmulatedKey, rejected: readonly KeyState[]): void {
  const error = rejected.includes(key.state) ? STATE_ERRORS[key.state](key.arn) : undefined
  if (error) throw error
}

/** The policy of an AWS managed key allows no changes. AWS does not document the error. */
export function rejectAwsManaged(key: EmulatedKey, call: Call): void {
  if (key.manager !== 'AWS') return
  throw call.world.settings().awsManagedWrites === 'access-denied' ? denied(call, key.arn) : unsupported()
}
