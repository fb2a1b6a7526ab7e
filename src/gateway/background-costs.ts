import type { GatewayServices } from '../context.ts'
import { backgroundCostOf } from '../kms/rate/background-cost.ts'
import type { BackgroundCost, BackgroundPace } from '../kms/rate/background-cost.ts'
import type { Prices } from '../kms/rate/prices.ts'
import { toKeyArn } from '../kms/scopes.ts'
import type { ScopeLayers } from './scope-layers.ts'

export interface BackgroundCostsOptions extends Pick<GatewayServices, 'watches' | 'inventory'> {
  readonly layers: Pick<ScopeLayers, 'scopes' | 'budgetOf'>
  readonly prices: Prices
}

/** The cost of each served account by its ID. An account whose requests of this month are not known yet is missing. */
export type BackgroundCosts = () => ReadonlyMap<string, BackgroundCost>

/** The background requests of each served account per second, while nothing happens to its keys. */
export function pacesOf({ layers, watches, inventory }: BackgroundCostsOptions): Map<string, BackgroundPace> {
  const polling = watches.idlePolling((keyArn) => toKeyArn(keyArn).accountId)
  const paces = new Map<string, BackgroundPace>()
  for (const { accountId, name } of layers.scopes.all) {
    const { keys = 0, requestsPerSecond = 0 } = polling.get(accountId) ?? {}
    const before = paces.get(accountId) ?? { followedKeys: keys, requestsPerSecond }
    const ofScope = inventory?.requestsPerSecond(name) ?? 0
    paces.set(accountId, { ...before, requestsPerSecond: before.requestsPerSecond + ofScope })
  }
  return paces
}

export function createBackgroundCosts(options: BackgroundCostsOptions): BackgroundCosts {
  const { layers, prices } = options
  return () => {
    const costs = new Map<string, BackgroundCost>()
    for (const [accountId, pace] of pacesOf(options)) {
      const cost = backgroundCostOf(layers.budgetOf(accountId).status, pace, prices)
      if (cost) costs.set(accountId, cost)
    }
    return costs
  }
}
