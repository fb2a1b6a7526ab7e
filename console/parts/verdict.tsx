import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import { VERDICT_NAMES } from '../format/key-names.ts'
import type { ComplianceVerdict } from '../generated/graphql.ts'

/** The name of each verdict, and the symbol that stands before it. */
export const VERDICTS: {
  readonly [verdict in ComplianceVerdict]: { readonly name: string; readonly type: StatusIndicatorProps.Type }
} = {
  OVERDUE: { name: VERDICT_NAMES.OVERDUE, type: 'error' },
  MANUAL_DUE: { name: VERDICT_NAMES.MANUAL_DUE, type: 'warning' },
  DUE_SOON: { name: VERDICT_NAMES.DUE_SOON, type: 'warning' },
  EXCEPTED: { name: VERDICT_NAMES.EXCEPTED, type: 'info' },
  COMPLIANT: { name: VERDICT_NAMES.COMPLIANT, type: 'success' },
  NOT_APPLICABLE: { name: VERDICT_NAMES.NOT_APPLICABLE, type: 'stopped' },
  UNKNOWN: { name: VERDICT_NAMES.UNKNOWN, type: 'pending' },
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
