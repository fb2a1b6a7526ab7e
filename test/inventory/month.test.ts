import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { defaultUsdPer10000Requests } from '../../src/defaults.ts'
import { allObservers } from '../../src/gateway/all-observers.ts'
import { createDomain } from '../../src/gateway/domain.ts'
import { factsOf } from '../../src/gateway/facts.ts'
import type { GatewayOptions } from '../../src/gateway/options.ts'
import { NAMED_REQUEST } from '../../src/kms/kms.ts'
import type { Kms } from '../../src/kms/kms.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { arnOf, fleetOf } from './fake-fleet.ts'
import { createHeapClock } from './heap-clock.ts'

const ACCOUNT = '111122223333'
const DAY_MS = 24 * 60 * 60_000
/** November has 30 days. */
const MONTH_START = Date.parse('2026-11-01T00:00:00.000Z')
/** `MONTH_KEYS=1000,10000` simulates other fleets. 10,000 keys take many minutes. */
const KEY_COUNTS = (process.env['MONTH_KEYS'] ?? '100').split(',').map(Number)
const page = await readFile(new URL('../../docs/costs.md', import.meta.url), 'utf8')

interface SentCounts {
  named: number
  interactive: number
  others: number
}

/** A gateway with an inventory of an account with one Region, at the start of a month. */
function startMonth(keyCount: number, options: Partial<GatewayOptions> = {}) {
  const clock = createHeapClock(MONTH_START)
  const logger = createMemoryLogger()
  const fake = fleetOf(keyCount)
  let calls = new Map<string, number>()
  let sent: SentCounts = { named: 0, interactive: 0, others: 0 }
  const kms: Kms = {
    scope: fake.scope,
    call(operation, input, call = {}) {
      calls.set(operation, (calls.get(operation) ?? 0) + 1)
      if (call.priority !== 'BACKGROUND') sent.interactive++
      else if (call.request === NAMED_REQUEST) sent.named++
      else sent.others++
      return fake.call(operation, input, call)
    },
  }
  const all: GatewayOptions = { kms: [kms], logger, version: '0.0.0-test', inventory: {}, ...options }
  const domain = createDomain(all, { facts: factsOf(all), clock, logger, observers: allObservers([]) })
  return {
    clock,
    logger,
    domain,
    /** Passes days, and returns the requests of these days. */
    pass: async (days: number) => {
      calls = new Map()
      sent = { named: 0, interactive: 0, others: 0 }
      const until = clock.elapsed() + days * DAY_MS
      await clock.passUntil(() => clock.elapsed() >= until)
      return { calls, sent }
    },
    status: () => domain.services.backgroundBudget(ACCOUNT),
  }
}

/** The requests of a key in 30 days that docs/costs.md states, by the text in its row. */
function statedOf(row: string): number {
  const line = page.split('\n').find((each) => each.startsWith(`| ${row} `)) ?? ''
  return Number(line.split('|').at(3)?.replaceAll('*', ''))
}

describe('a simulated month', () => {
  test.each(KEY_COUNTS)(
    'of an inventory of %i keys has the requests and the price that docs/costs.md states',
    async (keyCount) => {
      const { domain, ...month } = startMonth(keyCount)
      using _ = domain
      await month.pass(1)
      const { calls } = await month.pass(30)
      const perKey = (operation: string) => (calls.get(operation) ?? 0) / keyCount
      const stated = {
        DescribeKey: statedOf('DescribeKey'),
        GetKeyRotationStatus: statedOf('GetKeyRotationStatus'),
        ListKeyRotations:
          statedOf('ListKeyRotations, the rotations') + statedOf('ListKeyRotations, all key materials'),
        ListResourceTags: statedOf('ListResourceTags'),
      }
      for (const [operation, requests] of Object.entries(stated))
        expect([operation, perKey(operation) / requests]).toEqual([operation, expect.closeTo(1, 1)])
      expect(perKey('GetKeyLastUsage')).toBeCloseTo(statedOf('GetKeyLastUsage'), 0)
      expect((calls.get('ListKeys') ?? 0) + (calls.get('ListAliases') ?? 0)).toBeLessThanOrEqual(5_762)

      const [listings, total] = [5_760, [...calls.values()].reduce((sum, count) => sum + count, 0)]
      const usdPerKey = (((total - listings) / keyCount) * defaultUsdPer10000Requests) / 10_000
      expect(usdPerKey).toBeLessThanOrEqual(0.003)
    },
  )

  test('has the requests that Scope.backgroundCost projects', async () => {
    const { status, domain, ...month } = startMonth(50)
    using _ = domain
    await month.pass(1)
    const { watches, inventory } = domain.services
    const perSecond =
      watches.idlePolling(() => true).requestsPerSecond +
      (inventory?.requestsPerSecond(`${ACCOUNT}/us-east-1`) ?? 0)
    const { spent, remainingMs } = status()
    const projected = (spent?.background ?? 0) + (perSecond * remainingMs) / 1_000
    await month.pass(29 - 0.01)
    expect((status().spent?.background ?? 0) / projected).toBeCloseTo(1, 1)
  })

  test('with too small a budget ends with the budget, and named keys are polled before the inventory', async () => {
    const keyCount = 100
    // 30,000 requests: the inventory alone needs 90,000.
    const { status, domain, logger, ...month } = startMonth(keyCount, { backgroundBudgetUsd: 0.09 })
    using _ = domain
    const first = await month.pass(5)
    expect(status().isSlowed).toBe(true)
    expect(first.sent.others).toBeGreaterThan(1_000)

    // 95,040 requests in a month: more than the whole budget.
    const named = domain.services.watches.observe([arnOf(0)], { next() {}, end() {} })
    await month.pass(1)
    const second = await month.pass(5)
    expect(second.sent.named).toBeGreaterThan(20 * second.sent.others)

    // A rotation that a caller follows is polled every two seconds.
    domain.services.watches.nudge(arnOf(0))
    const { sent } = await month.pass(10 / (24 * 60))
    expect(sent.interactive).toBeGreaterThanOrEqual(290)
    named[Symbol.dispose]()

    await month.pass(30 - 11 - 1)
    const { spent, requestsPerMonth } = status()
    expect(spent?.background).toBeLessThanOrEqual(requestsPerMonth)
    expect(spent?.background).toBeGreaterThan(0.9 * requestsPerMonth)
    expect(logger.lines.filter(({ level }) => level === 'error')).toEqual([])
    expect(logger.lines.filter(({ message }) => message.includes('poll failed'))).toEqual([])
    expect(
      logger.lines.filter(({ message }) => message.startsWith('background budget:')).length,
    ).toBeLessThanOrEqual(30)
  })
})
