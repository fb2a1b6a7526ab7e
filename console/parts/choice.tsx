import Box from '@cloudscape-design/components/box'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import { useId } from 'react'

export interface ChoiceProps<Id extends string> {
  readonly label: string
  readonly options: readonly { readonly id: Id; readonly text: string }[]
  readonly value: Id
  readonly onChange: (id: Id) => void
}

/** One of a few options, all of them visible. On small screens it is a select box. */
export function Choice<Id extends string>({ label, options, value, onChange }: ChoiceProps<Id>) {
  const labelId = useId()
  function choose(chosen: string) {
    const option = options.find(({ id }) => id === chosen)
    if (option) onChange(option.id)
  }
  return (
    <div>
      <Box variant="awsui-key-label">
        <span id={labelId}>{label}</span>
      </Box>
      <SegmentedControl
        ariaLabelledby={labelId}
        selectedId={value}
        options={[...options]}
        onChange={({ detail }) => choose(detail.selectedId)}
      />
    </div>
  )
}
