import { OperationError } from '../errors/operation-errors.ts'
import type { Scopes } from '../kms/scopes.ts'

/** Maximum number of scopes to probe. */
const MAX_PROBED = 10

/** The gateway is ready as soon as it can list keys in one of its first scopes. @returns the errors of these scopes otherwise */
export async function checkReadiness(scopes: Scopes, signal: AbortSignal): Promise<string | undefined> {
  const listings = scopes.all
    .slice(0, MAX_PROBED)
    .map(({ kms }) => kms.call('ListKeys', { limit: 1 }, { signal, maxAgeMs: 0 }))
  try {
    await Promise.any(listings)
    return undefined
  } catch {
    const results = await Promise.allSettled(listings)
    return results.map((result) => messageOf(result)).join(' ')
  }
}

function messageOf(result: PromiseSettledResult<unknown>): string {
  if (result.status === 'fulfilled') return ''
  if (result.reason instanceof OperationError) return result.reason.message
  throw result.reason
}
