import { OperationError } from '../errors/operation-errors.ts'
import type { Scopes } from '../kms/scopes.ts'

/** Maximum number of scopes to probe. */
const MAX_PROBED = 10

/** The gateway is ready if it can list keys in one of its first scopes. @returns the errors of these scopes otherwise */
export async function checkReadiness(scopes: Scopes, signal: AbortSignal): Promise<string | undefined> {
  const problems = await Promise.all(
    scopes.all.slice(0, MAX_PROBED).map(({ kms }) =>
      kms.call('ListKeys', { limit: 1 }, { signal, maxAgeMs: 0 }).then(
        () => undefined,
        (error: unknown) => {
          if (error instanceof OperationError) return error.message
          throw error
        },
      ),
    ),
  )
  return problems.includes(undefined) ? undefined : problems.join(' ')
}
