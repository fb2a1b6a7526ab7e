import type { Context } from '../context.ts'
import { InvalidMarkerError } from '../errors/invalid-marker-error.ts'
import { OperationError } from '../errors/operation-errors.ts'
import { InvalidCursorError } from '../errors/request-errors.ts'
import { toUnavailable } from '../kms/read-all-pages.ts'
import { toConnection, toEdge } from '../pagination/connection.ts'
import type { Connection } from '../pagination/connection.ts'
import { decodeCursor, digest, encodeCursor } from '../pagination/cursor.ts'
import type { CursorOrigin, ListPosition } from '../pagination/cursor.ts'
import { locate, startOf, takePage, walkPages } from '../pagination/page-walk.ts'
import type { MarkerPage } from '../pagination/page-walk.ts'
import { compareSortKeys, sliceSorted } from '../pagination/sorted-slice.ts'
import { pageWindow } from '../pagination/window.ts'
import type { PageArguments, PageWindow } from '../pagination/window.ts'
import { compareRotations, rotationSortKey, toRotation } from '../rotation/rotation.ts'
import type { Rotation, RotationType } from '../rotation/rotation.ts'
import type { MissingData } from './fleet-population.ts'
import type { RotationsListEntry } from '../kms/kms.ts'
import { readsOf } from './key-reads.ts'
import { orNull, problemOf } from './readable.ts'
import { rotationsOf } from './rotation.ts'
import type { SourcedRotation } from './rotation.ts'
import { withSource } from './visibility.ts'
import type { Key } from './visibility.ts'

export interface RotationFilter {
  readonly types?: readonly RotationType[] | null | undefined
  readonly rotatedAfter?: Date | null | undefined
  readonly rotatedBefore?: Date | null | undefined
}

export interface RotationOrder {
  readonly direction: 'ASC' | 'DESC'
}

export interface RotationArguments extends PageArguments {
  readonly filter?: RotationFilter | null | undefined
  readonly orderBy?: RotationOrder | null | undefined
}

export interface RotationConnection extends Connection<SourcedRotation> {
  readonly totalCount: () => Promise<number | null>
  /** Number of keys whose rotations may be missing, because they could not be read. */
  readonly unreadableCount: number
  readonly missing: readonly MissingData[]
}

/**
 * A page of the history. A forward page without filter and order follows the pages of KMS. Every other page is cut from
 * the whole history, sorted by time. Null if the history could not be read.
 */
export async function rotationConnection(
  key: Key,
  page: RotationArguments,
  context: Context,
): Promise<RotationConnection | null> {
  const window = pageWindow(page, context.facts.limits)
  const { filter, orderBy } = page
  const isFiltered = Boolean(filter) || Boolean(orderBy)
  const origin = { field: 'rotations', parent: key.arn, variant: isFiltered ? digest([filter, orderBy]) : '' }
  const isSorted = isFiltered || window.direction === 'backward' || typeof page.before === 'string'
  const cut = () => (isSorted ? sortedPage : listedPage)(key, page, window, origin, context)
  try {
    // If KMS rejects a Marker, the Marker may come from a cached page instead of the caller's cursor: try once more.
    const connection = await cut().catch((error: unknown) => {
      if (error instanceof InvalidMarkerError) return cut()
      throw error
    })
    const totalCount = () => countRotations(key, filter, context)
    return { ...connection, totalCount, unreadableCount: 0, missing: [] }
  } catch (error) {
    if (error instanceof OperationError) {
      // Null only if `problems.rotations` has an error, which it has not if only the page of a cursor failed.
      if (await problemOf(readsOf(key, context).rotations())) return null
      throw error
    }
    if (error instanceof InvalidMarkerError && typeof page.after === 'string')
      throw new InvalidCursorError(
        `The cursor '${page.after.slice(0, 40)}…' has expired, because KMS no longer accepts its marker. Start again without the cursor.`,
        { cause: error },
      )
    return toUnavailable(error)
  }
}

async function countRotations(
  key: Key,
  filter: RotationFilter | null | undefined,
  context: Context,
): Promise<number | null> {
  const rotations = await orNull(rotationsOf(key, context))
  return rotations?.filter((rotation) => matchesRotation(rotation, filter)).length ?? null
}

interface PositionedRotation {
  readonly rotation: Rotation
  readonly after: ListPosition
}

type PageOf = (
  key: Key,
  page: RotationArguments,
  window: PageWindow,
  origin: CursorOrigin,
  context: Context,
) => Promise<Connection<Rotation>>

/** A page in the order of KMS. Reads no more pages of KMS than needed. */
const listedPage: PageOf = async (key, { after }, { size }, origin, context) => {
  const cursor = typeof after === 'string' ? decodeCursor(origin, after) : undefined
  const { taken, hasMore } = await takePage(
    positionedRotations(
      key,
      context,
      cursor?.position,
      (rotation) => compareSortKeys(rotationSortKey(rotation), cursor?.sortKey ?? []) === 0,
    ),
    size,
  )
  return toConnection(
    taken.map((placed) => edgeOf(origin, placed)),
    { hasNextPage: hasMore, hasPreviousPage: cursor !== undefined },
  )
}

/** A page sorted by time, cut from the whole history. */
const sortedPage: PageOf = async (key, { after, before, filter, orderBy }, window, origin, context) => {
  const sign = orderBy?.direction === 'DESC' ? -1 : 1
  const all: PositionedRotation[] = []
  for await (const placed of positionedRotations(key, context))
    if (matchesRotation(placed.rotation, filter)) all.push(placed)
  const slice = sliceSorted(
    all.toSorted((left, right) => sign * compareRotations(left.rotation, right.rotation)),
    ({ rotation }) => rotationSortKey(rotation),
    window,
    {
      after: typeof after === 'string' ? decodeCursor(origin, after).sortKey : undefined,
      before: typeof before === 'string' ? decodeCursor(origin, before).sortKey : undefined,
    },
    (left, right) => sign * compareSortKeys(left, right),
  )
  return toConnection(
    slice.items.map((placed) => edgeOf(origin, placed)),
    slice,
  )
}

async function* positionedRotations(
  key: Key,
  context: Context,
  position?: ListPosition,
  isLast: (rotation: Rotation) => boolean = () => false,
): AsyncGenerator<PositionedRotation, void, undefined> {
  const { arn } = key
  const readPage = pagesOf(key, context)
  const isLastEntry = (entry: RotationsListEntry) => {
    const rotation = toRotation(arn, entry)
    return rotation !== undefined && isLast(rotation)
  }
  const from = position
    ? await (key.source === 'KMS' ? locate : locateInRecord)(readPage, position, isLastEntry)
    : startOf('')
  for await (const { item, after } of walkPages(readPage, from, context.signal)) {
    const rotation = toRotation(arn, item)
    if (rotation) yield { rotation: withSource(rotation, key), after }
  }
}

/** The pages of KMS. A record has the whole history in one page. */
function pagesOf(key: Key, context: Context) {
  return async (marker: string | undefined): Promise<MarkerPage<RotationsListEntry>> =>
    key.source === 'KMS'
      ? context.loaders.rotationsPage(key.arn, marker)
      : { items: await readsOf(key, context).rotations(), nextMarker: undefined }
}

/**
 * The position after an item of a record. A cursor of KMS's pages has a Marker, which means nothing here.
 *
 * @throws {InvalidCursorError} if the record does not have the item
 */
async function locateInRecord(
  readPage: (marker: string | undefined) => Promise<MarkerPage<RotationsListEntry>>,
  { list }: ListPosition,
  isLast: (entry: RotationsListEntry) => boolean,
): Promise<ListPosition> {
  const { items } = await readPage(undefined)
  const index = items.findIndex(isLast)
  if (index >= 0) return { list, marker: null, place: index + 1 }
  throw new InvalidCursorError(
    'The inventory does not have the rotation of the cursor. Start again without the cursor, or read the key from KMS with key(by: …).',
  )
}

const edgeOf = (origin: CursorOrigin, { rotation, after }: PositionedRotation) =>
  toEdge(rotation, () => encodeCursor(origin, { position: after, sortKey: rotationSortKey(rotation) }))

export function matchesRotation(
  { type, rotatedAt }: Rotation,
  filter: RotationFilter | null | undefined,
): boolean {
  const { types, rotatedAfter, rotatedBefore } = filter ?? {}
  return (
    (!types || types.includes(type)) &&
    (!rotatedAfter || rotatedAt > rotatedAfter) &&
    (!rotatedBefore || rotatedAt < rotatedBefore)
  )
}
