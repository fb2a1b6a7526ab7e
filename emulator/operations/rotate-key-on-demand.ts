import {
  nothingPending,
  notPrimary,
  onDemandLimitReached,
  rotationConflict,
  unsupported,
  unsupportedOrigin,
} from '../aws-error.ts'
import { requireUsableState, rejectAwsManaged } from '../automatic-rotation.ts'
import { findKey } from '../key-lookup.ts'
import { isInCustomKeyStore, isReplica } from '../key.ts'
import type { EmulatedKey } from '../key.ts'
import type { Call, Operation } from '../operation.ts'
import {
  automaticAt,
  isAutomaticRunningAt,
  isOnDemandRunningAt,
  onDemandUsed,
  withOnDemandRotation,
} from '../rotation-timeline.ts'
import { RequestMembers } from '../validation.ts'

export const rotateKeyOnDemand: Operation = {
  name: 'RotateKeyOnDemand',
  changesKey: true,
  run(body, call) {
    const members = new RequestMembers(body)
    const keyId = members.keyId()
    members.throwIfInvalid()
    const key = findKey(keyId, call)
    rejectAwsManaged(key, call)
    // Real KMS checks the state before the spec: for a disabled RSA key it answers DisabledException.
    requireUsableState(key, [
      'Disabled',
      'PendingDeletion',
      'PendingReplicaDeletion',
      'PendingImport',
      'Creating',
      'Updating',
    ])
    if (key.spec !== 'SYMMETRIC_DEFAULT') throw unsupported()
    if (isInCustomKeyStore(key)) throw unsupportedOrigin(key.arn, key.origin)
    requireUsableState(key, ['Unavailable'])
    if (isReplica(key)) throw notPrimary(key.arn)

    if (start(key, call))
      key.ledger.timeline = withOnDemandRotation(key.ledger.timeline, call.now, call.world.settings())
    return { KeyId: key.arn }
  },
}

/** Whether a rotation starts. Throws KMS's error when KMS rejects the request. */
function start(key: EmulatedKey, { world, now }: Call): boolean {
  const { timeline } = key.ledger
  const { onDemandLimit, conflictWindowMs, secondOnDemandRotation } = world.settings()

  if (isOnDemandRunningAt(timeline, now)) {
    if (secondOnDemandRotation === 'conflict') throw rotationConflict(key.arn)
    if (secondOnDemandRotation === 'ignore') return false
  }
  if (onDemandUsed(timeline) >= onDemandLimit) throw onDemandLimitReached(key.arn)
  const { isEnabled, nextDate } = automaticAt(timeline, now)
  const isImminent = isEnabled && nextDate !== undefined && nextDate - now <= conflictWindowMs
  if (isImminent || isAutomaticRunningAt(timeline, now)) throw rotationConflict(key.arn)
  if (key.origin === 'EXTERNAL' && (!timeline.pending || timeline.pending.isAwaitingReplicas))
    throw nothingPending(key.arn)
  return true
}
