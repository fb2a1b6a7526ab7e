import { startListWalk } from '../kms/list-walk.ts'
import type { ListPosition } from './cursor.ts'

/** One page of a list that only goes forward; short and even empty pages are fine while `nextMarker` is set. */
export interface MarkerPage<Item> {
  readonly items: readonly Item[]
  readonly nextMarker: string | undefined
}

export interface Walked<Item> {
  readonly item: Item
  /** Where to go on after this item. */
  readonly after: ListPosition
}

export const startOf = (list: string): ListPosition => ({ list, marker: null, place: 0 })

/**
 * The items of a list from a position on, each once and in order. Pages are read when they are needed and not
 * before, so whoever stops early pays for no further page. Ends where `nextMarker` is absent, within the bounds of
 * a {@link ListWalk}.
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
      // The end of a page is the start of the next one: that cursor stays true when the page later grows.
      const after =
        isLast && nextMarker !== undefined
          ? { list: from.list, marker: nextMarker, place: 0 }
          : { list: from.list, marker, place: index + 1 }
      yield { item, after }
    }
    if (nextMarker === undefined) return
    // A page that came shorter than when the cursor was issued: the rest of the way lies in the next ones.
    place = Math.max(0, place - items.length)
    marker = await walk.next(nextMarker, items.length)
  }
}

/** Takes up to `size` items, and looks whether there is another one. */
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
 * Where to go on after an item that may have moved within its page since its cursor was issued, as when a list that
 * grows at its front grew. Where an item is gone, those behind it have moved up. A page that came too short to have it
 * is left to the walk, which goes on counting in the next ones.
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
