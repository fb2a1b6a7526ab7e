import type { KeyRotationStatus, RotationsListEntry } from '../../kms/kms.ts'

/** The lifetime limit of on-demand rotations of a key, and its use. KMS has no API for it, so it is derived from the history. */
export interface OnDemandQuota {
  readonly limit: number
  /** Completed rotations and a rotation in progress. */
  readonly used: number
  /** Never below 0. */
  readonly remaining: number
}

/** @param entries the key's whole history. It may contain material without a rotation */
export function onDemandQuota(
  entries: readonly RotationsListEntry[],
  status: KeyRotationStatus | undefined,
  limit: number,
): OnDemandQuota {
  const completed = entries.filter(({ rotationType }) => rotationType === 'ON_DEMAND').length
  const used = completed + (onDemandInProgressSince(status, entries) === undefined ? 0 : 1)
  return { limit, used, remaining: Math.max(0, limit - used) }
}

/**
 * The start of the on-demand rotation in progress. KMS may show a start date for a while after its rotation completed, so
 * an on-demand entry dated at or after the start date means that the rotation has completed.
 *
 * @param entries undefined when the history could not be read; then the start date alone decides
 */
export function onDemandInProgressSince(
  status: KeyRotationStatus | undefined,
  entries: readonly RotationsListEntry[] | undefined,
): Date | undefined {
  const startedAt = status?.onDemandRotationStartDate
  if (startedAt === undefined) return undefined
  const hasCompleted = (entries ?? []).some(
    ({ rotationType, rotationDate }) =>
      rotationType === 'ON_DEMAND' && rotationDate !== undefined && rotationDate >= startedAt,
  )
  return hasCompleted ? undefined : startedAt
}
