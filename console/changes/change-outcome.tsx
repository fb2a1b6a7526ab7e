import Popover from '@cloudscape-design/components/popover'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { STATUS_TEXTS } from '../dialogs/rotation-status.ts'
import type { ChangesQuery } from '../generated/graphql.ts'
import { OUTCOMES } from './change-names.ts'

type Change = ChangesQuery['changes']['nodes'][number]

/** The outcome of a change. If it was not made, a popover has the error. */
export function Outcome({ change }: { readonly change: Change }) {
  const { outcome, error } = change
  const status = outcome === 'MADE' && 'status' in change ? STATUS_TEXTS[change.status] : undefined
  const { name, type } = status ? { name: status.header, type: status.type } : OUTCOMES[outcome]
  const indicator = <StatusIndicator type={type}>{name}</StatusIndicator>
  if (!error) return indicator
  return (
    <Popover header={name} content={error.message} dismissAriaLabel="Close" size="large" wrapTriggerText>
      {indicator}
    </Popover>
  )
}
