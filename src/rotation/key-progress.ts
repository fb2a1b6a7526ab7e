import type { Rotation } from './rotation.ts'

/** What has been seen of a key's rotations. All dates are KMS's. */
export interface KeyProgress {
  /** Every rotation seen, oldest first. */
  readonly rotations: readonly Rotation[]
  /** The latest on-demand start date seen, of a rotation that may be over by now. */
  readonly lastStartedAt: Date | undefined
  /** On-demand start dates seen besides the latest, oldest first. */
  readonly earlierStarts?: readonly Date[] | undefined
}

/** All on-demand start dates seen, oldest first. */
export function startsOf({
  lastStartedAt,
  earlierStarts = [],
}: Pick<KeyProgress, 'lastStartedAt' | 'earlierStarts'>): readonly Date[] {
  return lastStartedAt === undefined ? [] : [...earlierStarts, lastStartedAt]
}

/** More than any key has on-demand rotations left when it is new. */
const MAX_STARTS = 32

/** Adds a start date. Drops the oldest one if there are more than 32. */
export function withStart(starts: readonly Date[], start: Date): readonly Date[] {
  if (starts.some((other) => other.getTime() === start.getTime())) return starts
  return [...starts, start].toSorted((left, right) => left.getTime() - right.getTime()).slice(-MAX_STARTS)
}

/**
 * The rotation that a start led to: the first on-demand one since. RotationDate is when a rotation completed,
 * OnDemandRotationStartDate when it was initiated, so the two cannot be joined by being equal.
 */
export function endOf(start: Date, oldestFirst: readonly Rotation[]): Rotation | undefined {
  return oldestFirst.find(({ type, rotatedAt }) => type === 'ON_DEMAND' && rotatedAt >= start)
}
