/**
 * The rotations of one key, as a pure function of time.
 *
 * A timeline only grows. It stores each rotation and each change of automatic rotation with the instants at which its
 * effects become visible. A read derives the state that is visible at one instant:
 *
 *     start ──A──▶ start date visible ──B──▶ start date cleared  (OnDemandRotationStartDate)
 *     start ──C──▶ entry in the history, whose RotationDate is this instant
 *     start ──D──▶ CurrentKeyMaterialId changes
 *
 * A to D are fixed when the rotation starts. Nothing runs in the background: a stale read is a read at an earlier
 * instant, and a read adds the automatic rotations that became due before it.
 */
import { createHash } from 'node:crypto'
import { DAY_MS } from './instant.ts'

export interface KeyMaterial {
  /** 64 hexadecimal digits. */
  readonly id: string
  readonly description?: string
  readonly importState?: 'IMPORTED' | 'PENDING_IMPORT'
  /** Milliseconds since the epoch, as is every instant here. */
  readonly validTo?: number
}

export interface RotationRecord {
  readonly type: 'AUTOMATIC' | 'ON_DEMAND'
  readonly material: KeyMaterial
  readonly startedAt: number
  readonly startVisibleAt: number
  readonly startClearsAt: number
  /** RotationDate. The history shows the entry from this instant on. */
  readonly completedAt: number
  readonly currentAt: number
}

export interface AutomaticChange {
  readonly at: number
  readonly isEnabled: boolean
  readonly periodInDays?: number
  readonly nextDate?: number
}

export interface RotationTimeline {
  /** Material ids are derived from the seed, so that they are the same in every run. */
  readonly seed: string
  /** Undefined before the first import into a key with imported material. */
  readonly first?: KeyMaterial
  readonly rotations: readonly RotationRecord[]
  readonly automatic: readonly AutomaticChange[]
  /** Imported material that the next on-demand rotation makes current. */
  readonly pending?: { readonly material: KeyMaterial; readonly isAwaitingReplicas: boolean }
  /** True while the key is not Enabled. No automatic rotation takes place then. */
  readonly isSuspended: boolean
}

export interface RotationDelays {
  readonly startVisibleAfterMs: number
  readonly startClearsAfterMs: number
  readonly historyVisibleAfterMs: number
  readonly currentMaterialAfterMs: number
}

export const materialId = (seed: string, ordinal: number) =>
  createHash('sha256').update(`${seed}/${ordinal}`).digest('hex')

/** The id of this key's next material. */
export const nextMaterialId = (timeline: RotationTimeline) =>
  materialId(timeline.seed, timeline.rotations.length + 1)

export const automaticAt = (timeline: RotationTimeline, at: number): AutomaticChange =>
  timeline.automatic.findLast((change) => change.at <= at) ?? { at, isEnabled: false }

export function onDemandStartAt(timeline: RotationTimeline, at: number): number | undefined {
  return onDemand(timeline).findLast((record) => record.startVisibleAt <= at && at < record.startClearsAt)
    ?.startedAt
}

export const isOnDemandRunningAt = (timeline: RotationTimeline, at: number) =>
  onDemand(timeline).some(
    (record) => record.startedAt <= at && at < Math.max(record.startClearsAt, record.completedAt),
  )

export const isAutomaticRunningAt = (timeline: RotationTimeline, at: number) =>
  timeline.rotations.some(
    (record) => record.type === 'AUTOMATIC' && record.startedAt <= at && at < record.completedAt,
  )

/** On-demand rotations counted against the lifetime limit: completed and in progress. */
export const onDemandUsed = (timeline: RotationTimeline) => onDemand(timeline).length

const onDemand = (timeline: RotationTimeline) =>
  timeline.rotations.filter((record) => record.type === 'ON_DEMAND')

/** Completed rotations, oldest first. */
export const historyAt = (timeline: RotationTimeline, at: number) =>
  timeline.rotations
    .filter((record) => record.completedAt <= at)
    .toSorted((a, b) => a.completedAt - b.completedAt)

/** Imported material that is not current: it waits for a rotation, or its rotation has not completed. */
export function pendingAt(timeline: RotationTimeline, at: number) {
  const inProgress = timeline.rotations
    .filter((record) => record.startedAt <= at && at < record.completedAt && record.material.importState)
    .map(({ material }) => ({ material, isAwaitingReplicas: false }))
  return timeline.pending ? [...inProgress, timeline.pending] : inProgress
}

/** The material that DescribeKey shows as current. It changes with its own delay after the history. */
export const currentMaterialAt = (timeline: RotationTimeline, at: number): KeyMaterial | undefined =>
  timeline.rotations
    .filter((record) => record.currentAt <= at)
    .toSorted((a, b) => a.completedAt - b.completedAt)
    .at(-1)?.material ?? timeline.first

/** The last instant up to `at` at which reads changed. */
export function lastChangeBefore(timeline: RotationTimeline, at: number): number | undefined {
  const instants = [
    ...timeline.automatic.map((change) => change.at),
    ...timeline.rotations.flatMap((record) =>
      record.type === 'ON_DEMAND'
        ? [record.startVisibleAt, record.startClearsAt, record.completedAt]
        : [record.completedAt],
    ),
  ].filter((instant) => instant <= at)
  return instants.length === 0 ? undefined : Math.max(...instants)
}

export const withAutomaticChange = (
  timeline: RotationTimeline,
  change: AutomaticChange,
): RotationTimeline => ({
  ...timeline,
  automatic: [...timeline.automatic, change],
})

export function withOnDemandRotation(
  timeline: RotationTimeline,
  startedAt: number,
  delays: RotationDelays,
): RotationTimeline {
  const { pending, ...rest } = timeline
  const record: RotationRecord = {
    type: 'ON_DEMAND',
    material: pending?.material ?? { id: nextMaterialId(timeline) },
    startedAt,
    startVisibleAt: startedAt + delays.startVisibleAfterMs,
    startClearsAt: startedAt + delays.startClearsAfterMs,
    completedAt: startedAt + delays.historyVisibleAfterMs,
    currentAt: startedAt + delays.currentMaterialAfterMs,
  }
  return { ...rest, rotations: [...timeline.rotations, record] }
}

/** Adds a past rotation, or an automatic rotation that takes `takesMs`. */
export function withRotation(
  timeline: RotationTimeline,
  type: RotationRecord['type'],
  startedAt: number,
  takesMs = 0,
  currentAfterMs = takesMs,
): RotationTimeline {
  const { pending, ...rest } = timeline
  const usesPending = type === 'ON_DEMAND' && pending !== undefined
  const completedAt = startedAt + takesMs
  const record: RotationRecord = {
    type,
    material: usesPending ? pending.material : { id: nextMaterialId(timeline) },
    startedAt,
    startVisibleAt: startedAt,
    startClearsAt: completedAt,
    completedAt,
    currentAt: startedAt + currentAfterMs,
  }
  return {
    ...rest,
    ...(pending && !usesPending && { pending }),
    rotations: [...timeline.rotations, record],
  }
}

/** Adds the automatic rotations that became due up to `now`, each at its date. */
export function withDueRotations(
  timeline: RotationTimeline,
  now: number,
  takesMs: number,
  currentAfterMs: number,
): RotationTimeline {
  let settled = timeline
  while (!settled.isSuspended) {
    const { isEnabled, periodInDays, nextDate } = automaticAt(settled, now)
    if (!isEnabled || periodInDays === undefined || nextDate === undefined || nextDate > now) break
    settled = withAutomaticChange(withRotation(settled, 'AUTOMATIC', nextDate, takesMs, currentAfterMs), {
      at: nextDate,
      isEnabled,
      periodInDays,
      nextDate: nextDate + periodInDays * DAY_MS,
    })
  }
  return settled
}
