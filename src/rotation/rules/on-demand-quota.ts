import type { KeyRotationStatus, RotationsListEntry } from '../../kms/kms.ts'

/** How often a key can be rotated on demand, in its whole life. KMS has no API for it: derived from the history. */
export interface OnDemandQuota {
  readonly limit: number
  /** Completed rotations and a running one. */
  readonly used: number
  /** Never below 0, whatever the limit is set to. */
  readonly remaining: number
}

/** @param entries the key's whole history; other material may be among it */
export function onDemandQuota(
  entries: readonly RotationsListEntry[],
  status: KeyRotationStatus | undefined,
  limit: number,
): OnDemandQuota {
  const completed = entries.filter(({ rotationType }) => rotationType === 'ON_DEMAND').length
  const used = completed + (runningOnDemandSince(status, entries) === undefined ? 0 : 1)
  return { limit, used, remaining: Math.max(0, limit - used) }
}

/**
 * When the on-demand rotation began that still runs. A start date may be read for a while after its rotation has
 * completed, so an on-demand entry dated at or after it says that it is over.
 *
 * @param entries undefined when the history could not be read; the start date is then believed
 */
export function runningOnDemandSince(
  status: KeyRotationStatus | undefined,
  entries: readonly RotationsListEntry[] | undefined,
): Date | undefined {
  const startedAt = status?.onDemandRotationStartDate
  if (startedAt === undefined) return undefined
  const isOver = (entries ?? []).some(
    ({ rotationType, rotationDate }) =>
      rotationType === 'ON_DEMAND' && rotationDate !== undefined && rotationDate >= startedAt,
  )
  return isOver ? undefined : startedAt
}
