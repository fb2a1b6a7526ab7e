import type { Context } from '../context.ts'
import { SortTooLargeError } from '../errors/request-errors.ts'
import type { Scope } from '../kms/scopes.ts'
import { toConnection, toEdge } from '../pagination/connection.ts'
import { decodeCursor, digest, encodeCursor } from '../pagination/cursor.ts'
import type { Cursor, CursorOrigin, ListPosition, SortKey } from '../pagination/cursor.ts'
import { takePage } from '../pagination/page-walk.ts'
import { sortRule } from '../rotation/readings/key-order.ts'
import { compareSortKeys, sliceSorted } from '../pagination/sorted-slice.ts'
import { pageWindow } from '../pagination/window.ts'
import { inventoryPage } from './inventory-page.ts'
import { filterConditions, matchKey, ruleSettings } from './key-filter.ts'
import type { KeyFilter } from './key-filter.ts'
import { listKeys, requestedScopes } from './key-listing.ts'
import type { PositionedKey, UnavailableScope } from './key-listing.ts'
import { apply } from './key-reads.ts'
import { checkScanLimit, scanKeys } from './key-scan.ts'
import type { KeyConnection, KeyOrder, KeysArguments } from './key-page.ts'
import { sourceOf } from './key-source.ts'
import type { Key } from './visibility.ts'

/** A page of keys without the fields about the whole connection. */
type KeyPage = Omit<KeyConnection, 'totalCount' | 'unavailableScopes' | 'isComplete' | 'observedAt'>

const BY_ARN: KeyOrder = { field: 'ARN', direction: 'ASC' }

interface Listing {
  readonly keys: (cursor: Cursor | undefined) => AsyncGenerator<PositionedKey, void, undefined>
  readonly origin: CursorOrigin
  readonly size: number
  readonly cursor: Cursor | undefined
}

export async function keyConnection(page: KeysArguments, context: Context): Promise<KeyConnection> {
  const { size } = pageWindow(page, context.facts.limits)
  const source = sourceOf(page.source, context)
  const scopes = requestedScopes(page.scopes, context)
  const { filter, orderBy } = page
  if (source === 'INVENTORY') {
    const variant = digest([source, page.scopes, filter, orderBy])
    const origin = { field: 'keys', parent: '', variant }
    const cursor = typeof page.after === 'string' ? decodeCursor(origin, page.after) : undefined
    return inventoryPage({ scopes, filter, orderBy: orderBy ?? BY_ARN, origin, size, cursor }, context)
  }
  const scanLimit = checkScanLimit(page.scanLimit, context.facts.limits)
  const origin = { field: 'keys', parent: '', variant: digest([page.scopes, filter, orderBy]) }
  const unavailable: UnavailableScope[] = []
  const listing: Listing = {
    keys: (cursor) => listKeys(scopes, cursor, context, (scope) => unavailable.push(scope)),
    origin,
    size,
    cursor: typeof page.after === 'string' ? decodeCursor(origin, page.after) : undefined,
  }
  const connection = orderBy
    ? await sortedPage(listing, filter, orderBy, context)
    : filter
      ? await scannedPage(listing, filter, scanLimit, context)
      : await listedPage(listing)
  return {
    ...connection,
    unavailableScopes: unavailable,
    isComplete: unavailable.length === 0,
    observedAt: null,
    // A scope that could not be listed for the page would delay the count again.
    totalCount: async () => (filter || unavailable.length > 0 ? null : countKeys(scopes, context)),
  }
}

/** Null if a scope cannot be listed, because the count would be too small. */
async function countKeys(scopes: readonly Scope[], context: Context): Promise<number | null> {
  const unavailable: UnavailableScope[] = []
  let count = 0
  for await (const _ of listKeys(scopes, undefined, context, (scope) => unavailable.push(scope))) count++
  return unavailable.length > 0 ? null : count
}

/** A page in the order of KMS. Reads no key individually. */
async function listedPage({ keys, origin, size, cursor }: Listing): Promise<KeyPage> {
  const { taken, hasMore } = await takePage(keys(cursor), size)
  return {
    ...toConnection(
      taken.map((placed) => edgeOf(origin, placed.key, placed.after)),
      { hasNextPage: hasMore, hasPreviousPage: cursor !== undefined },
    ),
    scannedCount: taken.length,
    undecidedCount: 0,
  }
}

/** A page of the keys that match a filter, in the order of KMS. */
async function scannedPage(
  { keys, origin, size, cursor }: Listing,
  filter: KeyFilter,
  scanLimit: number,
  context: Context,
): Promise<KeyPage> {
  const { matched, last, hasMore, examinedCount, undecidedCount } = await scanKeys(
    keys(cursor),
    { conditions: filterConditions(filter, context), size, scanLimit },
    context,
  )
  const connection = toConnection(
    matched.map(({ key, after }) => edgeOf(origin, key, after)),
    { hasNextPage: hasMore, hasPreviousPage: cursor !== undefined },
  )
  const endCursor = last ? edgeOf(origin, last.key, last.after).cursor : connection.pageInfo.endCursor
  return {
    ...connection,
    pageInfo: { ...connection.pageInfo, endCursor },
    scannedCount: examinedCount,
    undecidedCount,
  }
}

/** A page in the requested order, cut from all keys. @throws {SortTooLargeError} above `maxSortableKeys` */
async function sortedPage(
  { keys, origin, size, cursor }: Listing,
  filter: KeyFilter | null | undefined,
  orderBy: KeyOrder,
  context: Context,
): Promise<KeyPage> {
  const { maxSortableKeys } = context.facts.limits
  const { taken: all, hasMore } = await takePage(keys(undefined), maxSortableKeys)
  if (hasMore)
    throw new SortTooLargeError(
      `orderBy reads all keys, and there are more than ${maxSortableKeys} keys. Narrow 'scopes', or omit orderBy.`,
    )
  const conditions = filterConditions(filter ?? {}, context)
  const rule = sortRule(orderBy.field, ruleSettings(filter?.policy, context))
  const matches = await Promise.all(all.map(({ key }) => matchKey(conditions, key, context)))
  const matching = await Promise.all(
    all
      .filter((_, index) => matches[index] === 'yes')
      .map(async ({ key }) => ({ key, sortKey: [(await apply(rule, key, context)) ?? null, key.arn] })),
  )
  const sign = orderBy.direction === 'DESC' ? -1 : 1
  const compare = (left: SortKey, right: SortKey) => sign * compareSortKeys(left, right)
  const slice = sliceSorted(
    matching.toSorted((left, right) => compare(left.sortKey, right.sortKey)),
    ({ sortKey }) => sortKey,
    { direction: 'forward', size },
    { after: cursor?.sortKey },
    compare,
  )
  const noPosition: ListPosition = { list: '', marker: null, place: 0 }
  return {
    ...toConnection(
      slice.items.map(({ key, sortKey }) =>
        toEdge(key, () => encodeCursor(origin, { position: noPosition, sortKey })),
      ),
      { hasNextPage: slice.hasNextPage, hasPreviousPage: cursor !== undefined },
    ),
    scannedCount: all.length,
    undecidedCount: matches.filter((match) => match === 'undecided').length,
  }
}

const edgeOf = (origin: CursorOrigin, key: Key, after: ListPosition) =>
  toEdge(key, () => encodeCursor(origin, { position: after, sortKey: [key.arn] }))
