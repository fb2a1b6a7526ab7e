import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { createBackoff } from '../../client/backoff.ts'
import { FINAL_CODES, GatewayError } from '../../client/gateway-error.ts'

test('docs/errors.md has each code that the client does not retry', async () => {
  const page = await readFile(new URL('../../docs/errors.md', import.meta.url), 'utf8')
  const documented = [...page.matchAll(/^\| `([A-Z_]+)` /gm)].map(([, code]) => code)
  expect(documented.length).toBeGreaterThan(30)
  expect(documented).toEqual(expect.arrayContaining([...FINAL_CODES]))
})

test('an answer with several errors is retryable only if each of them is, and has the code of the first', () => {
  const error = (code: string, isRetryable?: boolean) => ({
    message: `${code}.`,
    extensions: { code, ...(isRetryable === undefined ? {} : { isRetryable }) },
  })
  expect(GatewayError.of([error('THROTTLED', true), error('RATE_LIMITED')])).toMatchObject({
    code: 'THROTTLED',
    message: 'THROTTLED. RATE_LIMITED.',
    isRetryable: true,
  })
  expect(GatewayError.of([error('RATE_LIMITED'), error('FORBIDDEN')]).isRetryable).toBe(false)
  expect(GatewayError.of([error('KEY_NOT_FOUND', false)]).isRetryable).toBe(false)
  expect(GatewayError.of([{ message: 'Other.' }])).toMatchObject({ code: 'UNKNOWN', isRetryable: true })
})

test('the delays double up to 30 seconds, are random, and respect the time that the gateway named, up to a minute', () => {
  const longest = createBackoff(() => 1)
  expect(Array.from({ length: 8 }, () => longest.next())).toEqual([
    500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
  ])
  longest.reset()
  expect(longest.next()).toBe(500)
  const shortest = createBackoff(() => 0)
  expect([shortest.next(), shortest.next(7), shortest.next(3_600)]).toEqual([0, 7_000, 60_000])
})
