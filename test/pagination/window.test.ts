import { describe, expect, test } from 'vitest'
import { BadUserInputError } from '../../src/errors/request-errors.ts'
import { pageWindow } from '../../src/pagination/window.ts'
import type { PageArguments, PageWindow } from '../../src/pagination/window.ts'

const limits = { defaultPageSize: 25, maxPageSize: 100 }

describe('the window of a page', () => {
  test.each<readonly [string, PageArguments, PageWindow]>([
    ['is the default without arguments', {}, { direction: 'forward', size: 25 }],
    [
      'is the default when all are null',
      { first: null, last: null, after: null, before: null },
      { direction: 'forward', size: 25 },
    ],
    ['is the default after a cursor', { after: 'c' }, { direction: 'forward', size: 25 }],
    ['is the default before a cursor, backwards', { before: 'c' }, { direction: 'backward', size: 25 }],
    ['goes forward with first', { first: 3 }, { direction: 'forward', size: 3 }],
    [
      'goes forward with first even before a cursor',
      { first: 3, before: 'c' },
      { direction: 'forward', size: 3 },
    ],
    ['goes backward with last', { last: 3 }, { direction: 'backward', size: 3 }],
    [
      'goes backward with last even after a cursor',
      { last: 3, after: 'c' },
      { direction: 'backward', size: 3 },
    ],
    ['treats null as an omitted argument', { first: null, last: 3 }, { direction: 'backward', size: 3 }],
    ['may be empty forwards', { first: 0 }, { direction: 'forward', size: 0 }],
    ['may be empty backwards', { last: 0 }, { direction: 'backward', size: 0 }],
    ['may be the maximum', { first: 100 }, { direction: 'forward', size: 100 }],
  ])('%s', (_, args, expected) => {
    expect(pageWindow(args, limits)).toEqual(expected)
  })

  test.each<readonly [string, PageArguments, readonly string[]]>([
    ['a negative first', { first: -1 }, ['first', '-1', '100']],
    ['a first above the maximum', { first: 101 }, ['first', '101', '100']],
    ['a negative last', { last: -7 }, ['last', '-7', '100']],
    ['a last above the maximum', { last: 2_147_483_647 }, ['last', '2147483647', '100']],
    ['first with last', { first: 2, last: 3 }, ['first (2)', 'last (3)']],
    ['first with last, even when both are 0', { first: 0, last: 0 }, ['first (0)', 'last (0)']],
  ])('rejects %s with an error that quotes the value and the bound', (_, args, quotes) => {
    expect(() => pageWindow(args, limits)).toThrow(BadUserInputError)
    for (const quote of quotes) expect(() => pageWindow(args, limits)).toThrow(quote)
  })

  test('quotes the configured bounds', () => {
    expect(() => pageWindow({ first: 11 }, { defaultPageSize: 5, maxPageSize: 10 })).toThrow('from 0 to 10')
  })
})
