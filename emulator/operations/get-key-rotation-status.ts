import { unsupportedOrigin } from '../aws-error.ts'
import { findKey } from '../key-lookup.ts'
import { epochSeconds, isInCustomKeyStore } from '../key.ts'
import type { EmulatedKey } from '../key.ts'
import type { Call, Operation } from '../operation.ts'
import { automaticAt, isOnDemandRunningAt, onDemandStartAt, onDemandUsed } from '../rotation-timeline.ts'
import { RequestMembers } from '../validation.ts'

export const getKeyRotationStatus: Operation = {
  name: 'GetKeyRotationStatus',
  run(body, call) {
    const members = new RequestMembers(body)
    const keyId = members.keyId()
    members.throwIfInvalid()
    const key = findKey(keyId, call, { isCrossAccount: true })
    if (isInCustomKeyStore(key)) throw unsupportedOrigin(key.arn, key.origin)
    if (key.origin === 'EXTERNAL' && !answersForImported(key, call))
      throw unsupportedOrigin(key.arn, key.origin)
    return rotationStatus(key, call)
  },
}

function rotationStatus(key: EmulatedKey, call: Call): object {
  const { world, operation, now } = call
  const { timeline } = key.ledger
  const at = world.staleReads.instantOf(key, operation, now)
  const { isEnabled, periodInDays, nextDate } = automaticAt(timeline, at)
  const startedAt = onDemandStartAt(timeline, at)
  const isPendingDeletion = key.state === 'PendingDeletion' || key.state === 'PendingReplicaDeletion'
  const isOn = isEnabled && !isPendingDeletion
  return {
    KeyId: key.arn,
    KeyRotationEnabled: isOn,
    ...(isOn && nextDate !== undefined && { NextRotationDate: epochSeconds(nextDate) }),
    ...((isOn || (world.settings().doesDisabledKeepPeriod && !isEnabled)) &&
      periodInDays !== undefined && { RotationPeriodInDays: periodInDays }),
    ...(startedAt !== undefined && { OnDemandRotationStartDate: epochSeconds(startedAt) }),
  }
}

function answersForImported(key: EmulatedKey, { world, now }: Call): boolean {
  const { timeline } = key.ledger
  const { externalStatusWhenIdle } = world.settings()
  if (externalStatusWhenIdle === 'supported') return true
  return externalStatusWhenIdle === 'unsupported-until-rotated'
    ? onDemandUsed(timeline) > 0
    : isOnDemandRunningAt(timeline, now)
}
