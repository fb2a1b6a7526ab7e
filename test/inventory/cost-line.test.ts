import { describe, expect, test } from 'vitest'
import { startMonth } from './simulated-month.ts'

const MINUTES = 1 / (24 * 60)

async function lineOf(options: Parameters<typeof startMonth>[1]) {
  const { domain, logger, pass } = startMonth(100, options)
  using _ = domain
  await pass(60 * MINUTES)
  return logger.lines.filter(({ message }) => message.startsWith('background cost:'))
}

describe('after the first listing, the log has one line', () => {
  test('with the number of keys, the requests of a month, their price and the budget', async () => {
    expect(await lineOf({})).toEqual([
      {
        level: 'info',
        fields: {
          accountId: '111122223333',
          keys: 100,
          // docs/costs.md: 844.3 for each key, and 5,760 of the listings.
          requestsPerMonth: 90_189,
          usdPerMonth: 0.27,
          trailUsdPerMonth: 1.8,
          guardDutyUsdPerMonth: 0.36,
          budgetUsd: 25,
        },
        message: 'background cost: estimate for a month of 30 days',
      },
    ])
  })

  test('that warns if a month costs more than the budget', async () => {
    expect(await lineOf({ backgroundBudgetUsd: 0.2 })).toEqual([
      {
        level: 'warn',
        fields: expect.objectContaining({ usdPerMonth: 0.27, budgetUsd: 0.2 }),
        message:
          'background cost: a month of 30 days costs more than the budget, so the gateway will poll less often',
      },
    ])
  })

  test('without a budget, if the budget is not limited', async () => {
    const [line] = await lineOf({ backgroundBudgetUsd: 0 })
    expect(line?.fields).toMatchObject({ usdPerMonth: 0.27, budgetUsd: undefined })
  })
})
