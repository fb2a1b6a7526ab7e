import { expect, test } from 'vitest'
import { createKeySets } from '../../src/gateway/key-sets.ts'
import { createScopes, scopeOf } from '../../src/kms/scopes.ts'
import { createFakeKms } from '../support/fake-kms.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { createStillClock } from '../support/still-clock.ts'
import { KEY_ARN } from './kms-values.ts'

const { signal } = new AbortController()

test('an account whose name or role changes keeps its keys in a running stream, and is listed with its new settings', async () => {
  const clock = createStillClock()
  const before = createFakeKms(KEY_ARN)
  const after = createFakeKms(KEY_ARN, KEY_ARN.replace(/.{4}$/, '0001'))
  const scopes = createScopes([scopeOf(before, 'prod')])
  using keySets = createKeySets({ scopes, clock, logger: createMemoryLogger() })
  const set = await keySets.open(
    {
      name: 'all',
      covers: () => true,
      canChange: false,
      coversRemoved: () => false,
      examination: () => async (keyArns) => keyArns,
    },
    { maxAgeMs: 0, signal },
  )
  const changes: string[] = []
  using _ = set.follow({
    joined: ({ keyArns }) => changes.push(...keyArns.map((arn) => `joined ${arn.slice(-4)}`)),
    scopesChanged() {},
    left: (keyArns) => changes.push(...keyArns.map((arn) => `left ${arn.slice(-4)}`)),
  })

  scopes.replace([scopeOf(after, 'production')])
  await clock.pass(60_000)
  expect(changes).toEqual(['joined 0001'])
  expect(set.size).toBe(2)
})
