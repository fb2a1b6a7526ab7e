import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import type { ComplianceVerdict } from '../generated/graphql.ts'

/** The name of each verdict, and the symbol that stands before it. */
export const VERDICTS: {
  readonly [verdict in ComplianceVerdict]: { readonly name: string; readonly type: StatusIndicatorProps.Type }
} = {
  OVERDUE: { name: 'Overdue', type: 'error' },
  MANUAL_DUE: { name: 'Due, rotate by hand', type: 'warning' },
  DUE_SOON: { name: 'Due soon', type: 'warning' },
  EXCEPTED: { name: 'Excepted', type: 'info' },
  COMPLIANT: { name: 'Compliant', type: 'success' },
  NOT_APPLICABLE: { name: 'Not applicable', type: 'stopped' },
  UNKNOWN: { name: 'Unknown', type: 'pending' },
}

/** From the most urgent verdict to the least urgent one. */
export const VERDICT_ORDER: readonly ComplianceVerdict[] = [
  'OVERDUE',
  'MANUAL_DUE',
  'DUE_SOON',
  'EXCEPTED',
  'COMPLIANT',
  'NOT_APPLICABLE',
  'UNKNOWN',
]

export function Verdict({ verdict }: { readonly verdict: ComplianceVerdict }) {
  const { name, type } = VERDICTS[verdict]
  return <StatusIndicator type={type}>{name}</StatusIndicator>
}
