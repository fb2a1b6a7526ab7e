import type { IdlePolling } from './key-watches.ts'

/** What the polls of followed keys cost at AWS. */
export interface PollingCost {
  readonly followedKeys: number
  /** Requests to KMS, at the present intervals, while nothing happens to the keys. */
  readonly requestsPerSecond: number
  readonly usdPer10000Requests: number
  /** In thirty days. Approximate: AWS's free tier and discounts are not subtracted. */
  readonly usdPerMonth: number
}

export const SECONDS_PER_MONTH = 30 * 24 * 60 * 60

export function pollingCost(
  { keys, requestsPerSecond }: IdlePolling,
  usdPer10000Requests: number,
): PollingCost {
  return {
    followedKeys: keys,
    requestsPerSecond,
    usdPer10000Requests,
    usdPerMonth: (requestsPerSecond * SECONDS_PER_MONTH * usdPer10000Requests) / 10_000,
  }
}
