import { OperationError } from '../errors/operation-errors.ts'
import type { Scopes } from '../kms/scopes.ts'

/** Maximum number of scopes that one check probes. */
const MAX_PROBED = 10

/**
 * The gateway is ready as soon as it can list keys in one of ten scopes. If it can list keys in none of them, the next check
 * probes the ten scopes that follow.
 *
 * @returns a check, which returns the errors of the probed scopes if the gateway is not ready
 */
export function createReadinessCheck(
  scopes: Pick<Scopes, 'all'>,
): (signal: AbortSignal) => Promise<string | undefined> {
  let start = 0

  return async (signal) => {
    const { all } = scopes
    const probed = [...all.slice(start), ...all.slice(0, start)].slice(0, MAX_PROBED)
    const listings = probed.map(({ kms }) => kms.call('ListKeys', { limit: 1 }, { signal, maxAgeMs: 0 }))
    try {
      await Promise.any(listings)
      return undefined
    } catch {
      start = (start + MAX_PROBED) % Math.max(all.length, 1)
      const results = await Promise.allSettled(listings)
      return results.map((result) => messageOf(result)).join(' ')
    }
  }
}

function messageOf(result: PromiseSettledResult<unknown>): string {
  if (result.status === 'fulfilled') return ''
  if (result.reason instanceof OperationError) return result.reason.message
  throw result.reason
}
