import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ListPosition } from '../../src/pagination/cursor.ts'
import { locate, startOf, takePage, walkPages } from '../../src/pagination/page-walk.ts'
import type { MarkerPage } from '../../src/pagination/page-walk.ts'
import { anyPages, pageShapes, pagedList } from './paged-list.ts'
import type { PagedList } from './paged-list.ts'

/** The items of one client page, and the KMS pages that were read for it. */
interface Visit {
  readonly items: readonly number[]
  readonly hasNextPage: boolean
  readonly reads: number
}

/** Pages through a whole list as a client does, always continuing after its last item. Stops if the list does not end. */
async function visitAll(list: PagedList, size: number): Promise<readonly Visit[]> {
  const visits: Visit[] = []
  let position = startOf('list')
  for (let turn = 0; turn <= list.items.length; turn++) {
    const readsBefore = list.reads
    const { taken, hasMore } = await takePage(walkPages(list.read, position), size)
    visits.push({
      items: taken.map(({ item }) => item),
      hasNextPage: hasMore,
      reads: list.reads - readsBefore,
    })
    position = taken.at(-1)?.after ?? position
    if (!hasMore) break
  }
  return visits
}

/** The expected visits: only the last page is short, and every visited page returns items. */
function visitsNeeded(list: PagedList, size: number): readonly Visit[] {
  const count = Math.max(1, Math.ceil(list.items.length / size))
  return Array.from({ length: count }, (_, index) => ({
    items: list.items.slice(index * size, (index + 1) * size),
    hasNextPage: index + 1 < count,
    reads: list.readsNeeded(index * size, size),
  }))
}

describe('paging through a list', () => {
  describe.each(pageShapes)('of %s', (_, lengths) => {
    const total = lengths.reduce((sum, length) => sum + length, 0)
    const sizes = Array.from({ length: total + 3 }, (__, index) => index + 1)

    test.each(sizes)(
      'by %i returns each item once and in order, reports exactly whether there is more, and reads no unnecessary page',
      async (size) => {
        const list = pagedList(lengths)
        expect(await visitAll(list, size)).toEqual(visitsNeeded(list, size))
      },
    )
  })

  test('returns each item once for any pages and page size', async () => {
    await fc.assert(
      fc.asyncProperty(anyPages, fc.integer({ min: 1, max: 40 }), async (lengths, size) => {
        const list = pagedList(lengths)
        expect(await visitAll(list, size)).toEqual(visitsNeeded(list, size))
      }),
    )
  })

  test('continues after any item with the next item', async () => {
    await fc.assert(
      fc.asyncProperty(anyPages, async (lengths) => {
        const list = pagedList(lengths)
        const { taken } = await takePage(walkPages(list.read, startOf('list')), Infinity)
        for (const { item, after } of taken) {
          const rest = await takePage(walkPages(list.read, after), Infinity)
          expect(rest.taken.map((walked) => walked.item)).toEqual(list.items.slice(item + 1))
        }
      }),
    )
  })

  test('by 0 returns no items and still reports whether there are items', async () => {
    const empty = await takePage(walkPages(pagedList([0, 0]).read, startOf('list')), 0)
    expect(empty).toEqual({ taken: [], hasMore: false })
    const late = await takePage(walkPages(pagedList([0, 0, 1]).read, startOf('list')), 0)
    expect(late).toEqual({ taken: [], hasMore: true })
  })
})

describe('the position after an item', () => {
  test('contains the list, the page and the index, and at the end of a page the next page', async () => {
    const { taken } = await takePage(walkPages(pagedList([2, 0, 2]).read, startOf('eu-west-1')), Infinity)
    expect(taken.map(({ after }) => after)).toEqual<ListPosition[]>([
      { list: 'eu-west-1', marker: null, place: 1 },
      { list: 'eu-west-1', marker: 'page 1', place: 0 },
      { list: 'eu-west-1', marker: 'page 2', place: 1 },
      { list: 'eu-west-1', marker: 'page 2', place: 2 },
    ])
  })

  test('stays valid when the last page grows', async () => {
    const { taken } = await takePage(walkPages(pagedList([3]).read, startOf('list')), Infinity)
    const end = taken.at(-1)?.after ?? startOf('list')
    const grown = await takePage(walkPages(pagedList([4, 1]).read, end), Infinity)
    expect(grown.taken.map(({ item }) => item)).toEqual([3, 4])
  })

  test('stays valid when KMS splits the same list into different pages', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 12 }),
        anyPages.filter((lengths) => lengths.some((length) => length > 0)),
        fc.integer({ min: 1, max: 5 }),
        async (total, lengths, size) => {
          // Each read splits the list again: the marker contains only the start of its page.
          let reads = 0
          const read = async (marker: string | undefined): Promise<MarkerPage<number>> => {
            const start = Number.parseInt(marker ?? '0', 10)
            const end = Math.min(total, start + (lengths[reads++ % lengths.length] ?? 0))
            const items = Array.from({ length: end - start }, (_, index) => start + index)
            return { items, nextMarker: end < total ? `${end} ${reads}` : undefined }
          }
          const seen: number[] = []
          let position = startOf('list')
          for (let turn = 0; turn <= total; turn++) {
            const { taken, hasMore } = await takePage(walkPages(read, position), size)
            seen.push(...taken.map(({ item }) => item))
            position = taken.at(-1)?.after ?? position
            if (!hasMore) break
          }
          expect(seen).toEqual(Array.from({ length: total }, (_, index) => index))
        },
      ),
    )
  })
})

describe('a walk', () => {
  test('reads no page before the first item is requested', () => {
    const list = pagedList([1])
    walkPages(list.read, startOf('list'))
    expect(list.reads).toBe(0)
  })

  test('reads no further page once its reader stops', async () => {
    const list = pagedList([2, 2, 2])
    for await (const { item } of walkPages(list.read, startOf('list'))) if (item === 1) break
    expect(list.reads).toBe(1)
  })

  test('passes on the error of a failed read and stops', async () => {
    const list = pagedList([2, 2])
    const failure = new Error('KMS forgot the marker')
    const read = (marker: string | undefined) =>
      marker === undefined ? list.read(marker) : Promise.reject(failure)
    await expect(takePage(walkPages(read, startOf('list')), 5)).rejects.toBe(failure)
    expect(list.reads).toBe(1)
  })
})

describe('locating an item whose index may have changed', () => {
  const position: ListPosition = { list: 'list', marker: 'page 1', place: 2 }
  const readPage = (items: readonly string[]) => async (marker: string | undefined) => ({
    items: marker === 'page 1' ? items : [],
    nextMarker: undefined,
  })

  test.each<readonly [string, readonly string[], number]>([
    ['leaves it where it is', ['a', 'sought', 'b'], 2],
    ['follows it to the back', ['new', 'newer', 'a', 'sought'], 4],
    ['follows it to the front', ['sought', 'b'], 1],
    ['continues with the next item if the item was removed', ['a', 'b', 'c'], 1],
    ['keeps the place in a page that came shorter', ['a'], 2],
    ['keeps the place in a page that came empty', [], 2],
  ])('%s', async (_, items, place) => {
    expect(await locate(readPage(items), position, (item) => item === 'sought')).toEqual({
      ...position,
      place,
    })
  })

  test('reads nothing for the start of a page, because the position has no item', async () => {
    const list = pagedList([2, 2])
    const start: ListPosition = { list: 'list', marker: 'page 1', place: 0 }
    expect(await locate(list.read, start, () => true)).toEqual(start)
    expect(list.reads).toBe(0)
  })

  test('skips no item when items were added at the front', async () => {
    const { taken } = await takePage(walkPages(pagedList([5]).read, startOf('list')), 2)
    const after = taken.at(-1)?.after ?? startOf('list')
    const grown = async () => ({ items: [-2, -1, 0, 1, 2, 3, 4], nextMarker: undefined })
    const from = await locate(grown, after, (item) => item === 1)
    const rest = await takePage(walkPages(grown, from), Infinity)
    expect(rest.taken.map(({ item }) => item)).toEqual([2, 3, 4])
  })
})
