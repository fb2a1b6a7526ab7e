import type { KeyRowFragment, KeysFleetQuery, KeysSettingsQuery } from '../generated/graphql.ts'
import type { ConditionName } from '../links/key-filter.ts'

/** A value that the filter suggests for a condition. */
export interface FilterOption {
  readonly value: string
  readonly label: string
}

export type FilterOptions = { readonly [name in ConditionName]?: readonly FilterOption[] }

/** The key specs of KMS. A spec that is not here can be in a link. */
const SPECS = [
  'SYMMETRIC_DEFAULT',
  'RSA_2048',
  'RSA_3072',
  'RSA_4096',
  'ECC_NIST_P256',
  'ECC_NIST_P384',
  'ECC_NIST_P521',
  'ECC_NIST_EDWARDS25519',
  'ECC_SECG_P256K1',
  'HMAC_224',
  'HMAC_256',
  'HMAC_384',
  'HMAC_512',
  'ML_DSA_44',
  'ML_DSA_65',
  'ML_DSA_87',
  'SM2',
]

const optionOf = (value: string, label = value): FilterOption => ({ value, label })

/** The values that the filter suggests, as far as they are known. */
export function filterOptions(
  settings: KeysSettingsQuery | undefined,
  fleet: KeysFleetQuery['fleet'] | undefined,
  rows: readonly KeyRowFragment[],
): FilterOptions {
  const scopes = settings?.scopes ?? []
  return {
    accounts: [...accountNames(settings)].map(([id, name]) => optionOf(id, name ? `${name} (${id})` : id)),
    regions: [...new Set(scopes.map(({ region }) => region))].map((region) => optionOf(region)),
    owners: (fleet?.byOwner ?? []).flatMap(({ value }) => (value === null ? [] : [optionOf(value)])),
    rules: (settings?.rotationPolicy.rules ?? []).map(({ ruleId, name }) => optionOf(ruleId, name)),
    specs: SPECS.map((spec) => optionOf(spec)),
    keys: rows.map(({ id, displayName }) => optionOf(id, displayName)),
  }
}

/** The names of the accounts by their IDs. A name is empty if the account has none. */
export const accountNames = (settings: KeysSettingsQuery | undefined): ReadonlyMap<string, string> =>
  new Map((settings?.scopes ?? []).map(({ accountId, accountName }) => [accountId, accountName ?? '']))
