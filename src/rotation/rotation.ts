import type { RotationsListEntry } from '../kms/kms.ts'

export type RotationType = 'AUTOMATIC' | 'ON_DEMAND' | 'UNRECOGNIZED'

/** A completed rotation of a key. */
export interface Rotation {
  readonly keyArn: string
  /** When the new material became current. */
  readonly rotatedAt: Date
  /** UNRECOGNIZED for a type that AWS added since, or did not send. */
  readonly type: RotationType
  /** The material that became current; undefined on servers that do not report it. */
  readonly materialId: string | undefined
  /** What KMS listed. */
  readonly entry: RotationsListEntry
}

export const DAY_MS = 86_400_000

/** Undefined for material that no rotation made current: a first one, and one that is pending. */
export function toRotation(keyArn: string, entry: RotationsListEntry): Rotation | undefined {
  const { rotationDate, rotationType, keyMaterialId } = entry
  if (rotationDate === undefined) return undefined
  return {
    keyArn,
    rotatedAt: rotationDate,
    type: typeOf(rotationType),
    materialId: keyMaterialId,
    entry,
  }
}

const typeOf = (text: string | undefined): RotationType =>
  text === 'AUTOMATIC' || text === 'ON_DEMAND' ? text : 'UNRECOGNIZED'

/**
 * The same for one rotation whenever and wherever it is read, and for no other one. A material becomes current
 * once, so its ID names the rotation; where servers do not report it, time and type do.
 */
export function rotationId({ keyArn, materialId, rotatedAt, type }: Rotation): string {
  return [keyArn, ...(materialId === undefined ? [rotatedAt.toISOString(), type] : [materialId])].join('#')
}

/** By time; what follows only makes the order total. Fit to be the sort key of a cursor. */
export type RotationSortKey = readonly [rotatedAtMs: number, materialId: string, type: RotationType]

export const rotationSortKey = ({ rotatedAt, materialId, type }: Rotation): RotationSortKey => [
  rotatedAt.getTime(),
  materialId ?? '',
  type,
]

/** Oldest first. KMS documents no order for its list, so whoever needs one sorts by this. */
export function compareRotations(left: Rotation, right: Rotation): number {
  const others = rotationSortKey(right)
  for (const [index, value] of rotationSortKey(left).entries()) {
    const other = others[index] ?? ''
    if (value !== other) return value < other ? -1 : 1
  }
  return 0
}

/** The most recent one, in whatever order they come; undefined when there is none. */
export function lastRotation(rotations: readonly Rotation[]): Rotation | undefined {
  return rotations.reduce<Rotation | undefined>(
    (last, each) => (last === undefined || compareRotations(each, last) > 0 ? each : last),
    undefined,
  )
}

/** The one before `rotation` among all rotations of the key, in whatever order they come. */
export function previousRotation(rotation: Rotation, rotations: readonly Rotation[]): Rotation | undefined {
  return lastRotation(rotations.filter((each) => compareRotations(each, rotation) < 0))
}

/**
 * Days that the replaced material was current: since the previous rotation, else since the key was created.
 * Undefined when that is not known, as for a replica made after a rotation that it shares with its primary.
 */
export function daysSincePrevious(
  rotation: Rotation,
  previous: Rotation | undefined,
  createdAt: Date | undefined,
): number | undefined {
  const since = previous?.rotatedAt ?? createdAt
  if (since === undefined || since > rotation.rotatedAt) return undefined
  return (rotation.rotatedAt.getTime() - since.getTime()) / DAY_MS
}
