import type { Kms } from '../kms/kms.ts'
import type { QuotaOptions } from '../kms/rate/quotas.ts'

/** One account and Region to serve. */
export interface ServedScope {
  /** The owner of the ServedScopes disposes it. The gateway limits the rate of requests and retries them, so it must do neither. */
  readonly kms: Kms
  /** The name of the account for people: `prod`. */
  readonly accountName?: string | undefined
  /** The share and the quotas of this account, where they differ from `GatewayOptions.kmsLimits`. */
  readonly quotas?: QuotaOptions | undefined
}

/** The scopes to serve. They may change while the gateway runs. */
export interface ServedScopes {
  /**
   * At least one. The first one is the default scope. An unchanged scope stays the same object: the gateway keeps what it has
   * cached of it, and its rate limiters.
   */
  readonly current: readonly ServedScope[]
  /** Calls the listener after each change of `current`, until the result is disposed. */
  onChange(listener: () => void): Disposable
}

/** Scopes that never change. */
export function fixedScopes(kms: readonly Kms[]): ServedScopes {
  return { current: kms.map((each) => ({ kms: each })), onChange: () => ({ [Symbol.dispose]() {} }) }
}
