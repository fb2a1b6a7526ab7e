/** Prices of AWS, in US dollars. */
export interface Prices {
  readonly usdPer10000Requests: number
  /** The price of a further trail of CloudTrail, which records each request as an event. */
  readonly trailUsdPer100000Events: number
  readonly guardDutyUsdPerMillionEvents: number
}

export const usdOf = (
  requests: number,
  { usdPer10000Requests }: Pick<Prices, 'usdPer10000Requests'>,
): number => (requests / 10_000) * usdPer10000Requests

export const trailUsdOf = (
  requests: number,
  { trailUsdPer100000Events }: Pick<Prices, 'trailUsdPer100000Events'>,
): number => (requests / 100_000) * trailUsdPer100000Events

export const guardDutyUsdOf = (
  requests: number,
  { guardDutyUsdPerMillionEvents }: Pick<Prices, 'guardDutyUsdPerMillionEvents'>,
): number => (requests / 1_000_000) * guardDutyUsdPerMillionEvents

/** The number of requests for this price. Infinity if the budget is 0, which means not limited, or the price is 0. */
export function requestsFor(
  budgetUsd: number,
  { usdPer10000Requests }: Pick<Prices, 'usdPer10000Requests'>,
): number {
  const isLimited = budgetUsd > 0 && usdPer10000Requests > 0
  return isLimited ? (budgetUsd / usdPer10000Requests) * 10_000 : Infinity
}
