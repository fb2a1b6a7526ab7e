import { defaultKmsLimits } from '../../defaults.ts'
import { StartupError } from '../../errors/startup-error.ts'
import type { KmsOperation } from '../kms.ts'
import { isOperation, KMS_OPERATIONS, OPERATIONS, tableOf } from '../operations.ts'

export interface QuotaOptions {
  /** The fraction of each quota to use, above 0 and up to 1. @default {@link defaultKmsLimits} */
  readonly share?: number | undefined
  /** This account's quotas in requests per second, by operation, where they differ from AWS's defaults. */
  readonly quotas?: Readonly<Record<string, number>> | undefined
  /** The budget of this account for background requests in a calendar month, in US dollars. 0 = not limited. */
  readonly backgroundBudgetUsd?: number | undefined
}

/** The share, quotas and budget of one account: `own`, where given. */
export const mergedQuotas = (all: QuotaOptions = {}, own: QuotaOptions = {}): QuotaOptions => ({
  share: own.share ?? all.share,
  quotas: { ...all.quotas, ...own.quotas },
  backgroundBudgetUsd: own.backgroundBudgetUsd ?? all.backgroundBudgetUsd,
})

/** A number of requests per second for each operation. */
export type Rates = Readonly<Record<KmsOperation, number>>

/** The fraction of AWS's quota, not of our share, that BACKGROUND requests get at most. */
const BACKGROUND_FRACTION = 1 / 10

/**
 * This gateway's share of each quota.
 *
 * @throws {StartupError} when the share or a quota is not valid
 */
export function ownQuotas(options: QuotaOptions = {}): Rates {
  const { share = defaultKmsLimits.share, quotas = {} } = options
  if (!(share > 0 && share <= 1))
    throw new StartupError(`The share of KMS's quotas is ${share}. Set it above 0 and at most 1.`)
  for (const [name, quota] of Object.entries(quotas)) {
    if (!isOperation(name))
      throw new StartupError(
        `A quota is given for '${name}', which this gateway does not call. Give quotas for ${KMS_OPERATIONS.join(', ')} only.`,
      )
    if (!(quota > 0 && Number.isFinite(quota)))
      throw new StartupError(`The quota of ${name} is ${quota} requests per second. Set it above 0.`)
  }
  return ratesOf(share, options)
}

/** The maximum rates of BACKGROUND requests. */
export const backgroundQuotas = (options: QuotaOptions = {}): Rates => ratesOf(BACKGROUND_FRACTION, options)

const ratesOf = (fraction: number, { quotas = {} }: QuotaOptions): Rates =>
  tableOf(KMS_OPERATIONS, (operation) => (quotas[operation] ?? OPERATIONS[operation].quota) * fraction)
