import { OperationError } from '../errors/operation-errors.ts'
import type { Scopes } from '../kms/scopes.ts'

/** The gateway is ready if it can list keys in at least one scope. @returns the errors of all scopes otherwise */
export async function checkReadiness(scopes: Scopes, signal: AbortSignal): Promise<string | undefined> {
  const problems = await Promise.all(
    scopes.all.map(({ kms }) =>
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
