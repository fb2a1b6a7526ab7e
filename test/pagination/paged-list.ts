import * as fc from 'fast-check'
import type { MarkerPage } from '../../src/pagination/page-walk.ts'

/** A list in pages, as KMS serves one, that counts the reads. Items are 0, 1, 2 … in order. */
export interface PagedList {
  readonly items: readonly number[]
  /** How many reads so far. */
  reads: number
  readonly read: (marker: string | undefined) => Promise<MarkerPage<number>>
  /** How many reads it takes to know `size` items after the first `skipped` ones, and whether there are more. */
  readonly readsNeeded: (skipped: number, size: number) => number
}

/** @param lengths of the pages; the last one may be empty, too */
export function pagedList(lengths: readonly number[]): PagedList {
  const items = Array.from({ length: lengths.reduce((sum, length) => sum + length, 0) }, (_, index) => index)
  const starts = lengths.map((_, page) => lengths.slice(0, page).reduce((sum, length) => sum + length, 0))

  /** Page of an item; past the end the last page: it has to be read to know that nothing follows. */
  const pageOf = (item: number): number => {
    const page = lengths.findIndex((length, index) => item < (starts[index] ?? 0) + length)
    return page === -1 ? lengths.length - 1 : page
  }
  /** Page at which to go on after the first `skipped` items: behind a page's last item it is the next one. */
  const pageAfter = (skipped: number): number =>
    skipped === 0
      ? 0
      : Math.min(pageOf(skipped - 1) + (isLastOfPage(skipped - 1) ? 1 : 0), lengths.length - 1)
  const isLastOfPage = (item: number): boolean =>
    pageOf(item) !== pageOf(item + 1) || item + 1 === items.length

  const list: PagedList = {
    items,
    reads: 0,
    async read(marker) {
      list.reads += 1
      const page = marker === undefined ? 0 : Number(marker.slice('page '.length))
      const start = starts[page] ?? 0
      return {
        items: items.slice(start, start + (lengths[page] ?? 0)),
        nextMarker: page + 1 < lengths.length ? `page ${page + 1}` : undefined,
      }
    },
    readsNeeded: (skipped, size) => pageOf(skipped + size) - pageAfter(skipped) + 1,
  }
  return list
}

/** The shapes that pages come in: full, short and empty ones, with and without an empty one at the end. */
export const pageShapes: readonly (readonly [what: string, lengths: readonly number[]])[] = [
  ['one empty page', [0]],
  ['one page', [5]],
  ['full pages', [4, 4, 4]],
  ['full pages and a short one', [4, 4, 2]],
  ['full pages and an empty one', [4, 4, 0]],
  ['short pages', [1, 3, 2, 1]],
  ['empty pages between', [3, 0, 0, 2, 0, 1]],
  ['empty pages first', [0, 0, 3, 2]],
  ['empty pages all through', [0, 2, 0, 0]],
  ['nothing but empty pages', [0, 0, 0]],
]

export const anyPages: fc.Arbitrary<number[]> = fc.array(fc.integer({ min: 0, max: 4 }), {
  minLength: 1,
  maxLength: 8,
})
