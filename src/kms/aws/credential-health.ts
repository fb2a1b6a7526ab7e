import { AccessDeniedError } from '../../errors/operation-errors.ts'
import type { CredentialFailure } from '../../errors/operation-errors.ts'
import type { Logger } from '../../logger.ts'
import type { CallObserver } from '../observed-kms.ts'
import type { Place } from '../scopes.ts'

/** Receives the first success in a scope, each failure, and the first success after a failure (undefined). */
export type CredentialListener = (scope: Place, failure: CredentialFailure | undefined) => void

export interface CredentialHealth {
  readonly observe: CallObserver
  /** The scope is not served any more. */
  forget(scope: Place): void
}

interface ScopeHealth {
  readonly failure: CredentialFailure | undefined
  /** The number of the call that changed the health last. The result of an older call is ignored. */
  readonly since: number
}

/**
 * Logs when AWS stops accepting the gateway's credentials in an account and when it accepts them again. Logs one line per
 * account and reason, for any number of calls and Regions. A Region that is not enabled fails for its own reason.
 */
export function createCredentialHealth({
  logger,
  onChange,
}: {
  readonly logger: Logger
  readonly onChange: CredentialListener
}): CredentialHealth {
  /** By account, then by Region. */
  const accounts = new Map<string, Map<string, ScopeHealth>>()
  let calls = 0

  function regionsOf(accountId: string): Map<string, ScopeHealth> {
    const known = accounts.get(accountId) ?? new Map<string, ScopeHealth>()
    accounts.set(accountId, known)
    return known
  }

  const isFailing = (regions: Map<string, ScopeHealth>, reason: string): boolean =>
    [...regions.values()].some(({ failure }) => failure?.reason === reason)

  function recordFailure({ accountId, region }: Place, failure: CredentialFailure, began: number): void {
    const regions = regionsOf(accountId)
    const before = regions.get(region)
    if (before && began <= before.since) return
    onChange({ accountId, region }, failure)
    const { reason, detail, session } = failure
    // Sessions that STS does not provide are logged per account, in sessions/.
    const isKnown = before?.failure !== undefined || isFailing(regions, reason) || session !== undefined
    regions.set(region, { failure, since: calls })
    if (!isKnown) logger.warn({ accountId, region, reason, detail }, 'AWS does not accept the credentials')
  }

  function recordSuccess({ accountId, region }: Place, began: number): void {
    const regions = regionsOf(accountId)
    const before = regions.get(region)
    if (before && (before.failure === undefined || began <= before.since)) return
    regions.set(region, { failure: undefined, since: calls })
    onChange({ accountId, region }, undefined)
    const failure = before?.failure
    if (failure && failure.session === undefined && !isFailing(regions, failure.reason))
      logger.info({ accountId, region }, 'AWS accepts the credentials again')
  }

  return {
    async observe(call, send) {
      const began = ++calls
      try {
        const output = await send()
        recordSuccess(call, began)
        return output
      } catch (error) {
        if (error instanceof AccessDeniedError) {
          const { credentialFailure } = error
          // Says nothing about the credentials of the gateway.
          if (credentialFailure?.session === 'CALLER') throw error
          if (credentialFailure) recordFailure(call, credentialFailure, began)
          // AWS checks permissions only after it has accepted the credentials.
          else recordSuccess(call, began)
        }
        throw error
      }
    },
    forget({ accountId, region }) {
      const regions = accounts.get(accountId)
      regions?.delete(region)
      if (regions?.size === 0) accounts.delete(accountId)
    },
  }
}
