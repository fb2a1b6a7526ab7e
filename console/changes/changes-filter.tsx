import ColumnLayout from '@cloudscape-design/components/column-layout'
import FormField from '@cloudscape-design/components/form-field'
import Multiselect from '@cloudscape-design/components/multiselect'
import Select from '@cloudscape-design/components/select'
import { CHANGE_KINDS, CHANGE_OUTCOMES } from '../links/changes-view.ts'
import type { ChangesView } from '../links/changes-view.ts'
import { KIND_NAMES, OUTCOMES } from './change-names.ts'
import { TypedInput } from './typed-input.tsx'

export interface ChangesFilterProps {
  readonly view: ChangesView
  readonly onChange: (view: ChangesView) => void
}

const PERIODS = [
  { value: '0', label: 'Any time' },
  { value: '1', label: 'Last 24 hours' },
  { value: '7', label: 'Last 7 days' },
  { value: '30', label: 'Last 30 days' },
  { value: '365', label: 'Last 365 days' },
]

const KIND_OPTIONS = CHANGE_KINDS.map((kind) => ({ value: kind, label: KIND_NAMES[kind] }))
const OUTCOME_OPTIONS = CHANGE_OUTCOMES.map((outcome) => ({ value: outcome, label: OUTCOMES[outcome].name }))

/** The conditions of the table. They are in the address. */
export function ChangesFilter({ view, onChange }: ChangesFilterProps) {
  const { kinds, outcomes, requestedBy, days, key } = view
  const period = PERIODS.find(({ value }) => Number(value) === days) ?? {
    value: String(days),
    label: `Last ${days} days`,
  }
  return (
    <ColumnLayout columns={5} minColumnWidth={170}>
      <FormField label="Change">
        <Multiselect
          options={KIND_OPTIONS}
          selectedOptions={KIND_OPTIONS.filter(({ value }) => kinds.includes(value))}
          placeholder="Any change"
          inlineTokens
          onChange={({ detail }) =>
            onChange({
              ...view,
              kinds: CHANGE_KINDS.filter((kind) => isSelected(detail.selectedOptions, kind)),
            })
          }
        />
      </FormField>
      <FormField label="Outcome">
        <Multiselect
          options={OUTCOME_OPTIONS}
          selectedOptions={OUTCOME_OPTIONS.filter(({ value }) => outcomes.includes(value))}
          placeholder="Any outcome"
          inlineTokens
          onChange={({ detail }) =>
            onChange({
              ...view,
              outcomes: CHANGE_OUTCOMES.filter((outcome) => isSelected(detail.selectedOptions, outcome)),
            })
          }
        />
      </FormField>
      <FormField label="Time">
        <Select
          options={PERIODS}
          selectedOption={period}
          onChange={({ detail }) => onChange({ ...view, days: Number(detail.selectedOption.value) })}
        />
      </FormField>
      <FormField label="Who">
        <TypedInput
          key={requestedBy}
          value={requestedBy}
          placeholder="Any subject"
          onChange={(value) => onChange({ ...view, requestedBy: value })}
        />
      </FormField>
      <FormField label="Key">
        <TypedInput
          key={key}
          value={key}
          placeholder="ARN, alias/name or key ID"
          onChange={(value) => onChange({ ...view, key: value })}
        />
      </FormField>
    </ColumnLayout>
  )
}

const isSelected = (options: readonly { readonly value?: string }[], value: string): boolean =>
  options.some((option) => option.value === value)
