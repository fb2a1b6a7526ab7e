import Spinner from '@cloudscape-design/components/spinner'
import PropertyFilter from '@cloudscape-design/components/property-filter'
import { Suspense, lazy } from 'react'
import type { ReactNode } from 'react'
import { isStartOfDate } from '../format/date-input.ts'
import { formatDate, formatTime } from '../format/time.ts'
import type { Zone } from '../format/time.ts'
import type { ConditionName, KeyConditions } from '../links/key-filter.ts'
import { useZone } from '../preferences/zone.ts'
import { FILTER_PROPERTIES, TAG_PREFIX, TAG_PROPERTY, isList, kindOf } from './filter-properties.ts'
import type { FilterOption, FilterOptions } from './filter-options.ts'
import { conditionsOf, tokensOf } from './filter-tokens.ts'
import type { ValueFormProps } from './value-forms.tsx'

export interface KeysFilterProps {
  readonly conditions: KeyConditions
  /** The values of conditions that depend on the gateway. */
  readonly options: FilterOptions
  readonly countText: string
  readonly onChange: (conditions: KeyConditions) => void
}

const ValueForm = lazy(() => import('./value-forms.tsx'))

const OPERATOR_TEXTS: ReadonlyMap<string, string> = new Map([
  ['>=', 'On or after'],
  ['<', 'Before'],
  ['<=', 'At most'],
  ['^', 'Begins with'],
])

const YES_NO: readonly FilterOption[] = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
]

/** The filter of the table. Each token is one condition. */
export default function KeysFilter({ conditions, options, countText, onChange }: KeysFilterProps) {
  const zone = useZone()
  const offered = FILTER_PROPERTIES.filter(({ key }) => key !== 'selection' || conditions.keys)
  const tagKeys = (conditions.tags ?? []).flatMap(({ key, values }) => (values?.length ? [key] : []))
  return (
    <PropertyFilter
      query={{ tokens: tokensOf(conditions), operation: 'and' }}
      onChange={({ detail }) => onChange(conditionsOf(detail.tokens))}
      readOnlyOperations
      countText={countText}
      filteringPlaceholder="Find keys by text or property"
      filteringAriaLabel="Find keys by text or property"
      filteringEmpty="No property has this name."
      freeTextFiltering={{ operators: [':'], defaultOperator: ':' }}
      filteringProperties={[
        ...offered.map(({ key, label, conditions: names }) => ({
          key,
          propertyLabel: label,
          groupValuesLabel: `Values of ${label}`,
          defaultOperator: Object.keys(names)[0],
          operators: Object.entries(names).map(([operator, name]) =>
            operatorOf(operator, name, optionsOf(name, conditions, options), zone),
          ),
        })),
        {
          key: TAG_PROPERTY,
          propertyLabel: 'Tag',
          groupValuesLabel: 'Tag such as team = payments',
          operators: ['='],
        },
        ...tagKeys.map((key) => ({
          key: TAG_PREFIX + key,
          propertyLabel: key,
          groupValuesLabel: `Values of the tag ${key}`,
          group: 'tags',
          operators: [
            {
              operator: '=',
              tokenType: 'enum' as const,
              format: (values: readonly string[]) => values.join(', '),
            },
          ],
        })),
      ]}
      customGroupsText={[{ group: 'tags', properties: 'Tags', values: 'Values of tags' }]}
      filteringOptions={[
        ...offered.flatMap(({ key, conditions: names }) =>
          Object.values(names).flatMap((name) =>
            optionsOf(name, conditions, options).map((option) => ({ propertyKey: key, ...option })),
          ),
        ),
        ...(conditions.tags ?? []).flatMap(({ key, values }) =>
          (values ?? []).map((value) => ({ propertyKey: TAG_PREFIX + key, value })),
        ),
      ]}
      expandToViewport
    />
  )
}

/** The values that the filter suggests: those of the enumeration or of the gateway, and those that are in use. */
function optionsOf(
  name: ConditionName,
  conditions: KeyConditions,
  options: FilterOptions,
): readonly FilterOption[] {
  const kind = kindOf(name)
  if (kind === 'boolean') return YES_NO
  if (typeof kind === 'object') return Object.entries(kind).map(([value, label]) => ({ value, label }))
  if (kind !== 'list') return []
  const known = options[name] ?? []
  const used = [Object.entries(conditions).find(([each]) => each === name)?.[1] ?? []].flat().map(String)
  const added = used.filter((value) => !known.some((option) => option.value === value))
  return [...known, ...added.map((value) => ({ value, label: value }))]
}

function operatorOf(operator: string, name: ConditionName, options: readonly FilterOption[], zone: Zone) {
  const kind = kindOf(name)
  const labels = new Map(options.map(({ value, label }) => [value, label]))
  const labelOf = (value: string) => labels.get(value) ?? value
  const description = OPERATOR_TEXTS.get(operator)
  if (isList(kind))
    return {
      operator,
      tokenType: 'enum' as const,
      format: (values: readonly string[]) => values.map(labelOf).join(', '),
    }
  if (kind === 'time')
    return {
      operator,
      description,
      form: TimeForm,
      format: (time: string) => (isStartOfDate(time, zone) ? formatDate : formatTime)(time, zone),
    }
  if (kind === 'number') return { operator, description, form: NumberForm }
  return { operator, description, format: labelOf }
}

type FormOfKind = (props: Omit<ValueFormProps, 'kind'>) => ReactNode

const formOf =
  (kind: ValueFormProps['kind']): FormOfKind =>
  (props) => (
    <Suspense fallback={<Spinner />}>
      <ValueForm kind={kind} {...props} />
    </Suspense>
  )

const TimeForm = formOf('time')
const NumberForm = formOf('number')
