import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSortedPage } from '../../src/pagination/sorted-page.ts'
import { compareSortKeys, sliceSorted } from '../../src/pagination/sorted-slice.ts'
import type { SortKey } from '../../src/pagination/cursor.ts'

const keyOf = ({ sortKey }: { readonly sortKey: SortKey }) => sortKey

test('a page of items in any order equals the slice of the sorted list', () => {
  const bound = fc.option(
    fc.integer({ min: -1, max: 41 }).map((half): SortKey => [half]),
    { nil: undefined },
  )
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 0, max: 20 }).map((half) => half * 2)),
      fc.record({
        direction: fc.constantFrom('forward', 'backward'),
        size: fc.integer({ min: 0, max: 7 }),
      }),
      fc.record({ after: bound, before: bound }),
      (numbers, window, bounds) => {
        const items = numbers.map((number) => ({ sortKey: [number] }))
        const page = createSortedPage<(typeof items)[number]>(window, bounds, compareSortKeys)
        for (const item of items) page.add(item)
        const sorted = items.toSorted((left, right) => compareSortKeys(left.sortKey, right.sortKey))
        expect(page.slice()).toEqual(sliceSorted(sorted, keyOf, window, bounds))
      },
    ),
  )
})
