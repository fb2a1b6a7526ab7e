import { startListWalk } from '../kms/list-walk.ts'
import type { ListPosition } from './cursor.ts'

/** One page of a list that can only be read forwards. Pages may be short or empty; the list ends without `nextMarker`. */
export interface MarkerPage<Item> {
  readonly items: readonly Item[]
  readonly nextMarker: string | undefined
}

export interface Walked<Item> {
  readonly item: Item
  /** The position at which to continue after this item. */
  readonly after: ListPosition
}

export const startOf = (list: string): ListPosition => ({ list, marker: null, place: 0 })

/**
 * The items of a list from a position on, each once and in order. A page is read only when its first item is needed, so a
 * caller that stops early reads no further page. Ends where `nextMarker` is absent, within the bounds of a
 * {@link ListWalk}.
 *
 * @throws {KmsUnavailableError} when KMS does not end the list
 */
export async function* walkPages<Item>(
  readPage: (marker: string | undefined) => Promise<MarkerPage<Item>>,
  from: ListPosition,
  signal?: AbortSignal,
): AsyncGenerator<Walked<Item>, void, undefined> {
  let { marker, place } = from
  const walk = startListWalk(marker ?? undefined, signal)
  for (;;) {
    const { items, nextMarker } = await readPage(marker ?? undefined)
    for (const [index, item] of items.entries()) {
      if (index < place) continue
      const isLast = index === items.length - 1
      // The end of a page is the start of the next page, so that the cursor stays valid if the page grows later.
      const after =
        isLast && nextMarker !== undefined
          ? { list: from.list, marker: nextMarker, place: 0 }
          : { list: from.list, marker, place: index + 1 }
      yield { item, after }
    }
    if (nextMarker === undefined) return
    // The page may be shorter than when the cursor was issued. Then the remaining items to skip are in the next pages.
    place = Math.max(0, place - items.length)
    marker = await walk.next(nextMarker, items.length)
  }
}

/** Takes up to `size` items, and reports whether the list has more. */
export async function takePage<Item>(
  items: AsyncIterable<Item>,
  size: number,
): Promise<{ readonly taken: readonly Item[]; readonly hasMore: boolean }> {
  const taken: Item[] = []
  for await (const item of items) {
    if (taken.length === size) return { taken, hasMore: true }
    taken.push(item)
  }
  return { taken, hasMore: false }
}

/**
 * The position after an item whose index may have changed since its cursor was issued, for example because items were
 * added at the front of the list. If the item was removed, the items after it have moved forward by one. If the page is
 * too short to have the item, the position is unchanged, and the walk continues to skip in the next pages.
 */
export async function locate<Item>(
  readPage: (marker: string | undefined) => Promise<MarkerPage<Item>>,
  position: ListPosition,
  isItem: (item: Item) => boolean,
): Promise<ListPosition> {
  if (position.place === 0) return position
  const { items } = await readPage(position.marker ?? undefined)
  const index = items.findIndex(isItem)
  if (index >= 0) return { ...position, place: index + 1 }
  return items.length < position.place ? position : { ...position, place: position.place - 1 }
}
