import type { Context } from '../context.ts'

export interface RateLimit {
  readonly cost: number
  readonly nodeCount: number
  /** Undefined if the gateway does not limit callers. */
  readonly budget: CallerBudget | undefined
}

interface CallerBudget {
  readonly limit: number
  readonly remaining: number
  readonly used: number
  readonly resetAt: Date
}

/** The maximum of the GraphQL type Int. Operations with such a cost are never executed. */
const MAX_INT = 2_147_483_647

/** Null if the gateway does not calculate costs. */
export function rateLimit({ cost: { estimate, budget }, clock }: Context): RateLimit | null {
  const status = budget()
  if (!estimate) return null
  const cost = Math.min(estimate.cost, MAX_INT)
  const nodeCount = Math.min(estimate.nodeCount, MAX_INT)
  if (!status) return { cost, nodeCount, budget: undefined }
  const { maximumAvailable: limit, currentlyAvailable: remaining, restoreRate } = status
  const used = limit - remaining
  const resetAt = new Date(clock.now() + Math.ceil((used / restoreRate) * 1_000))
  return { cost, nodeCount, budget: { limit, remaining, used, resetAt } }
}
