import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BadUserInputError, InvalidCursorError } from '../../src/errors/request-errors.ts'
import { decodeCursor, digest, encodeCursor } from '../../src/pagination/cursor.ts'
import type { Cursor, CursorOrigin } from '../../src/pagination/cursor.ts'

const KEY_ARN = 'arn:aws:kms:eu-west-1:111122223333:key/0d1e2f30-1111-4222-8333-444455556666'
const origin: CursorOrigin = { field: 'rotations', parent: KEY_ARN, variant: '' }
const cursor: Cursor = {
  position: { list: 'eu-west-1', marker: 'AgV4…', place: 3 },
  sortKey: [1_795_000_000_000, 'a'.repeat(64), null],
}
const text = encodeCursor(origin, cursor)

const BASE64URL = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_')

const anyOrigin: fc.Arbitrary<CursorOrigin> = fc.record({
  field: fc.string(),
  parent: fc.string(),
  variant: fc.string(),
})
// KMS's markers have the characters U+0020 to U+00FF.
const anyMarker = fc
  .array(fc.integer({ min: 0x20, max: 0xff }), { minLength: 1, maxLength: 60 })
  .map((codes) => String.fromCharCode(...codes))
const anyCursor: fc.Arbitrary<Cursor> = fc.record({
  position: fc.record({
    list: fc.string({ unit: 'grapheme' }),
    marker: fc.option(anyMarker),
    place: fc.nat(),
  }),
  sortKey: fc.array(fc.option(fc.oneof(fc.integer(), fc.string({ unit: 'grapheme' })))),
})

describe('a cursor', () => {
  test('decodes to the value that was encoded', () => {
    fc.assert(
      fc.property(anyOrigin, anyCursor, (anywhere, any) => {
        expect(decodeCursor(anywhere, encodeCursor(anywhere, any))).toEqual(any)
      }),
    )
  })

  test('has the same text for the same position, and needs no URL encoding', () => {
    expect(encodeCursor({ ...origin }, structuredClone(cursor))).toBe(text)
    expect(text).toMatch(/^[A-Za-z0-9_-]+$/)
  })
})

describe('an altered cursor', () => {
  // One cursor for each remainder of its length divided by four: the last character then has 8, 4 or 2 bits.
  const cursors = [0, 1, 2].map((spare) => ({
    spare,
    original: encodeCursor(origin, {
      ...cursor,
      position: { ...cursor.position, list: 'x'.repeat(spare) },
    }),
  }))

  test.each(cursors)('is rejected if any character differs (ending $spare)', ({ original }) => {
    const others = [...BASE64URL, '=', '+', '/', '.', ' ', '\n', 'é', '\0']
    const accepted = Array.from(original).flatMap((character, index) =>
      others
        .filter((other) => other !== character)
        .map((other) => original.slice(0, index) + other + original.slice(index + 1))
        .filter((altered) => !isRefused(altered)),
    )
    expect(accepted.map((altered) => Buffer.from(altered, 'base64url').toString())).toEqual([])
  })

  test.each(cursors)(
    'is rejected if characters are missing, added or swapped (ending $spare)',
    ({ original }) => {
      const accepted = Array.from({ length: original.length + 1 }, (_, index) => index)
        .flatMap((index) => [
          original.slice(0, index) + original.slice(index + 1),
          ...['A', '=', ' ', '\n', '!'].map(
            (extra) => original.slice(0, index) + extra + original.slice(index),
          ),
          original.slice(0, index) +
            original
              .slice(index, index + 2)
              .split('')
              .toReversed()
              .join('') +
            original.slice(index + 2),
          original.slice(0, index),
          original.slice(index),
        ])
        .filter((altered) => altered !== original && !isRefused(altered))
      expect(accepted.map((altered) => Buffer.from(altered, 'base64url').toString())).toEqual([])
    },
  )

  test.each([
    ['nothing', ''],
    ['words', 'the first page please'],
    ['base64url of something else', Buffer.from('{"page":1}').toString('base64url')],
    ['another spelling of the same bytes', Buffer.from(text, 'base64url').toString('base64')],
    ['a KMS marker', 'AgV4dGhpcyBpcyBhIG1hcmtlcg=='],
  ])('is rejected when it is %s', (_, other) => {
    expect(() => decodeCursor(origin, other)).toThrow(BadUserInputError)
  })

  test('is rejected for any other text', () => {
    fc.assert(
      fc.property(fc.string(), (any) => {
        expect(() => decodeCursor(origin, any)).toThrow(BadUserInputError)
      }),
    )
  })

  test('is quoted in the error, truncated, with what to use instead', () => {
    expect(() => decodeCursor(origin, 'x'.repeat(500))).toThrow(
      `'${'x'.repeat(40)}…' is not a cursor of this gateway, or it was altered. Use pageInfo.endCursor`,
    )
  })
})

describe('a forged cursor with a correct check value', () => {
  const forge = (body: unknown): string => {
    const json = JSON.stringify(body)
    return Buffer.from(digest(json) + json).toString('base64url')
  }
  const at = [origin.field, origin.parent, origin.variant]
  const good = [2, at, ['', null, 0], []]

  test('is accepted if it has the format of the gateway', () => {
    expect(decodeCursor(origin, forge(good))).toEqual({
      position: { list: '', marker: null, place: 0 },
      sortKey: [],
    })
  })

  test.each<readonly [string, unknown]>([
    ['no list', { version: 1 }],
    ['null', null],
    ['another version', [3, at, ['', null, 0], []]],
    ['a part too few', [2, at, ['', null, 0]]],
    ['a part too many', [...good, 1]],
    ['an origin that is text', [2, 'rotations', ['', null, 0], []]],
    ['an incomplete origin', [2, ['rotations'], ['', null, 0], []]],
    ['a marker that is a number', [2, at, ['', 7, 0], []]],
    ['a marker that KMS never issues', [2, at, ['', '', 0], []]],
    ['a list that is null', [2, at, [null, null, 0], []]],
    ['a place between items', [2, at, ['', null, 0.5], []]],
    ['a place before the first item', [2, at, ['', null, -1], []]],
    ['a place beyond all numbers', [2, at, ['', null, 1e300], []]],
    ['a sort key that is text', [2, at, ['', null, 0], 'x']],
    ['a sort key of lists', [2, at, ['', null, 0], [[]]]],
    ['a sort key of truths', [2, at, ['', null, 0], [true]]],
  ])('is rejected with %s', (_, body) => {
    expect(() => decodeCursor(origin, forge(body))).toThrow(BadUserInputError)
  })

  test('is rejected with the version in which a list was named by its Region, with the advice to start again', () => {
    const outdated = forge([1, at, ['us-east-1', null, 1], []])
    expect(() => decodeCursor(origin, outdated)).toThrow(InvalidCursorError)
    expect(() => decodeCursor(origin, outdated)).toThrow(
      `The cursor '${outdated.slice(0, 40)}…' was issued by an earlier version of the gateway. Start again without the cursor.`,
    )
  })

  test('is rejected when its body is not JSON', () => {
    const forged = Buffer.from(`${digest('[1,')}[1,`).toString('base64url')
    expect(() => decodeCursor(origin, forged)).toThrow(BadUserInputError)
  })
})

describe('a cursor of another list', () => {
  test.each<readonly [string, Partial<CursorOrigin>, string]>([
    [
      'another field',
      { field: 'materials' },
      `belongs to materials of ${KEY_ARN}, not to rotations of ${KEY_ARN}`,
    ],
    [
      'another key',
      { parent: 'arn:other' },
      `belongs to rotations of arn:other, not to rotations of ${KEY_ARN}`,
    ],
    ['the root', { field: 'keys', parent: '' }, `belongs to keys, not to rotations of ${KEY_ARN}`],
    ['another filter or order', { variant: 'Zm9v' }, `issued for another filter or order of rotations`],
  ])('%s is rejected, and the error names the difference', (_, difference, message) => {
    const foreign = encodeCursor({ ...origin, ...difference }, cursor)
    expect(() => decodeCursor(origin, foreign)).toThrow(InvalidCursorError)
    expect(() => decodeCursor(origin, foreign)).toThrow(message)
  })

  test('is rejected for any two different lists', () => {
    fc.assert(
      fc.property(anyOrigin, anyOrigin, anyCursor, (from, to, any) => {
        fc.pre(from.field !== to.field || from.parent !== to.parent || from.variant !== to.variant)
        expect(() => decodeCursor(to, encodeCursor(from, any))).toThrow(InvalidCursorError)
      }),
    )
  })
})

describe('a digest', () => {
  test('is equal for equal values and different for different values', () => {
    const filters = [null, {}, { types: ['ON_DEMAND'] }, { types: ['AUTOMATIC'] }, { types: [] }, '', []]
    expect(filters.map((filter) => digest(structuredClone(filter)))).toEqual(filters.map(digest))
    expect(new Set(filters.map(digest)).size).toBe(filters.length)
  })

  test('exists for a missing filter as well', () => {
    expect(digest(undefined)).toBe(digest(null))
  })
})

function isRefused(altered: string): boolean {
  try {
    decodeCursor(origin, altered)
    return false
  } catch (error) {
    if (error instanceof BadUserInputError) return true
    throw error
  }
}
