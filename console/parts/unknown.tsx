import Popover from '@cloudscape-design/components/popover'

export interface UnknownProps {
  /** Why the value is not known, as a full sentence. */
  readonly reason: string
}

/** A value that could not be read. Its reason opens by keyboard, touch and mouse. */
export const Unknown = ({ reason }: UnknownProps) => (
  <Popover content={reason} size="medium" dismissAriaLabel="Close" renderWithPortal>
    Unknown
  </Popover>
)
