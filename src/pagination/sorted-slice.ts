import type { SortKey } from './cursor.ts'
import type { PageWindow } from './window.ts'

export interface SortedSlice<Item> {
  readonly items: readonly Item[]
  readonly hasNextPage: boolean
  readonly hasPreviousPage: boolean
}

/** The sort keys of the cursors that a page starts after and ends before. */
export interface SortBounds {
  readonly after?: SortKey | undefined
  readonly before?: SortKey | undefined
}

/**
 * @param found.hasMore whether more items are between the bounds than on the page
 * @param found.hasBefore whether there is an item up to the bound `after`
 * @param found.hasAfter whether there is an item from the bound `before` on
 */
export function pageEnds(
  { direction }: PageWindow,
  found: { readonly hasMore: boolean; readonly hasBefore: boolean; readonly hasAfter: boolean },
): { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean } {
  const { hasMore, hasBefore, hasAfter } = found
  return {
    hasNextPage: hasAfter || (direction === 'forward' && hasMore),
    hasPreviousPage: hasBefore || (direction === 'backward' && hasMore),
  }
}

/** Orders by the first part that differs. Null, like a missing part, comes first, and numbers before text. */
export function compareSortKeys(left: SortKey, right: SortKey): number {
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const order = compareParts(left[index] ?? null, right[index] ?? null)
    if (order !== 0) return order
  }
  return 0
}

// Orders parts of any types, because a client can forge a cursor that passes the check.
function compareParts(value: SortKey[number], other: SortKey[number]): number {
  if (value === other) return 0
  if (value === null) return -1
  if (other === null) return 1
  if (typeof value !== typeof other) return typeof value === 'number' ? -1 : 1
  return value < other ? -1 : 1
}

/**
 * A page of a complete list that is sorted by `compare`. A bound is valid even if its own item was removed. Items up to
 * `after` count as a previous page, and items from `before` on count as a next page.
 */
export function sliceSorted<Item>(
  sorted: readonly Item[],
  keyOf: (item: Item) => SortKey,
  window: PageWindow,
  { after, before }: SortBounds,
  compare: (left: SortKey, right: SortKey) => number = compareSortKeys,
): SortedSlice<Item> {
  const within = sorted.filter(
    (item) =>
      (after === undefined || compare(keyOf(item), after) > 0) &&
      (before === undefined || compare(keyOf(item), before) < 0),
  )
  const items =
    window.direction === 'forward'
      ? within.slice(0, window.size)
      : within.slice(Math.max(0, within.length - window.size))
  const hasMore = within.length > items.length
  const hasBefore = after !== undefined && sorted.some((item) => compare(keyOf(item), after) <= 0)
  const hasAfter = before !== undefined && sorted.some((item) => compare(keyOf(item), before) >= 0)
  return { items, ...pageEnds(window, { hasMore, hasBefore, hasAfter }) }
}
