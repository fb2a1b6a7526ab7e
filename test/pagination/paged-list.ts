import * as fc from 'fast-check'
import type { MarkerPage } from '../../src/pagination/page-walk.ts'

/** A list in pages, like those of KMS, that counts the reads. Its items are 0, 1, 2 … in order. */
export interface PagedList {
  readonly items: readonly number[]
  /** The number of reads so far. */
  reads: number
  readonly read: (marker: string | undefined) => Promise<MarkerPage<number>>
  /** The number of reads for `size` items after the first `skipped` items, and for whether there are more. */
  readonly readsNeeded: (skipped: number, size: number) => number
}

/** @param lengths the lengths of the pages; the last page may be empty */
export function pagedList(lengths: readonly number[]): PagedList {
  const items = Array.from({ length: lengths.reduce((sum, length) => sum + length, 0) }, (_, index) => index)
  const starts = lengths.map((_, page) => lengths.slice(0, page).reduce((sum, length) => sum + length, 0))

  /** The page of an item. After the end: the last page, which must be read to know that no item follows. */
  const pageOf = (item: number): number => {
    const page = lengths.findIndex((length, index) => item < (starts[index] ?? 0) + length)
    return page === -1 ? lengths.length - 1 : page
  }
  /** The page at which to continue after the first `skipped` items. After a page's last item, it is the next page. */
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

/** Full, short and empty pages, with and without an empty page at the end. */
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
