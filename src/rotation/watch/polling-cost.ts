import type { IdlePolling } from './key-watches.ts'

/** The price of polling the followed keys. */
export interface PollingCost {
  readonly followedKeys: number
  /** KMS requests at the current intervals, while the keys are idle. */
  readonly requestsPerSecond: number
  readonly usdPer10000Requests: number
  /** For 30 days. An estimate: it does not subtract the free tier or discounts. */
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
