import Popover from '@cloudscape-design/components/popover'
import type { ReactNode } from 'react'

export interface UnknownProps {
  /** Why the value is not known, in full sentences. */
  readonly reason: ReactNode
}

/** A value that could not be read. Its reason opens by keyboard, touch and mouse. */
export const Unknown = ({ reason }: UnknownProps) => (
  <Popover content={reason} size="medium" dismissAriaLabel="Close" renderWithPortal>
    Unknown
  </Popover>
)
