import type { BudgetStatus } from './background-budget.ts'
import { guardDutyUsdOf, trailUsdOf, usdOf } from './prices.ts'
import type { Prices } from './prices.ts'

/** Background requests of one account in the current calendar month, and what AWS charges for them, in US dollars. */
export interface BackgroundCost {
  readonly requests: number
  readonly usd: number
  readonly interactiveRequests: number
  readonly followedKeys: number
  readonly projectedRequests: number
  readonly projectedUsd: number
  readonly projectedTrailUsd: number
  readonly projectedGuardDutyUsd: number
  readonly budgetUsd: number | null
  readonly isSlowed: boolean
}

/** What the background work of one account sends while nothing happens to its keys. */
export interface BackgroundPace {
  readonly followedKeys: number
  readonly requestsPerSecond: number
}

/** Undefined until the requests of the month are known. */
export function backgroundCostOf(
  { spent, requestsPerMonth, isSlowed, remainingMs }: BudgetStatus,
  { followedKeys, requestsPerSecond }: BackgroundPace,
  prices: Prices,
): BackgroundCost | undefined {
  if (!spent) return undefined
  const projected = spent.background + (requestsPerSecond * remainingMs) / 1_000
  return {
    requests: spent.background,
    usd: usdOf(spent.background, prices),
    interactiveRequests: spent.interactive,
    followedKeys,
    projectedRequests: Math.round(projected),
    projectedUsd: usdOf(projected, prices),
    projectedTrailUsd: trailUsdOf(projected, prices),
    projectedGuardDutyUsd: guardDutyUsdOf(projected, prices),
    budgetUsd: requestsPerMonth === Infinity ? null : usdOf(requestsPerMonth, prices),
    isSlowed,
  }
}
