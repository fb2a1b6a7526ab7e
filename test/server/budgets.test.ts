import { describe, expect, test } from 'vitest'
import { createBudgets } from '../../src/server/cost/budgets.ts'
import { createStillClock } from '../support/still-clock.ts'

const SETTINGS = { maximumAvailable: 100, restoreRate: 10 }

function start() {
  const clock = createStillClock()
  return { clock, budgets: createBudgets(SETTINGS, clock) }
}

describe('a budget', () => {
  test('a budget is full at first, and reservations reduce it', () => {
    const { budgets } = start()
    expect(budgets.statusOf('ann')).toEqual({ ...SETTINGS, currentlyAvailable: 100 })
    expect(budgets.reserve('ann', 30)).toBeUndefined()
    expect(budgets.statusOf('ann').currentlyAvailable).toBe(70)
  })

  test('a budget rejects more than it has, reserves nothing, and returns when to retry', () => {
    const { budgets } = start()
    expect(budgets.reserve('ann', 100)).toBeUndefined()
    expect(budgets.reserve('ann', 1)).toEqual({ retryAfterSeconds: 1 })
    expect(budgets.reserve('ann', 25)).toEqual({ retryAfterSeconds: 3 })
    expect(budgets.reserve('ann', 0)).toBeUndefined()
    expect(budgets.statusOf('ann').currentlyAvailable).toBe(0)
  })

  test('a budget has the rejected points after the returned time, and not before', async () => {
    const { budgets, clock } = start()
    budgets.reserve('ann', 100)
    await clock.pass(2_499)
    expect(budgets.reserve('ann', 25)).toEqual({ retryAfterSeconds: 1 })
    await clock.pass(1)
    expect(budgets.reserve('ann', 25)).toBeUndefined()
  })

  test('a budget is restored up to its maximum', async () => {
    const { budgets, clock } = start()
    budgets.reserve('ann', 50)
    await clock.pass(60_000)
    expect(budgets.statusOf('ann').currentlyAvailable).toBe(100)
    budgets.reserve('ann', 100)
    expect(budgets.reserve('ann', 1)).toBeDefined()
  })

  test('unused points are refunded, up to the maximum', () => {
    const { budgets } = start()
    budgets.reserve('ann', 60)
    budgets.refund('ann', 50)
    expect(budgets.statusOf('ann').currentlyAvailable).toBe(90)
    budgets.refund('ann', 500)
    expect(budgets.statusOf('ann').currentlyAvailable).toBe(100)
  })

  test('points spent beyond the estimate are charged, also below zero', () => {
    const { budgets } = start()
    budgets.reserve('ann', 90)
    budgets.refund('ann', -30)
    expect(budgets.statusOf('ann').currentlyAvailable).toBe(0)
    expect(budgets.reserve('ann', 10)).toEqual({ retryAfterSeconds: 3 })
  })

  test('each caller has its own budget', () => {
    const { budgets } = start()
    budgets.reserve('ann', 100)
    expect(budgets.reserve('bob', 100)).toBeUndefined()
  })

  test('a clock that is set back does not delay the restoring of a budget', async () => {
    let now = 10_000
    const budgets = createBudgets(SETTINGS, { now: () => now })
    budgets.reserve('ann', 100)
    now = 0
    expect(budgets.statusOf('ann').currentlyAvailable).toBe(0)
  })

  test('the budgets of the ten thousand callers that spent last are stored', () => {
    const { budgets } = start()
    for (let caller = 0; caller <= 10_000; caller++) budgets.reserve(String(caller), 100)
    expect(budgets.statusOf('0').currentlyAvailable).toBe(100)
    expect(budgets.statusOf('1').currentlyAvailable).toBe(0)
    expect(budgets.statusOf('10000').currentlyAvailable).toBe(0)
  })
})
