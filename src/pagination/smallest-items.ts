/** The smallest of many items, in order. Keeps no more than `count` items. */
export interface SmallestItems<Item> {
  readonly items: readonly Item[]
  add(item: Item): void
}

/** @param count at least 1 */
export function createSmallestItems<Item>(
  count: number,
  compare: (left: Item, right: Item) => number,
): SmallestItems<Item> {
  const items: Item[] = []

  /** The number of items that are not greater. */
  function placeOf(item: Item): number {
    let from = 0
    let to = items.length
    while (from < to) {
      const middle = (from + to) >> 1
      const other = items[middle]
      if (other !== undefined && compare(other, item) <= 0) from = middle + 1
      else to = middle
    }
    return from
  }

  return {
    items,
    add(item) {
      const last = items.at(-1)
      if (items.length === count && last !== undefined && compare(item, last) >= 0) return
      items.splice(placeOf(item), 0, item)
      if (items.length > count) items.pop()
    },
  }
}
