import type { KeyFilter, TagFilter } from '../generated/graphql.ts'

/** How a field of `KeyFilter` is written in an address. `policy` is not: the console filters by the policy of the gateway. */
type Kind = 'text' | 'number' | 'boolean' | 'list' | 'tags'

export type FilterField = Exclude<keyof KeyFilter, 'policy'>

export const FILTER_FIELDS: { readonly [field in FilterField]-?: Kind } = {
  aliasPrefix: 'text',
  automaticRotation: 'list',
  canRotateOnDemand: 'boolean',
  compliance: 'list',
  createdAfter: 'text',
  dueAfter: 'text',
  dueBefore: 'text',
  hasException: 'boolean',
  isUnreadable: 'boolean',
  keys: 'list',
  lastRotatedAfter: 'text',
  lastRotatedBefore: 'text',
  lastRotationTypes: 'list',
  managers: 'list',
  maxRemainingOnDemand: 'number',
  nextRotationAfter: 'text',
  nextRotationBefore: 'text',
  onDemandInProgress: 'boolean',
  origins: 'list',
  owners: 'list',
  rules: 'list',
  search: 'text',
  specs: 'list',
  states: 'list',
  tags: 'tags',
  unusedSince: 'text',
}

/** Writes a filter as parameters of an address: `compliance=OVERDUE&tags=team=payments`. A list has one parameter per value. */
export function writeKeyFilter(filter: KeyFilter): URLSearchParams {
  const parameters = new URLSearchParams()
  for (const [field, kind] of Object.entries(FILTER_FIELDS)) {
    for (const text of kind === 'tags' ? tagTexts(filter) : texts(filter, field))
      parameters.append(field, text)
  }
  return parameters
}

/** Reads a filter from the parameters of an address. Parameters of other names, and values that cannot be used, are left out. */
export function readKeyFilter(parameters: URLSearchParams): KeyFilter {
  const entries = Object.entries(FILTER_FIELDS).flatMap(([field, kind]) => {
    const texts = parameters.getAll(field).filter(Boolean)
    const value = texts[0] === undefined ? undefined : readValue(texts, texts[0], kind)
    return value === undefined ? [] : [[field, value] as const]
  })
  return Object.fromEntries(entries)
}

function readValue(texts: readonly string[], text: string, kind: Kind): unknown {
  switch (kind) {
    case 'number':
      return Number.isSafeInteger(Number(text)) ? Number(text) : undefined
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined
    case 'list':
      return texts
    case 'tags':
      return readTags(texts)
    case 'text':
    default:
      return text
  }
}

function texts(filter: KeyFilter, field: string): string[] {
  const value: unknown = Object.entries(filter).find(([name]) => name === field)?.[1]
  return value === undefined || value === null ? [] : [value].flat().map(String)
}

/** `team` for any value, `team=payments` for one value. */
function tagTexts({ tags }: KeyFilter): string[] {
  return (tags ?? []).flatMap(({ key, values }) =>
    values?.length ? values.map((value) => `${key}=${value}`) : [key],
  )
}

function readTags(texts: readonly string[]): TagFilter[] {
  const values = new Map<string, string[]>()
  for (const text of texts) {
    const [, key = text, value] = /^([^=]*)=(.*)$/s.exec(text) ?? []
    values.set(key, [...(values.get(key) ?? []), ...(value === undefined ? [] : [value])])
  }
  return [...values].map(([key, values]) => (values.length > 0 ? { key, values } : { key }))
}
