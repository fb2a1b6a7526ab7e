import { expect, test } from 'vitest'
import { maxAgeOf } from '../../src/server/http/cache-control.ts'

test.each<[header: string | undefined, maxAgeMs: number | undefined]>([
  [undefined, undefined],
  ['', undefined],
  ['no-cache', 0],
  ['no-store', 0],
  ['No-Cache', 0],
  ['max-age=0', 0],
  ['max-age=5', 5_000],
  ['MAX-AGE="5"', 5_000],
  [' max-age=5 , no-transform', 5_000],
  ['max-age=60, max-age=5', 5_000],
  ['max-age=5, no-cache', 0],
  ['max-age=99999999999999999999', 1e23],
  // What is malformed, unknown or a promise that only a response makes is left out.
  ['max-age', undefined],
  ['max-age=', undefined],
  ['max-age=-1', undefined],
  ['max-age=1.5', undefined],
  ['max-age=5s', undefined],
  ['max-age=soon, max-age=7', 7_000],
  ['only-if-cached, max-stale=9, min-fresh=3', undefined],
  ['no-cached', undefined],
])('%j sets the maximum age to %j milliseconds', (header, maxAgeMs) => {
  expect(maxAgeOf(header)).toBe(maxAgeMs)
})

test('the headers of a browser whose cache is off set no maximum age', () => {
  expect(maxAgeOf('no-cache', 'no-cache')).toBeUndefined()
  expect(maxAgeOf('max-age=5', 'no-cache')).toBe(5_000)
  expect(maxAgeOf('no-cache', 'other')).toBe(0)
})
