import type { Logger } from '../logger.ts'
import { guardDutyUsdOf, trailUsdOf, usdOf } from '../kms/rate/prices.ts'
import type { Inventory } from '../rotation/inventory/inventory.ts'
import { pacesOf } from './background-costs.ts'
import type { BackgroundCostsOptions } from './background-costs.ts'

const SECONDS_PER_MONTH = 30 * 24 * 60 * 60

export interface CostLineOptions extends BackgroundCostsOptions {
  readonly inventory: Inventory
  readonly logger: Logger
}

/**
 * Logs once for each account what its background requests cost, when the keys of all its scopes are listed or cannot be listed.
 * Call the result after each change of the state of a scope.
 */
export function createCostLine(options: CostLineOptions): () => void {
  const { layers, inventory, prices, logger } = options
  const logged = new Set<string>()

  function log(accountId: string, requestsPerSecond: number, keys: number): void {
    const requestsPerMonth = Math.round(requestsPerSecond * SECONDS_PER_MONTH)
    const budget = layers.budgetOf(accountId).status.requestsPerMonth
    const fields = {
      accountId,
      keys,
      requestsPerMonth,
      usdPerMonth: cents(usdOf(requestsPerMonth, prices)),
      trailUsdPerMonth: cents(trailUsdOf(requestsPerMonth, prices)),
      guardDutyUsdPerMonth: cents(guardDutyUsdOf(requestsPerMonth, prices)),
      budgetUsd: budget === Infinity ? undefined : cents(usdOf(budget, prices)),
    }
    if (requestsPerMonth > budget)
      logger.warn(
        fields,
        'background cost: a month of 30 days costs more than the budget, so the gateway will poll less often',
      )
    else logger.info(fields, 'background cost: estimate for a month of 30 days')
  }

  return () => {
    const waiting = new Map<string, { isListed: boolean; keys: number }>()
    for (const { accountId, name } of layers.scopes.all) {
      if (logged.has(accountId)) continue
      const { listedAt, unreachable, keyCount } = inventory.stateOf(name)
      const { isListed, keys } = waiting.get(accountId) ?? { isListed: true, keys: 0 }
      const isThisListed = listedAt !== undefined || unreachable !== undefined
      waiting.set(accountId, { isListed: isListed && isThisListed, keys: keys + keyCount })
    }
    const listed = [...waiting].filter(([, { isListed }]) => isListed)
    if (listed.length === 0) return
    const paces = pacesOf(options)
    for (const [accountId, { keys }] of listed) {
      logged.add(accountId)
      log(accountId, paces.get(accountId)?.requestsPerSecond ?? 0, keys)
    }
  }
}

const cents = (usd: number): number => Math.round(usd * 100) / 100
