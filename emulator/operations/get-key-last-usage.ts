import { findKey } from '../key-lookup.ts'
import { epochSeconds } from '../key.ts'
import type { EmulatedKey } from '../key.ts'
import type { Operation } from '../operation.ts'
import { RequestMembers } from '../validation.ts'

export const getKeyLastUsage: Operation = {
  name: 'GetKeyLastUsage',
  run(body, call) {
    const members = new RequestMembers(body)
    const keyId = members.keyId()
    members.throwIfInvalid()
    const key = findKey(keyId, call)
    return {
      KeyId: key.keyId,
      KeyLastUsage: recordedUsage(key),
      TrackingStartDate: epochSeconds(key.trackingStartDate),
      KeyCreationDate: epochSeconds(key.createdAt),
    }
  },
}

function recordedUsage({ lastUsage }: EmulatedKey): object {
  if (!lastUsage) return {}
  return {
    Operation: lastUsage.operation,
    Timestamp: epochSeconds(lastUsage.usedAt),
    CloudTrailEventId: lastUsage.cloudTrailEventId,
    KmsRequestId: lastUsage.kmsRequestId,
  }
}
