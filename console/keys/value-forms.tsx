import DatePicker from '@cloudscape-design/components/date-picker'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import { dateOf, startOfDate } from '../format/date-input.ts'
import { useZone } from '../preferences/zone.ts'

/** The properties of a form of the property filter, which enters one value. */
export interface ValueFormProps {
  readonly kind: 'time' | 'number'
  readonly value: string | null
  readonly onChange: (value: string | null) => void
}

export default function ValueForm({ kind, ...props }: ValueFormProps) {
  return kind === 'time' ? <DateForm {...props} /> : <NumberForm {...props} />
}

/** Enters the start of a date in the zone of the reader. */
function DateForm({ value, onChange }: Omit<ValueFormProps, 'kind'>) {
  const zone = useZone()
  return (
    <FormField label="Date" description={zone === 'UTC' ? 'In UTC' : 'In your time zone'}>
      <DatePicker
        value={value ? dateOf(value, zone) : ''}
        onChange={({ detail }) => onChange(startOfDate(detail.value, zone) ?? null)}
        placeholder="YYYY-MM-DD"
        format="iso"
        expandToViewport
      />
    </FormField>
  )
}

/** Enters a number that is not negative. */
const NumberForm = ({ value, onChange }: Omit<ValueFormProps, 'kind'>) => (
  <FormField label="Number">
    <Input
      type="number"
      inputMode="numeric"
      step={1}
      value={value ?? ''}
      onChange={({ detail }) => onChange(/^\d+$/.test(detail.value) ? detail.value : null)}
    />
  </FormField>
)
