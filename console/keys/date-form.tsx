import DatePicker from '@cloudscape-design/components/date-picker'
import FormField from '@cloudscape-design/components/form-field'
import { dateOf, startOfDate } from '../format/date-input.ts'
import { useZone } from '../preferences/zone.ts'
import type { ValueFormProps } from './value-form.ts'

/** Enters the start of a date in the zone of the reader. */
export default function DateForm({ value, onChange }: ValueFormProps) {
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
