import type { Context } from '../context.ts'
import { ForbiddenError } from '../errors/request-errors.ts'
import type { BackgroundCost } from '../kms/rate/background-cost.ts'
import type { Scope } from '../kms/scopes.ts'

/** Calculated once for an operation. */
const costsOf = new WeakMap<Context, ReadonlyMap<string, BackgroundCost>>()

/** @throws {ForbiddenError} if the viewer may read only some keys, because the counts include requests for other keys */
export function backgroundCost({ accountId }: Scope, context: Context): BackgroundCost | null {
  if (context.viewer.readableKeys !== 'ALL')
    throw new ForbiddenError(
      'backgroundCost counts the requests for all keys of an account, and your roles allow only some keys. Ask the administrator of this gateway for a role without key patterns.',
    )
  const costs = costsOf.get(context) ?? context.backgroundCosts()
  costsOf.set(context, costs)
  return costs.get(accountId) ?? null
}
