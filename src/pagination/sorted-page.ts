import type { SortKey } from './cursor.ts'
import { createSmallestItems } from './smallest-items.ts'
import { pageEnds } from './sorted-slice.ts'
import type { SortBounds, SortedSlice } from './sorted-slice.ts'
import type { PageWindow } from './window.ts'

interface Sorted {
  readonly sortKey: SortKey
}

/** A page of a sorted list whose items are added in any order. Keeps no more items than the page and one. */
export interface SortedPage<Item> {
  add(item: Item): void
  slice(): SortedSlice<Item>
}

/**
 * A bound is valid even if its own item was removed. Items up to `after` count as a previous page, and items from
 * `before` on count as a next page. No two items may have the same sort key.
 */
export function createSortedPage<Item extends Sorted>(
  window: PageWindow,
  { after, before }: SortBounds,
  compare: (left: SortKey, right: SortKey) => number,
): SortedPage<Item> {
  // The last items of the list are the first items of the reversed list.
  const sign = window.direction === 'forward' ? 1 : -1
  const nearest = createSmallestItems<Item>(
    window.size + 1,
    (left, right) => sign * compare(left.sortKey, right.sortKey),
  )
  let hasBefore = false
  let hasAfter = false

  return {
    add(item) {
      const isBefore = after !== undefined && compare(item.sortKey, after) <= 0
      const isAfter = before !== undefined && compare(item.sortKey, before) >= 0
      hasBefore ||= isBefore
      hasAfter ||= isAfter
      if (!isBefore && !isAfter) nearest.add(item)
    },
    slice() {
      const items = nearest.items.slice(0, window.size)
      const hasMore = nearest.items.length > window.size
      return {
        items: window.direction === 'forward' ? items : items.toReversed(),
        ...pageEnds(window, { hasMore, hasBefore, hasAfter }),
      }
    },
  }
}
