import type { KeyLastUsage } from '../../kms/kms.ts'

/** Whether a key was ever used. Undefined: KMS has recorded no use, and began to track the key after its creation. */
export function hasBeenUsed(lastUsage: KeyLastUsage): boolean | undefined {
  if (lastUsage.usage) return true
  return isTrackedSinceCreation(lastUsage) ? false : undefined
}

/** Whether a key was not used at or after a time. Undefined: KMS has recorded no use, and began to track the key after that time. */
export function isUnusedSince(lastUsage: KeyLastUsage, since: Date): boolean | undefined {
  const { usage, trackingStartDate } = lastUsage
  if (usage) return usage.usedAt < since
  const isKnown = isTrackedSinceCreation(lastUsage) || (trackingStartDate && trackingStartDate <= since)
  return isKnown ? true : undefined
}

const isTrackedSinceCreation = ({ trackingStartDate, creationDate }: KeyLastUsage): boolean =>
  trackingStartDate !== undefined && creationDate !== undefined && trackingStartDate <= creationDate
