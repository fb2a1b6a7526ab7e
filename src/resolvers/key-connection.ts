import type { Context } from '../context.ts'
import { BadUserInputError, SortTooLargeError } from '../errors/request-errors.ts'
import type { Scope } from '../kms/scopes.ts'
import { toConnection, toEdge } from '../pagination/connection.ts'
import { decodeCursor, digest, encodeCursor } from '../pagination/cursor.ts'
import type { Cursor, CursorOrigin, ListPosition, SortKey } from '../pagination/cursor.ts'
import { startOf, takePage } from '../pagination/page-walk.ts'
import { sortRule } from '../rotation/readings/key-order.ts'
import { createSortedPage } from '../pagination/sorted-page.ts'
import { compareSortKeys } from '../pagination/sorted-slice.ts'
import type { SortBounds } from '../pagination/sorted-slice.ts'
import { pageWindow } from '../pagination/window.ts'
import type { PageWindow } from '../pagination/window.ts'
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
  readonly window: PageWindow
  readonly cursor: Cursor | undefined
  readonly bounds: SortBounds
}

export async function keyConnection(page: KeysArguments, context: Context): Promise<KeyConnection> {
  const window = pageWindow(page, context.facts.limits)
  const source = sourceOf(page.source, context)
  const scopes = requestedScopes(page.scopes, context)
  const { filter, orderBy } = page
  const isFromInventory = source === 'INVENTORY'
  if (!isFromInventory && !orderBy && (window.direction === 'backward' || typeof page.before === 'string'))
    throw new BadUserInputError(
      'last and before cannot be used with source KMS without orderBy, because KMS lists keys only forward. Pass orderBy or source: INVENTORY, or page with first and after.',
    )
  const list = [page.scopes, filter, orderBy]
  const origin = { field: 'keys', parent: '', variant: digest(isFromInventory ? [source, ...list] : list) }
  const cursor = cursorOf(origin, page.after)
  const bounds = { after: cursor?.sortKey, before: cursorOf(origin, page.before)?.sortKey }
  if (isFromInventory)
    return inventoryPage({ scopes, filter, orderBy: orderBy ?? BY_ARN, origin, window, bounds }, context)
  const scanLimit = checkScanLimit(page.scanLimit, context.facts.limits)
  const unavailable: UnavailableScope[] = []
  const listing: Listing = {
    keys: (from) => listKeys(scopes, from, context, (scope) => unavailable.push(scope)),
    origin,
    window,
    cursor,
    bounds,
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

const cursorOf = (origin: CursorOrigin, text: string | null | undefined): Cursor | undefined =>
  typeof text === 'string' ? decodeCursor(origin, text) : undefined

/** Null if a scope cannot be listed, because the count would be too small. */
async function countKeys(scopes: readonly Scope[], context: Context): Promise<number | null> {
  const unavailable: UnavailableScope[] = []
  let count = 0
  for await (const _ of listKeys(scopes, undefined, context, (scope) => unavailable.push(scope))) count++
  return unavailable.length > 0 ? null : count
}

/** A page in the order of KMS. Reads no key individually. */
async function listedPage({ keys, origin, window, cursor }: Listing): Promise<KeyPage> {
  const { taken, hasMore } = await takePage(keys(cursor), window.size)
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
  { keys, origin, window, cursor }: Listing,
  filter: KeyFilter,
  scanLimit: number,
  context: Context,
): Promise<KeyPage> {
  const { matched, last, hasMore, examinedCount, undecidedCount } = await scanKeys(
    keys(cursor),
    { conditions: filterConditions(filter, context), size: window.size, scanLimit },
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
  { keys, origin, window, bounds }: Listing,
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
  const page = createSortedPage<(typeof matching)[number]>(window, bounds, compare)
  for (const each of matching) page.add(each)
  const slice = page.slice()
  return {
    ...toConnection(
      slice.items.map(({ key, sortKey }) =>
        toEdge(key, () => encodeCursor(origin, { position: startOf(''), sortKey })),
      ),
      slice,
    ),
    scannedCount: all.length,
    undecidedCount: matches.filter((match) => match === 'undecided').length,
  }
}

const edgeOf = (origin: CursorOrigin, key: Key, after: ListPosition) =>
  toEdge(key, () => encodeCursor(origin, { position: after, sortKey: [key.arn] }))
