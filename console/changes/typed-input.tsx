import Input from '@cloudscape-design/components/input'
import { useState } from 'react'

export interface TypedInputProps {
  readonly value: string
  readonly placeholder: string
  /** Called when the reader presses Enter or leaves the field. */
  readonly onChange: (value: string) => void
}

/** A field whose text applies when it is complete. */
export function TypedInput({ value, placeholder, onChange }: TypedInputProps) {
  const [typed, setTyped] = useState(value)
  const apply = () => {
    if (typed.trim() !== value) onChange(typed.trim())
  }
  return (
    <Input
      type="search"
      clearAriaLabel="Clear"
      value={typed}
      placeholder={placeholder}
      onChange={({ detail }) => setTyped(detail.value)}
      onBlur={apply}
      onKeyDown={({ detail }) => {
        if (detail.key === 'Enter') apply()
      }}
    />
  )
}
