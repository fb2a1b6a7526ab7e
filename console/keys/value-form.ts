/** The properties of a form of the property filter, which enters one value. */
export interface ValueFormProps {
  readonly value: string | null
  readonly onChange: (value: string | null) => void
}
