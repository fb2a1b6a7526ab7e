import type { Rotation } from './rotation.ts'

/** The rotations of a key seen so far. All dates come from KMS. */
export interface KeyProgress {
  /** Every rotation seen, oldest first. */
  readonly rotations: readonly Rotation[]
  /** The latest on-demand start date seen. Its rotation may have completed since. */
  readonly lastStartedAt: Date | undefined
  /** The on-demand start dates seen before the latest one, oldest first. */
  readonly earlierStarts?: readonly Date[] | undefined
}

/** All on-demand start dates seen, oldest first. */
export function startsOf({
  lastStartedAt,
  earlierStarts = [],
}: Pick<KeyProgress, 'lastStartedAt' | 'earlierStarts'>): readonly Date[] {
  return lastStartedAt === undefined ? [] : [...earlierStarts, lastStartedAt]
}

/** More than the number of on-demand rotations that KMS allows in the lifetime of a key. */
const MAX_STARTS = 32

/** Adds a start date. Drops the oldest one if there are more than 32. */
export function withStart(starts: readonly Date[], start: Date): readonly Date[] {
  if (starts.some((other) => other.getTime() === start.getTime())) return starts
  return [...starts, start].toSorted((left, right) => left.getTime() - right.getTime()).slice(-MAX_STARTS)
}

/**
 * The rotation that a start led to: the first on-demand rotation since. The two dates differ: OnDemandRotationStartDate is
 * when a rotation was initiated, RotationDate is when it completed.
 */
export function endOf(start: Date, oldestFirst: readonly Rotation[]): Rotation | undefined {
  return oldestFirst.find(({ type, rotatedAt }) => type === 'ON_DEMAND' && rotatedAt >= start)
}
