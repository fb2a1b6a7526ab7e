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
  /** How many rotations of the same date and type come before it. Undefined for 0, which it nearly always is. */
  readonly ordinal?: number | undefined
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

/** The rotations among the entries of one history, in the order of the entries. */
export function toRotations(keyArn: string, entries: readonly RotationsListEntry[]): readonly Rotation[] {
  return numberTies(
    entries.map((entry) => toRotation(keyArn, entry)).filter((rotation) => rotation !== undefined),
  )
}

/** Sets the ordinals of rotations that have the same key, date and type: in the order of their material IDs. */
export function numberTies(rotations: readonly Rotation[]): readonly Rotation[] {
  const counts = new Map<string, number>()
  const numberedOf = new Map(
    rotations.toSorted(compareRotations).map((rotation) => [rotation, numbered(rotation, counts)]),
  )
  return rotations.map((rotation) => numberedOf.get(rotation) ?? rotation)
}

/** @param counts how many rotations of each occasion come before this one */
function numbered(rotation: Rotation, counts: Map<string, number>): Rotation {
  const occasion = occasionOf(rotation)
  const before = counts.get(occasion) ?? 0
  counts.set(occasion, before + 1)
  const ordinal = before === 0 ? undefined : before
  return rotation.ordinal === ordinal ? rotation : { ...rotation, ordinal }
}

/**
 * The same for one rotation whenever and wherever it is read, and for no other one. A material becomes current
 * once, so its ID names the rotation; where servers do not report it, time and type do.
 */
export function rotationId(rotation: Rotation): string {
  const { keyArn, materialId } = rotation
  return materialId === undefined ? datedId(rotation) : [keyArn, materialId].join('#')
}

/**
 * Identifies a rotation without its material ID, which a server may send in one answer and leave out in the next. KMS
 * always sends the date.
 */
export function datedId(rotation: Rotation): string {
  const { ordinal } = rotation
  return [occasionOf(rotation), ...(ordinal === undefined ? [] : [ordinal])].join('#')
}

/** All IDs that a read may give this rotation. */
export const rotationIds = (rotation: Rotation): readonly string[] => [
  rotationId(rotation),
  datedId(rotation),
]

const occasionOf = ({ keyArn, rotatedAt, type }: Rotation): string =>
  [keyArn, rotatedAt.toISOString(), type].join('#')

/** Everything known of a history after a read, and what the read added. */
export interface MergedRotations {
  /** Oldest first. */
  readonly rotations: readonly Rotation[]
  /** Oldest first. */
  readonly news: readonly Rotation[]
}

/**
 * Adds a read of a history to what is known of it. A read may lack rotations, because KMS's reads lag behind at times,
 * and it may lack material IDs. Two rotations of the same date and type are different only if their material IDs are,
 * or if one read shows both.
 */
export function mergeRotations(known: readonly Rotation[], read: readonly Rotation[]): MergedRotations {
  if (read.length === 0) return { rotations: known, news: [] }
  const counts = new Map<string, number>()
  const unmatched = new Map<string, Rotation[]>()
  for (const rotation of known) {
    const occasion = occasionOf(rotation)
    counts.set(occasion, (counts.get(occasion) ?? 0) + 1)
    unmatched.set(occasion, [...(unmatched.get(occasion) ?? []), rotation])
  }
  /** Known rotations whose material ID this read added. */
  const identified = new Map<Rotation, Rotation>()

  function match(rotation: Rotation, isSame: (other: Rotation) => boolean): boolean {
    const others = unmatched.get(occasionOf(rotation)) ?? []
    const index = others.findIndex(isSame)
    const [other] = index === -1 ? [] : others.splice(index, 1)
    if (!other) return false
    if (other.materialId === undefined && rotation.materialId !== undefined)
      identified.set(other, { ...rotation, ordinal: other.ordinal })
    return true
  }

  const news = read
    .filter((rotation) => !match(rotation, ({ materialId }) => materialId === rotation.materialId))
    .filter((rotation) => !match(rotation, (other) => isUnidentified(other) || isUnidentified(rotation)))
    .toSorted(compareRotations)
    .map((rotation) => numbered(rotation, counts))
  if (news.length === 0 && identified.size === 0) return { rotations: known, news }
  const before = known.map((rotation) => identified.get(rotation) ?? rotation)
  return { rotations: [...before, ...news].toSorted(compareRotations), news }
}

const isUnidentified = ({ materialId }: Rotation): boolean => materialId === undefined

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
