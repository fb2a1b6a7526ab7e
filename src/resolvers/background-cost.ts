import type { Context } from '../context.ts'
import { ForbiddenError } from '../errors/request-errors.ts'
import { toKeyArn } from '../kms/scopes.ts'
import type { Scope } from '../kms/scopes.ts'

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

/** @throws {ForbiddenError} if the viewer may read only some keys, because the counts include requests for other keys */
export function backgroundCost({ accountId }: Scope, context: Context): BackgroundCost | null {
  const { viewer, facts, backgroundBudget } = context
  if (viewer.readableKeys !== 'ALL')
    throw new ForbiddenError(
      'backgroundCost counts the requests for all keys of an account, and your roles allow only some keys. Ask the administrator of this gateway for a role without key patterns.',
    )
  const { spent, requestsPerMonth, isSlowed, remainingMs } = backgroundBudget(accountId)
  if (!spent) return null
  const { usdPer10000Requests, trailUsdPer100000Events, guardDutyUsdPerMillionEvents } = facts.prices
  const { keys, requestsPerSecond } = paceOf(accountId, context)
  const projected = spent.background + (requestsPerSecond * remainingMs) / 1_000
  const usdOf = (requests: number) => (requests / 10_000) * usdPer10000Requests
  return {
    requests: spent.background,
    usd: usdOf(spent.background),
    interactiveRequests: spent.interactive,
    followedKeys: keys,
    projectedRequests: Math.round(projected),
    projectedUsd: usdOf(projected),
    projectedTrailUsd: (projected / 100_000) * trailUsdPer100000Events,
    projectedGuardDutyUsd: (projected / 1_000_000) * guardDutyUsdPerMillionEvents,
    budgetUsd: requestsPerMonth === Infinity ? null : usdOf(requestsPerMonth),
    isSlowed,
  }
}

/** The followed keys of an account, and its background requests per second while its keys are idle. */
function paceOf(accountId: string, { scopes, watches, inventory }: Context) {
  const { keys, requestsPerSecond } = watches.idlePolling(
    (keyArn) => scopes.find(toKeyArn(keyArn))?.accountId === accountId,
  )
  const names = scopes.all.filter((scope) => scope.accountId === accountId).map(({ name }) => name)
  const ofInventory = names.reduce((sum, name) => sum + (inventory?.requestsPerSecond(name) ?? 0), 0)
  return { keys, requestsPerSecond: requestsPerSecond + ofInventory }
}
