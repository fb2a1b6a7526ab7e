import { expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import type { Clock } from '../../src/clock.ts'
import { allObservers } from '../../src/gateway/all-observers.ts'
import { createDomain } from '../../src/gateway/domain.ts'
import { factsOf } from '../../src/gateway/facts.ts'
import type { GatewayOptions } from '../../src/gateway/options.ts'
import { READ_OPERATIONS } from '../../src/kms/operations.ts'
import { collectGarbage } from '../support/collect-garbage.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { waitUntil } from '../support/wait-until.ts'
import { createGeneratedKms } from './generated-kms.ts'

const REGION = 'us-east-1'
const SCOPE = `111122223333/${REGION}`
/** 10,000 keys then take 70 MB of objects: the process needs half as much again for them. */
const MAX_BYTES_PER_KEY = 7_000
const SPEED = 60

/** The timers of the process, 60 times as fast: the first search for a last usage that is due comes after a minute. */
const fastClock: Clock = {
  now: () => systemClock.elapsed() * SPEED + Date.parse('2026-11-23T12:00:00.000Z'),
  elapsed: () => systemClock.elapsed() * SPEED,
  sleep: (ms, signal) => systemClock.sleep(ms / SPEED, signal),
}

/** The bytes of all objects while a gateway has read everything about this number of keys. */
async function bytesWith(keyCount: number): Promise<number> {
  const logger = createMemoryLogger()
  const generated = createGeneratedKms(keyCount)
  const options: GatewayOptions = {
    kms: [generated.kms],
    kmsLimits: { quotas: Object.fromEntries(READ_OPERATIONS.map((name) => [name, 1e6])) },
    backgroundBudgetUsd: 0,
    logger,
    version: '0.0.0-test',
    inventory: {},
  }
  const context = { facts: factsOf(options), clock: fastClock, logger, observers: allObservers([]) }
  using domain = createDomain(options, context)
  const { inventory, watches } = domain.services
  await waitUntil(
    () =>
      inventory?.stateOf(SCOPE).state === 'CURRENT' &&
      watches.size === keyCount &&
      generated.calls('GetKeyLastUsage') >= keyCount,
  )
  await waitUntil(() => [...(inventory?.recordsIn(SCOPE) ?? [])].every(({ lastUsage }) => lastUsage))
  collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

test('a key of the inventory takes at most 7 kB of memory, with its watch', async () => {
  await bytesWith(20)
  const few = await bytesWith(200)
  const many = await bytesWith(1_700)
  const perKey = (many - few) / 1_500
  expect(perKey).toBeLessThanOrEqual(MAX_BYTES_PER_KEY)
})
