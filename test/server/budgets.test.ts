import { describe, expect, test } from 'vitest'
import { createBudgets } from '../../src/server/cost/budgets.ts'
import { createStillClock } from '../support/still-clock.ts'

const SETTINGS = { maximumAvailable: 100, restoreRate: 10 }

function start() {
  const clock = createStillClock()
  return { clock, budgets: createBudgets(SETTINGS, clock) }
}

describe('a budget', () => {
  test('is full at first, and is spent from', () => {
    const { budgets } = start()
    expect(budgets.statusOf('ann')).toEqual({ ...SETTINGS, currentlyAvailable: 100 })
    expect(budgets.reserve('ann', 30)).toBeUndefined()
    expect(budgets.statusOf('ann').currentlyAvailable).toBe(70)
  })

  test('refuses what is more than is left, takes nothing then, and says when to come back', () => {
    const { budgets } = start()
    expect(budgets.reserve('ann', 100)).toBeUndefined()
    expect(budgets.reserve('ann', 1)).toEqual({ retryAfterSeconds: 1 })
    expect(budgets.reserve('ann', 25)).toEqual({ retryAfterSeconds: 3 })
    expect(budgets.reserve('ann', 0)).toBeUndefined()
    expect(budgets.statusOf('ann').currentlyAvailable).toBe(0)
  })

  test('has what was refused when the time has come, and not before', async () => {
    const { budgets, clock } = start()
    budgets.reserve('ann', 100)
    await clock.pass(2_499)
    expect(budgets.reserve('ann', 25)).toEqual({ retryAfterSeconds: 1 })
    await clock.pass(1)
    expect(budgets.reserve('ann', 25)).toBeUndefined()
  })

  test('is restored to its maximum and no further', async () => {
    const { budgets, clock } = start()
    budgets.reserve('ann', 50)
    await clock.pass(60_000)
    expect(budgets.statusOf('ann').currentlyAvailable).toBe(100)
    budgets.reserve('ann', 100)
    expect(budgets.reserve('ann', 1)).toBeDefined()
  })

  test('is given back what was not spent, up to its maximum', () => {
    const { budgets } = start()
    budgets.reserve('ann', 60)
    budgets.refund('ann', 50)
    expect(budgets.statusOf('ann').currentlyAvailable).toBe(90)
    budgets.refund('ann', 500)
    expect(budgets.statusOf('ann').currentlyAvailable).toBe(100)
  })

  test('owes what was spent beyond the price', () => {
    const { budgets } = start()
    budgets.reserve('ann', 90)
    budgets.refund('ann', -30)
    expect(budgets.statusOf('ann').currentlyAvailable).toBe(0)
    expect(budgets.reserve('ann', 10)).toEqual({ retryAfterSeconds: 3 })
  })

  test('is of one caller alone', () => {
    const { budgets } = start()
    budgets.reserve('ann', 100)
    expect(budgets.reserve('bob', 100)).toBeUndefined()
  })

  test('is not lengthened by a clock that is set back', async () => {
    let now = 10_000
    const budgets = createBudgets(SETTINGS, { now: () => now })
    budgets.reserve('ann', 100)
    now = 0
    expect(budgets.statusOf('ann').currentlyAvailable).toBe(0)
  })

  test('is kept for ten thousand callers, those who spent last', () => {
    const { budgets } = start()
    for (let caller = 0; caller <= 10_000; caller++) budgets.reserve(String(caller), 100)
    expect(budgets.statusOf('0').currentlyAvailable).toBe(100)
    expect(budgets.statusOf('1').currentlyAvailable).toBe(0)
    expect(budgets.statusOf('10000').currentlyAvailable).toBe(0)
  })
})
