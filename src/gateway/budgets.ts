import type { Clock } from '../clock.ts'
import { defaultRateLimit } from '../defaults.ts'
import { StartupError } from '../errors/startup-error.ts'
import { createBudgets } from '../server/cost/budgets.ts'
import type { Budgets } from '../server/cost/budgets.ts'
import type { GatewayOptions } from './options.ts'

/** @throws {StartupError} if the most expensive allowed operations could never run */
export function budgetsOf(
  rateLimit: GatewayOptions['rateLimit'],
  maxQueryCost: number,
  clock: Clock,
): Budgets | undefined {
  if (rateLimit === false) return undefined
  const settings = { ...defaultRateLimit, ...rateLimit }
  if (settings.maximumAvailable < maxQueryCost)
    throw new StartupError(
      `--max-query-cost (${maxQueryCost}) is greater than --rate-limit-points (${settings.maximumAvailable}), so the most expensive allowed operations could never run. Raise --rate-limit-points or lower --max-query-cost.`,
    )
  return createBudgets(settings, clock)
}
