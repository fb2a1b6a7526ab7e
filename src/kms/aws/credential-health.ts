import { AccessDeniedError } from '../../errors/operation-errors.ts'
import type { CredentialFailure } from '../../errors/operation-errors.ts'
import type { Logger } from '../../logger.ts'
import type { CallObserver } from '../observed-kms.ts'

/** Receives the first success in a Region, each failure, and the first success after a failure (undefined). */
export type CredentialListener = (region: string, failure: CredentialFailure | undefined) => void

interface RegionHealth {
  readonly failure: CredentialFailure | undefined
  /** The number of the call that changed the health last. The result of an older call is ignored. */
  readonly since: number
}

/**
 * Logs when AWS stops accepting the gateway's credentials and when it accepts them again. Logs one line per reason, for any
 * number of calls and Regions. A Region that is not enabled fails for its own reason.
 */
export function createCredentialHealth({
  logger,
  onChange,
}: {
  readonly logger: Logger
  readonly onChange: CredentialListener
}): CallObserver {
  const regions = new Map<string, RegionHealth>()
  let calls = 0

  const isFailing = (reason: string): boolean =>
    [...regions.values()].some(({ failure }) => failure?.reason === reason)

  function recordFailure(region: string, failure: CredentialFailure, began: number): void {
    const before = regions.get(region)
    if (before && began <= before.since) return
    onChange(region, failure)
    const { reason, detail, session } = failure
    // Sessions that STS does not provide are logged per account, in sessions/.
    const isKnown = before?.failure !== undefined || isFailing(reason) || session !== undefined
    regions.set(region, { failure, since: calls })
    if (!isKnown) logger.warn({ region, reason, detail }, 'AWS does not accept the credentials')
  }

  function recordSuccess(region: string, began: number): void {
    const before = regions.get(region)
    if (before && (before.failure === undefined || began <= before.since)) return
    regions.set(region, { failure: undefined, since: calls })
    onChange(region, undefined)
    const failure = before?.failure
    if (failure && failure.session === undefined && !isFailing(failure.reason))
      logger.info({ region }, 'AWS accepts the credentials again')
  }

  return async ({ region }, send) => {
    const began = ++calls
    try {
      const output = await send()
      recordSuccess(region, began)
      return output
    } catch (error) {
      if (error instanceof AccessDeniedError) {
        const { credentialFailure } = error
        // Says nothing about the credentials of the gateway.
        if (credentialFailure?.session === 'CALLER') throw error
        if (credentialFailure) recordFailure(region, credentialFailure, began)
        // AWS checks permissions only after it has accepted the credentials.
        else recordSuccess(region, began)
      }
      throw error
    }
  }
}
