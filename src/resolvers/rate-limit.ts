import type { Context } from '../context.ts'

export interface RateLimit {
  readonly cost: number
  readonly nodeCount: number
  /** Undefined where callers may spend what they like. */
  readonly budget: CallerBudget | undefined
}

interface CallerBudget {
  readonly limit: number
  readonly remaining: number
  readonly used: number
  readonly resetAt: Date
}

/** Null where operations are not priced. */
export function rateLimit({ bill, clock }: Context): RateLimit | null {
  const { price } = bill
  const status = bill.budget()
  if (!price) return null
  const { cost, nodeCount } = price
  if (!status) return { cost, nodeCount, budget: undefined }
  const { maximumAvailable: limit, currentlyAvailable: remaining, restoreRate } = status
  const used = limit - remaining
  const resetAt = new Date(clock.now() + Math.ceil((used / restoreRate) * 1_000))
  return { cost, nodeCount, budget: { limit, remaining, used, resetAt } }
}
