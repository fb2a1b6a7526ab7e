/** `$0.13`. Prices below a cent have more digits. */
export const formatUsd = (usd: number): string =>
  new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency: 'USD',
    maximumFractionDigits: usd > 0 && usd < 0.01 ? 4 : 2,
  }).format(usd)
