import { DAY_MS } from '../instant.ts'

/**
 * A rotation policy for the sample keys, as the content of a rotation policy file. Its exceptions end relative to `now`, in
 * milliseconds since the epoch.
 */
export function demoRotationPolicy(now: number): object {
  const inDays = (days: number) => new Date(now + days * DAY_MS).toISOString()
  return {
    owner: { tag: 'owner' },
    rules: [
      {
        id: 'signing-keys',
        name: 'Signing and HMAC keys',
        match: { specs: ['RSA_*', 'ECC_*', 'HMAC_*', 'ML_DSA_*'] },
        manualRotation: { maxAgeInDays: 365, countFrom: 'ALIAS_UPDATE' },
      },
      {
        id: 'card-data',
        name: 'Card data (PCI DSS)',
        match: { tags: { 'data-class': 'pci' } },
        maxMaterialAgeInDays: 180,
        requireAutomaticRotation: true,
        maxRotationPeriodInDays: 180,
      },
      {
        id: 'staging',
        name: 'Staging',
        match: { tags: { env: 'staging' } },
        warnBeforeDays: 14,
        owner: 'quality',
      },
    ],
    exceptions: [
      {
        id: 'EX-2041',
        match: { aliases: 'partner-gateway' },
        reason: 'The last on-demand rotation is kept for an incident',
        approvedBy: 'Head of Partner Integration',
        until: inDays(21),
      },
      {
        id: 'EX-1987',
        match: { tags: { team: 'marketing' } },
        reason: 'The mail archive is read only until it is deleted',
        approvedBy: 'CISO',
        until: inDays(200),
      },
      {
        id: 'EX-1502',
        match: { aliases: 'warehouse-robots' },
        reason: 'The robots could not load new keys',
        approvedBy: 'CISO',
        until: inDays(-40),
      },
    ],
  }
}
