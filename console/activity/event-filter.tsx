import PropertyFilter from '@cloudscape-design/components/property-filter'
import type { PropertyFilterProps } from '@cloudscape-design/components/property-filter'
import type { EventScopesQuery } from '../generated/graphql.ts'
import type { ActivityFilter } from './activity-filter.ts'
import { readActivityFilter } from './activity-filter.ts'
import { TYPE_NAMES } from './event-text.ts'
import { scopeNames } from './scope-names.ts'

export interface EventFilterProps {
  readonly filter: ActivityFilter
  readonly onChange: (filter: ActivityFilter) => void
  readonly scopes: EventScopesQuery['scopes']
  /** The names of the keys of the filter. */
  readonly keyNames: ReadonlyMap<string, string>
}

interface Property {
  /** The name of the parameter of the address. */
  readonly key: keyof ActivityFilter
  readonly label: string
  readonly hint: string
  /** The values that the filter suggests, with their names. */
  readonly names: ReadonlyMap<string, string>
}

/** The conditions of the address, each as a token with its alternatives. A part of its own, so that the list does not wait for it. */
export default function EventFilter({ filter, onChange, scopes, keyNames }: EventFilterProps) {
  const properties: readonly Property[] = [
    { key: 'type', label: 'Type', hint: 'Types', names: new Map(Object.entries(TYPE_NAMES)) },
    {
      key: 'scope',
      label: 'Account and Region',
      hint: 'Accounts and Regions',
      names: scopeNames(scopes),
    },
    { key: 'tag', label: 'Tag', hint: 'Tag such as team or team=payments', names: new Map() },
    { key: 'key', label: 'Key', hint: 'ARN, key ID or alias of a key', names: keyNames },
  ]
  return (
    <PropertyFilter
      query={{ tokens: tokensOf(filter), operation: 'and' }}
      onChange={({ detail }) => onChange(filterOf(detail.tokens))}
      readOnlyOperations
      disableFreeTextFiltering
      filteringPlaceholder="Filter by type, account, Region, tag or key"
      filteringAriaLabel="Filter events by type, account, Region, tag or key"
      filteringEmpty="No property has this name."
      filteringProperties={properties.map(({ key, label, hint, names }) => ({
        key,
        propertyLabel: label,
        groupValuesLabel: hint,
        operators: [
          isChoice(key)
            ? {
                operator: '=',
                tokenType: 'enum',
                format: (values: readonly string[]) =>
                  values.map((value) => names.get(value) ?? value).join(', '),
              }
            : { operator: '=', format: (value: string) => names.get(value) ?? value },
        ],
      }))}
      filteringOptions={properties.flatMap(({ key, names }) =>
        [...names].map(([value, label]) => ({ propertyKey: key, value, label })),
      )}
      expandToViewport
    />
  )
}

/** Whether the values are chosen from a list. Others are typed, one for each token. */
const isChoice = (key: string): boolean => key === 'type' || key === 'scope'

type Tokens = PropertyFilterProps.Query['tokens']

const tokensOf = (filter: ActivityFilter): Tokens =>
  Object.entries<readonly string[]>({ ...filter }).flatMap(([propertyKey, texts]): Tokens => {
    const values = isChoice(propertyKey) ? [texts].filter(({ length }) => length > 0) : texts
    return values.map((value) => ({ propertyKey, operator: '=', value }))
  })

const filterOf = (tokens: Tokens): ActivityFilter =>
  readActivityFilter(
    new URLSearchParams(
      tokens.flatMap(({ propertyKey = '', value }) =>
        [value].flat().map((each) => [propertyKey, String(each)]),
      ),
    ),
  )
