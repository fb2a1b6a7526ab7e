import { expect, test } from 'vitest'
import { AccessDeniedError } from '../../src/errors/operation-errors.ts'
import { createReadinessCheck } from '../../src/gateway/readiness-check.ts'
import { createScopes, scopeOf } from '../../src/kms/scopes.ts'
import { createFakeKms } from '../support/fake-kms.ts'

test('a gateway whose first ten scopes cannot be listed is ready when a later one can', async () => {
  const calls: string[] = []
  const scopes = Array.from({ length: 12 }, (_, index) => {
    const accountId = String(100_000_000_000 + index)
    const kms = createFakeKms()
    return scopeOf({
      ...kms,
      scope: { partition: 'aws', accountId, region: 'us-east-1' },
      call: (operation, input, options) => {
        calls.push(accountId)
        if (index < 11) return Promise.reject(new AccessDeniedError(`${accountId} denied`, {}))
        return kms.call(operation, input, options)
      },
    })
  })
  const [first, ...others] = scopes
  if (!first) throw new Error('no scope')
  const check = createReadinessCheck(createScopes([first, ...others]))
  const { signal } = new AbortController()

  expect(await check(signal)).toMatch(/^100000000000 denied .* 100000000009 denied$/)
  expect(calls).toHaveLength(10)
  expect(await check(signal)).toBeUndefined()
  expect(calls).toHaveLength(20)
  expect(calls.slice(10, 12)).toEqual(['100000000010', '100000000011'])
  expect(await check(signal)).toBeUndefined()
  expect(calls[20]).toBe('100000000010')
})
