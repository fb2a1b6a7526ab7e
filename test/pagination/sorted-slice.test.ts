import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SortKey } from '../../src/pagination/cursor.ts'
import { compareSortKeys, sliceSorted } from '../../src/pagination/sorted-slice.ts'
import type { SortedSlice } from '../../src/pagination/sorted-slice.ts'
import type { PageWindow } from '../../src/pagination/window.ts'

/** Items are even numbers, so an odd bound is a bound whose item was removed. */
const keyOf = (item: number): SortKey => [item]

interface Bounds {
  readonly after: number | undefined
  readonly before: number | undefined
}

function slice(
  sorted: readonly number[],
  window: PageWindow,
  { after, before }: Bounds,
): SortedSlice<number> {
  return sliceSorted(sorted, keyOf, window, {
    after: after === undefined ? undefined : keyOf(after),
    before: before === undefined ? undefined : keyOf(before),
  })
}

/** The same slice, taken item by item from the end at which the window starts. */
function naiveSlice(
  sorted: readonly number[],
  window: PageWindow,
  { after, before }: Bounds,
): SortedSlice<number> {
  const isBehind = (item: number) => after !== undefined && item <= after
  const isBeyond = (item: number) => before !== undefined && item >= before
  const left = sorted.filter((item) => !isBehind(item) && !isBeyond(item))
  const items: number[] = []
  for (let taken = 0; taken < window.size; taken++) {
    const next = window.direction === 'forward' ? left.shift() : left.pop()
    if (next === undefined) break
    if (window.direction === 'forward') items.push(next)
    else items.unshift(next)
  }
  const isForward = window.direction === 'forward'
  return {
    items,
    hasNextPage: (isForward && left.length > 0) || sorted.some(isBeyond),
    hasPreviousPage: (!isForward && left.length > 0) || sorted.some(isBehind),
  }
}

const sizes = [0, 1, 2, 3, 4, 5, 6, 7]
const windows = sizes.flatMap((size): readonly PageWindow[] => [
  { direction: 'forward', size },
  { direction: 'backward', size },
])

describe('a slice of a sorted list', () => {
  const bounds = [undefined, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]

  test.each([[[]], [[0]], [[0, 2, 4, 6, 8]]])(
    'of %j matches the arguments in every combination',
    (sorted) => {
      for (const window of windows)
        for (const after of bounds)
          for (const before of bounds)
            expect({ window, after, before, ...slice(sorted, window, { after, before }) }).toEqual({
              window,
              after,
              before,
              ...naiveSlice(sorted, window, { after, before }),
            })
    },
  )

  test('matches the arguments for any list', () => {
    const bound = fc.option(fc.integer({ min: -3, max: 43 }), { nil: undefined })
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 20 }).map((half) => half * 2)),
        fc.constantFrom(...windows),
        fc.record({ after: bound, before: bound }),
        (items, window, cut) => {
          const sorted = items.toSorted((left, right) => left - right)
          expect(slice(sorted, window, cut)).toEqual(naiveSlice(sorted, window, cut))
        },
      ),
    )
  })

  test.each(sizes.slice(1))('by %i walks the list forwards and backwards, each item once', (size) => {
    const sorted = [0, 2, 4, 6, 8, 10, 12]
    const forwards: number[] = []
    for (let after: number | undefined; forwards.length <= sorted.length; after = forwards.at(-1)) {
      const { items, hasNextPage } = slice(
        sorted,
        { direction: 'forward', size },
        { after, before: undefined },
      )
      forwards.push(...items)
      if (!hasNextPage) break
    }
    const backwards: number[] = []
    for (let before: number | undefined; backwards.length <= sorted.length; before = backwards[0]) {
      const { items, hasPreviousPage } = slice(
        sorted,
        { direction: 'backward', size },
        { after: undefined, before },
      )
      backwards.unshift(...items)
      if (!hasPreviousPage) break
    }
    expect(forwards).toEqual(sorted)
    expect(backwards).toEqual(sorted)
  })

  test('misses and repeats nothing when items are added and removed between two pages', () => {
    const first = slice(
      [0, 2, 4, 6],
      { direction: 'forward', size: 2 },
      { after: undefined, before: undefined },
    )
    expect(first.items).toEqual([0, 2])
    // The item of the cursor was removed. One item was added before it, and one after it.
    const second = slice([0, 1, 4, 5, 6], { direction: 'forward', size: 2 }, { after: 2, before: undefined })
    expect(second).toEqual({ items: [4, 5], hasNextPage: true, hasPreviousPage: true })
  })

  test('follows another order when it is given', () => {
    const descending = (left: SortKey, right: SortKey) => compareSortKeys(right, left)
    const page = sliceSorted(
      [8, 6, 4, 2, 0],
      keyOf,
      { direction: 'forward', size: 2 },
      { after: [7] },
      descending,
    )
    expect(page).toEqual({ items: [6, 4], hasNextPage: true, hasPreviousPage: true })
  })
})

describe('the order of sort keys', () => {
  test.each<readonly [string, SortKey, SortKey]>([
    ['by numbers as numbers', [9], [10]],
    ['by text as text', ['10'], ['9']],
    ['by the first part that differs', [1, 'z'], [2, 'a']],
    ['by later parts where earlier ones are equal', [1, 'a', 3], [1, 'a', 4]],
    ['with null first', [null], [-1]],
    ['with a missing part as null', [1], [1, 'a']],
  ])('is %s', (_, less, more) => {
    expect(compareSortKeys(less, more)).toBe(-1)
    expect(compareSortKeys(more, less)).toBe(1)
  })

  test('is a total order for all keys, including keys that a client forged', () => {
    const part = fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 2 }), fc.constantFrom('', '1', 'a'))
    const key = fc.array(part, { maxLength: 3 })
    fc.assert(
      fc.property(key, key, key, (a, b, c) => {
        expect(compareSortKeys(a, a)).toBe(0)
        expect(compareSortKeys(a, b) + compareSortKeys(b, a)).toBe(0)
        const [least = a, middle = b, most = c] = [a, b, c].toSorted(compareSortKeys)
        expect(Math.max(compareSortKeys(least, middle), compareSortKeys(middle, most))).toBeLessThanOrEqual(0)
        expect(compareSortKeys(least, most)).toBeLessThanOrEqual(0)
      }),
    )
  })
})
