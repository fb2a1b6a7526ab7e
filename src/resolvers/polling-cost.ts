import type { Context } from '../context.ts'
import { toKeyArn } from '../kms/scopes.ts'
import type { Scope } from '../kms/scopes.ts'
import { pollingCost as costOf } from '../rotation/watch/polling-cost.ts'
import type { PollingCost } from '../rotation/watch/polling-cost.ts'

export function pollingCost({ name }: Scope, { scopes, watches, facts }: Context): PollingCost {
  return costOf(
    watches.idlePolling((keyArn) => scopes.find(toKeyArn(keyArn))?.name === name),
    facts.prices.usdPer10000Requests,
  )
}
