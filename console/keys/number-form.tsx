import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import type { ValueFormProps } from './value-form.ts'

/** Enters a number that is not negative. */
export const NumberForm = ({ value, onChange }: ValueFormProps) => (
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
