import type { Instant } from '../instant.ts'
import type { KeyBlueprint } from '../key-blueprint.ts'

/** When KMS began to record uses, of older keys. */
const TRACKING_START_DATE = '-260d'
const OPERATIONS = ['Decrypt', 'GenerateDataKey', 'Encrypt'] as const

/** The last use of keys that nobody uses any more, by first alias; null = no use is recorded. */
const LAST_USED: Readonly<Record<string, Instant | null>> = {
  'billing-2019': '-240d',
  'feature-flags': null,
  'hr-records': '-130d',
  'legacy-crm': null,
  'marketing-mail': '-205d',
  'old-warehouse': '-95d',
  'session-tokens': null,
  'temp-migration': '-40d',
  'test-artifacts': '-100d',
}

/** Adds the last use: within two days, unless the key is not enabled or not used any more. */
export function withUsage<Key extends KeyBlueprint & { readonly keyId: string }>(key: Key): Key {
  const [alias = ''] = key.aliases ?? []
  const seed = Number.parseInt(key.keyId.replace('mrk-', '').slice(0, 4), 16)
  const recent = (key.state ?? 'Enabled') === 'Enabled' ? `-${seed % 48}h` : null
  const usedAt = alias in LAST_USED ? LAST_USED[alias] : recent
  return {
    ...key,
    trackingStartDate: TRACKING_START_DATE,
    ...(usedAt && { lastUsage: { usedAt, operation: operationOf(key, seed) } }),
  }
}

function operationOf({ spec = 'SYMMETRIC_DEFAULT', usage }: KeyBlueprint, seed: number): string {
  if (spec.startsWith('HMAC')) return 'GenerateMac'
  if (usage === 'SIGN_VERIFY' || spec.startsWith('ML_DSA')) return 'Sign'
  return OPERATIONS[seed % OPERATIONS.length] ?? OPERATIONS[0]
}
