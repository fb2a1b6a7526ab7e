import type { RotationsListEntry } from '../kms/kms.ts'

export type RotationType = 'AUTOMATIC' | 'ON_DEMAND' | 'UNRECOGNIZED'

/** A completed rotation of a key. */
export interface Rotation {
  readonly keyArn: string
  /** When the new material became current. */
  readonly rotatedAt: Date
  /** UNRECOGNIZED if KMS sent no type or one that this version does not know. */
  readonly type: RotationType
  /** The material that became current. Undefined if the server does not return it. */
  readonly materialId: string | undefined
  /** The entry of KMS's list. */
  readonly entry: RotationsListEntry
  /** Number of rotations of the same key, date and type before it. Undefined = 0, which is nearly always the case. */
  readonly ordinal?: number | undefined
}

export const DAY_MS = 86_400_000

/** Undefined for material that did not become current by a rotation: the first one, and pending material. */
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

/** Entries of a history are immutable, so their rotations are calculated once. */
const rotationsOfEntries = new WeakMap<readonly RotationsListEntry[], readonly Rotation[]>()

/** As {@link toRotations}. The same list of entries has the same rotations every time. */
export function rotationsFrom(keyArn: string, entries: readonly RotationsListEntry[]): readonly Rotation[] {
  const known = rotationsOfEntries.get(entries)
  if (known) return known
  const rotations = toRotations(keyArn, entries)
  rotationsOfEntries.set(entries, rotations)
  return rotations
}

/** Sets the ordinals of rotations with the same key, date and type, in the order of their material IDs. */
export function numberTies(rotations: readonly Rotation[]): readonly Rotation[] {
  const counts = new Map<string, number>()
  const numberedOf = new Map(
    rotations.toSorted(compareRotations).map((rotation) => [rotation, numbered(rotation, counts)]),
  )
  return rotations.map((rotation) => numberedOf.get(rotation) ?? rotation)
}

/** @param counts the number of rotations so far with each key, date and type; counts this one too */
function numbered(rotation: Rotation, counts: Map<string, number>): Rotation {
  const occasion = occasionOf(rotation)
  const before = counts.get(occasion) ?? 0
  counts.set(occasion, before + 1)
  const ordinal = before === 0 ? undefined : before
  return rotation.ordinal === ordinal ? rotation : { ...rotation, ordinal }
}

/**
 * Identifies a rotation: equal for every read of it. Material becomes current only once, so its ID identifies the
 * rotation. If the server does not return the ID, the date and the type do.
 */
export function rotationId(rotation: Rotation): string {
  const { keyArn, materialId } = rotation
  return materialId === undefined ? dateId(rotation) : [keyArn, materialId].join('#')
}

/**
 * Identifies a rotation without its material ID, which a server may send in one response and omit in the next. KMS
 * always sends the date.
 */
export function dateId(rotation: Rotation): string {
  const { ordinal } = rotation
  return [occasionOf(rotation), ...(ordinal === undefined ? [] : [ordinal])].join('#')
}

/** All IDs that the rotation may have in different reads. */
export const rotationIds = (rotation: Rotation): readonly string[] => [rotationId(rotation), dateId(rotation)]

const occasionOf = ({ keyArn, rotatedAt, type }: Rotation): string =>
  [keyArn, rotatedAt.toISOString(), type].join('#')

/** The known rotations after a read, and the ones that the read added. */
export interface MergedRotations {
  /** Oldest first. */
  readonly rotations: readonly Rotation[]
  /** Oldest first. */
  readonly added: readonly Rotation[]
}

/**
 * Adds the rotations of a read to the known ones. A read may lack rotations, because KMS reads are eventually consistent,
 * and it may lack material IDs. Two rotations of the same date and type are different only if their material IDs are,
 * or if one read shows both.
 */
export function mergeRotations(known: readonly Rotation[], read: readonly Rotation[]): MergedRotations {
  if (read.length === 0) return { rotations: known, added: [] }
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

  const added = read
    .filter((rotation) => !match(rotation, ({ materialId }) => materialId === rotation.materialId))
    .filter((rotation) => !match(rotation, (other) => isUnidentified(other) || isUnidentified(rotation)))
    .toSorted(compareRotations)
    .map((rotation) => numbered(rotation, counts))
  if (added.length === 0 && identified.size === 0) return { rotations: known, added }
  const before = known.map((rotation) => identified.get(rotation) ?? rotation)
  return { rotations: [...before, ...added].toSorted(compareRotations), added }
}

const isUnidentified = ({ materialId }: Rotation): boolean => materialId === undefined

/** Sorts by time; the other parts make the order total. Also the sort key of cursors. */
export type RotationSortKey = readonly [rotatedAtMs: number, materialId: string, type: RotationType]

export const rotationSortKey = ({ rotatedAt, materialId, type }: Rotation): RotationSortKey => [
  rotatedAt.getTime(),
  materialId ?? '',
  type,
]

/** Oldest first. KMS does not document the order of its list. Compares as {@link rotationSortKey}, without an array for each call. */
export function compareRotations(left: Rotation, right: Rotation): number {
  return (
    left.rotatedAt.getTime() - right.rotatedAt.getTime() ||
    compareText(left.materialId ?? '', right.materialId ?? '') ||
    compareText(left.type, right.type)
  )
}

function compareText(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}

/** The most recent rotation. The rotations may be in any order. */
export function lastRotation(rotations: readonly Rotation[]): Rotation | undefined {
  return rotations.reduce<Rotation | undefined>(
    (last, each) => (last === undefined || compareRotations(each, last) > 0 ? each : last),
    undefined,
  )
}

/** The last rotation before `rotation`. The rotations may be in any order. */
export function previousRotation(rotation: Rotation, rotations: readonly Rotation[]): Rotation | undefined {
  return lastRotation(rotations.filter((each) => compareRotations(each, rotation) < 0))
}

/**
 * Number of days that the replaced material was current: since the previous rotation, or since the key was created if it
 * was the first one. Undefined if that is not known, for example for a replica that was created after a rotation of its
 * primary.
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
