import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import {
  defaultGuardDutyUsdPerMillionEvents,
  defaultTrailUsdPer100000Events,
  defaultUsdPer10000Requests,
} from '../../src/defaults.ts'
import { usdOf } from '../../src/kms/rate/prices.ts'
import { arnOf } from './fake-fleet.ts'
import { ACCOUNT, inventoryRequests, startMonth } from './simulated-month.ts'

const page = await readFile(new URL('../../docs/costs.md', import.meta.url), 'utf8')
const rows = page.split('\n').map((line) => line.split('|').map((cell) => cell.trim().replaceAll('*', '')))

/** The requests of a key in 30 days that docs/costs.md states for the operation. */
const statedOf = (operation: string) => Number(rows.find(([, cell]) => cell === operation)?.at(3))

/** The figures that docs/costs.md states for an inventory of this number of keys. */
function statedFor(keyCount: number) {
  const row = rows.find((cells) => cells.length === 9 && cells[1] === keyCount.toLocaleString('en-US')) ?? []
  const [ofKeys, usdPerKey, listings, usd, trailUsd, guardDutyUsd] = row
    .slice(2)
    .map((cell) => Number(cell.replaceAll(',', '')))
  if (!ofKeys || !usdPerKey || !listings || !usd || !trailUsd || !guardDutyUsd)
    throw new Error(`docs/costs.md has no figures for ${keyCount} keys.`)
  return { ofKeys, usdPerKey, listings, usd, trailUsd, guardDutyUsd }
}

const HOUR_MS = 60 * 60_000
const kmsUsd = (requests: number) => usdOf(requests, { usdPer10000Requests: defaultUsdPer10000Requests })

describe('docs/costs.md', () => {
  test('has the requests of an inventory of 100 keys', async () => {
    const keyCount = 100
    // A week, because each reading recurs after a week. `npm run bench -- cost` simulates the whole month.
    const weeks = 30 / 7
    const { calls, ofKeys, listings } = await inventoryRequests(keyCount, 7)
    const stated = {
      DescribeKey: statedOf('DescribeKey'),
      GetKeyRotationStatus: statedOf('GetKeyRotationStatus'),
      ListKeyRotations:
        statedOf('ListKeyRotations, the rotations') + statedOf('ListKeyRotations, all key materials'),
      ListResourceTags: statedOf('ListResourceTags'),
      GetKeyLastUsage: statedOf('GetKeyLastUsage'),
    }
    for (const [operation, requests] of Object.entries(stated)) {
      const perKey = ((calls.get(operation) ?? 0) * weeks) / keyCount
      expect([operation, perKey / requests]).toEqual([operation, expect.closeTo(1, 1)])
    }
    expect((ofKeys * weeks) / statedFor(keyCount).ofKeys).toBeCloseTo(1, 2)
    expect((listings * weeks) / statedFor(keyCount).listings).toBeCloseTo(1, 2)
  })

  test.each([100, 1_000, 10_000])('has the price of an inventory of %i keys', (keyCount) => {
    const { ofKeys, listings, ...prices } = statedFor(keyCount)
    const [total, perListing] = [ofKeys + listings, Math.ceil(keyCount / 1_000) + keyCount / 100]
    expect(ofKeys / keyCount / statedOf('all')).toBeCloseTo(1, 2)
    expect(Math.abs(listings / 2_880 - perListing)).toBeLessThan(0.1)
    expect(prices.usdPerKey).toBeLessThanOrEqual(0.003)
    expect(prices).toEqual({
      usdPerKey: expect.closeTo(kmsUsd(ofKeys) / keyCount, 4),
      usd: expect.closeTo(kmsUsd(total), 2),
      trailUsd: expect.closeTo((total / 100_000) * defaultTrailUsdPer100000Events, 2),
      guardDutyUsd: expect.closeTo((total / 1_000_000) * defaultGuardDutyUsdPerMillionEvents, 2),
    })
  })
})

describe('a simulated month', () => {
  test('has the requests that Scope.backgroundCost projects', async () => {
    const { cost, domain, pass } = startMonth(20, {}, Date.parse('2026-11-23T00:00:00.000Z'))
    using _ = domain
    await pass(1)
    const { projectedRequests } = cost()
    await pass(7 - 0.01)
    expect(cost().requests / projectedRequests).toBeCloseTo(1, 1)
  })

  test('with too small a budget reads each key less often, and the age of the records shows it', async () => {
    const keyCount = 50
    // 15,000 requests. The inventory and its listings need 48,000.
    const { cost, domain, clock, pass } = startMonth(keyCount, { backgroundBudgetUsd: 0.045 })
    using _ = domain
    await pass(2)
    const { calls } = await pass(8)
    expect(cost().isSlowed).toBe(true)
    const readsPerKey = (operation: string) => (calls.get(operation) ?? 0) / keyCount
    // Hourly without the budget: 192.
    expect(readsPerKey('DescribeKey')).toBeLessThan(48)
    // Daily, and every 7 days.
    expect(readsPerKey('ListResourceTags')).toBeLessThanOrEqual(9)
    expect(readsPerKey('GetKeyLastUsage')).toBeLessThanOrEqual(2)
    const records = [...(domain.services.inventory?.recordsIn(`${ACCOUNT}/us-east-1`) ?? [])]
    const agesMs = records.map(({ metadata }) => clock.now() - (metadata?.observedAt ?? 0))
    expect(Math.max(...agesMs)).toBeGreaterThan(2 * HOUR_MS)
    expect(Math.max(...agesMs)).toBeLessThan(48 * HOUR_MS)
  })

  test('with too small a budget ends with the budget, and named keys are polled before the inventory', async () => {
    const { cost, domain, logger, ...month } = startMonth(
      50,
      // 7,500 requests. In ten days, the inventory needs 16,000.
      { backgroundBudgetUsd: 0.0225 },
      Date.parse('2026-11-21T00:00:00.000Z'),
    )
    using _ = domain
    await month.pass(2)
    expect(cost().isSlowed).toBe(true)

    // 95,040 requests in a month: more than the whole budget.
    const named = domain.services.watches.observe([arnOf(0)], { next() {}, end() {} })
    await month.pass(0.5)
    const second = await month.pass(2)
    expect(second.sent.named).toBeGreaterThan(20 * second.sent.others)

    // A rotation that a caller follows is polled every two seconds.
    domain.services.watches.nudge(arnOf(0))
    const { sent } = await month.pass(10 / (24 * 60))
    expect(sent.interactive).toBeGreaterThanOrEqual(290)
    named[Symbol.dispose]()

    await month.pass(5.4)
    expect(cost().requests).toBeLessThanOrEqual(7_500)
    expect(cost().requests).toBeGreaterThan(0.9 * 7_500)
    expect(logger.lines.filter(({ level }) => level === 'error')).toEqual([])
    expect(logger.lines.filter(({ message }) => message.includes('poll failed'))).toEqual([])
    expect(
      logger.lines.filter(({ message }) => message.startsWith('background budget:')).length,
    ).toBeLessThanOrEqual(30)
  })
})
