import { countOf } from '../format/count.ts'
import type { RotationType } from '../generated/graphql.ts'

/** The times of a key, as they are shown in a picture and as a table. Times are ISO 8601 in UTC. */
export interface Timeline {
  readonly now: string
  /** Null if it could not be read. */
  readonly createdAt: string | null
  /** The newest rotations, oldest first. Null if the history could not be read. */
  readonly rotations: readonly TimelineRotation[] | null
  /** The number of rotations before `rotations`. */
  readonly olderCount: number
  readonly dueAt: string | null
  readonly nextRotationAt: string | null
  /** When the on-demand rotation in progress started. */
  readonly runningSince: string | null
  readonly pendingMaterial: PendingMaterial | null
}

/** Imported key material that is not current yet: for the next rotation, or until all replicas have it. */
export type PendingMaterial = 'READY' | 'AWAITS_REPLICAS'

export interface TimelineRotation {
  readonly rotatedAt: string
  readonly type: RotationType
}

export type EntryKind = 'CREATED' | 'OLDER' | RotationType | 'RUNNING' | 'TODAY' | 'PENDING' | 'NEXT' | 'DUE'

export interface TimelineEntry {
  readonly kind: EntryKind
  /** Null for older rotations that are counted only, and for pending material, whose time KMS does not report. */
  readonly at: string | null
  readonly text: string
  /** Days since the previous rotation or, for the first one, since the creation. Null for other entries, and if not known. */
  readonly days: number | null
}

const DAY_MS = 86_400_000

export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)

/** The timeline as rows of a table, in the order of time. */
export function timelineEntries(timeline: Timeline): TimelineEntry[] {
  const { now, createdAt, olderCount, pendingMaterial } = timeline
  const rotations = timeline.rotations ?? []
  const first = olderCount === 0 && timeline.rotations !== null ? createdAt : null
  const entry = (kind: EntryKind, at: string | null, text: string, since: string | null = null) => ({
    kind,
    at,
    text,
    days: at === null || since === null ? null : daysBetween(since, at),
  })
  const dated = [
    ...rotations.map(({ rotatedAt, type }, index) =>
      entry(type, rotatedAt, ROTATION_TEXTS[type], rotations[index - 1]?.rotatedAt ?? first),
    ),
    entry('RUNNING', timeline.runningSince, 'An on-demand rotation started and is in progress'),
    entry('TODAY', now, 'Today', rotations.at(-1)?.rotatedAt ?? first),
    entry('NEXT', timeline.nextRotationAt, 'Next automatic rotation'),
    entry('DUE', timeline.dueAt, 'The policy requires a rotation by then'),
  ]
  return [
    ...(createdAt === null ? [] : [entry('CREATED', createdAt, 'Created')]),
    ...(olderCount === 0 ? [] : [entry('OLDER', null, countOf(olderCount, 'older rotation'))]),
    ...dated
      .filter((row): row is TimelineEntry & { at: string } => row.at !== null)
      .toSorted((left, right) => Date.parse(left.at) - Date.parse(right.at)),
    ...(pendingMaterial ? [entry('PENDING', null, PENDING_TEXTS[pendingMaterial])] : []),
  ]
}

const ROTATION_TEXTS: { readonly [type in RotationType]: string } = {
  AUTOMATIC: 'Rotated automatically',
  ON_DEMAND: 'Rotated on demand',
  UNRECOGNIZED: 'Rotated in another way',
}

const PENDING_TEXTS: { readonly [pending in PendingMaterial]: string } = {
  READY: 'Imported key material waits for the next on-demand rotation',
  AWAITS_REPLICAS: 'Imported key material waits until it is imported into all replicas',
}
