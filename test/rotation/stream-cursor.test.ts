import { describe, expect, test } from 'vitest'
import { BadUserInputError } from '../../src/errors/request-errors.ts'
import {
  decodeStreamCursor,
  encodeStreamCursor,
  MAX_DELIVERED_IDS,
} from '../../src/rotation/stream/stream-cursor.ts'

const ids = (count: number) =>
  Array.from({ length: count }, (_, index) => `id-${String(index).padStart(5, '0')}`)

describe('a cursor of an event', () => {
  test.each([0, 1, MAX_DELIVERED_IDS])('comes back as it was, with %d ids', (count) => {
    const cursor = { watermark: Date.parse('2026-11-23T12:00:00.000Z'), delivered: ids(count), logged: 7 }
    expect(decodeStreamCursor(encodeStreamCursor(cursor))).toEqual(cursor)
  })

  test('stays within its bound: past it, the oldest ids are left out', () => {
    const text = encodeStreamCursor({
      watermark: 8.64e15,
      delivered: ids(MAX_DELIVERED_IDS + 10),
      logged: 8.64e15,
    })
    expect(text.length).toBeLessThanOrEqual(720)
    expect(decodeStreamCursor(text).delivered).toEqual(ids(MAX_DELIVERED_IDS + 10).slice(10))
  })

  test('is refused wherever it is altered, and quoted', () => {
    const text = encodeStreamCursor({
      watermark: Date.parse('2026-11-23T12:00:00.000Z'),
      delivered: ids(2),
      logged: 7,
    })
    for (const index of Array.from(text).keys()) {
      const other = text[index] === 'x' ? 'y' : 'x'
      const altered = text.slice(0, index) + other + text.slice(index + 1)
      expect(() => decodeStreamCursor(altered), `at ${index}`).toThrow(BadUserInputError)
    }
    expect(() => decodeStreamCursor('nonsense')).toThrow("'nonsense' is not a cursor of an event")
    expect(() => decodeStreamCursor('')).toThrow(BadUserInputError)
  })
})
