import {
  AUTOMATIC_ROTATION_NAMES,
  MANAGER_NAMES,
  ORIGIN_NAMES,
  STATE_NAMES,
  VERDICT_NAMES,
} from '../format/key-names.ts'
import type { Names } from '../format/key-names.ts'
import { ROTATION_TYPE_NAMES } from '../format/rotation-type.ts'
import type { KeyFilter, ScopeInput, TagFilter } from '../generated/graphql.ts'

/**
 * The keys that a link shows: those that match a filter, in some accounts and Regions. `policy` is not in links, because the console
 * checks keys against the policy of the gateway.
 */
export interface KeyConditions extends Omit<KeyFilter, 'policy'> {
  /** IDs of accounts. Default: all. */
  readonly accounts?: readonly string[]
  /** Names of Regions. Default: all. */
  readonly regions?: readonly string[]
}

export type ConditionName = keyof KeyConditions

/** The kind of value of a condition. The values of an enumeration have names. */
export type ConditionKind = 'text' | 'time' | 'number' | 'boolean' | 'list' | 'tags' | Names<string>

export const CONDITIONS: { readonly [name in ConditionName]-?: ConditionKind } = {
  accounts: 'list',
  regions: 'list',
  aliasPrefix: 'text',
  automaticRotation: AUTOMATIC_ROTATION_NAMES,
  canRotateOnDemand: 'boolean',
  compliance: VERDICT_NAMES,
  createdAfter: 'time',
  dueAfter: 'time',
  dueBefore: 'time',
  hasException: 'boolean',
  isUnreadable: 'boolean',
  keys: 'list',
  lastRotatedAfter: 'time',
  lastRotatedBefore: 'time',
  lastRotationTypes: ROTATION_TYPE_NAMES,
  managers: MANAGER_NAMES,
  maxRemainingOnDemand: 'number',
  nextRotationAfter: 'time',
  nextRotationBefore: 'time',
  onDemandInProgress: 'boolean',
  origins: ORIGIN_NAMES,
  owners: 'list',
  rules: 'list',
  search: 'text',
  specs: 'list',
  states: STATE_NAMES,
  tags: 'tags',
  unusedSince: 'time',
}

/** Writes conditions as parameters of an address: `compliance=OVERDUE&tags=team=payments`. A list has one parameter per value. */
export function writeKeyConditions(conditions: KeyConditions): URLSearchParams {
  const parameters = new URLSearchParams()
  const values: ReadonlyMap<string, unknown> = new Map(Object.entries(conditions))
  for (const name of Object.keys(CONDITIONS))
    for (const text of textsOf(name === 'tags' ? conditions.tags?.flatMap(writeTag) : values.get(name)))
      parameters.append(name, text)
  return parameters
}

/** Reads conditions from the parameters of an address. Parameters of other names, and values that cannot be used, are left out. */
export function readKeyConditions(parameters: URLSearchParams): KeyConditions {
  return Object.fromEntries(
    Object.entries(CONDITIONS).flatMap(([name, kind]) => {
      const value = readCondition(parameters.getAll(name), kind)
      return value === undefined ? [] : [[name, value] as const]
    }),
  )
}

/** The value of a condition that was written as texts. Undefined if they cannot be used. */
export function readCondition(texts: readonly string[], kind: ConditionKind): unknown {
  const given = texts.filter(Boolean)
  const text = given.at(-1)
  if (text === undefined) return undefined
  switch (kind) {
    case 'text':
      return text
    case 'time':
      return Number.isNaN(Date.parse(text)) ? undefined : new Date(text).toISOString()
    case 'number':
      // GraphQL's Int has 32 bits.
      return /^\d{1,9}$/.test(text) ? Number(text) : undefined
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined
    case 'tags':
      return readTags(given)
    case 'list':
      return [...new Set(given)]
    default: {
      const known = [...new Set(given)].filter((value) => Object.hasOwn(kind, value))
      return known.length > 0 ? known : undefined
    }
  }
}

const textsOf = (value: unknown): string[] =>
  value === undefined || value === null ? [] : [value].flat().map(String)

/** Writes a condition on a tag as texts: `team` for any value, `team=payments` for one value. */
export function writeTag({ key, values }: TagFilter): string[] {
  const name = key.replaceAll(/[%=]/g, encodeURIComponent)
  return values?.length ? values.map((value) => `${name}=${value}`) : [name]
}

/** Reads the conditions on tags that {@link writeTag} wrote. Values of the same tag are alternatives. */
export function readTags(texts: readonly string[]): TagFilter[] {
  const values = new Map<string, Set<string>>()
  for (const text of texts) {
    const [, name = text, value] = /^([^=]*)=(.*)$/s.exec(text) ?? []
    const key = name.replaceAll(/%25|%3D/g, decodeURIComponent)
    values.set(key, new Set([...(values.get(key) ?? []), ...(value === undefined ? [] : [value])]))
  }
  return [...values].map(([key, values]) => (values.size > 0 ? { key, values: [...values] } : { key }))
}

/** The filter of the conditions for the gateway. Undefined for all keys. */
export function keyFilterOf(conditions: KeyConditions): KeyFilter | undefined {
  const fields = Object.entries(conditions).filter(([name]) => name !== 'accounts' && name !== 'regions')
  return fields.length > 0 ? Object.fromEntries(fields) : undefined
}

/** The accounts and Regions of the conditions for the gateway. Undefined for all. */
export function scopesOf({ accounts = [], regions = [] }: KeyConditions): ScopeInput[] | undefined {
  if (accounts.length === 0) return regions.length > 0 ? regions.map((region) => ({ region })) : undefined
  return accounts.flatMap((accountId) =>
    regions.length > 0 ? regions.map((region) => ({ accountId, region })) : [{ accountId }],
  )
}
