import type { ChangeKind, ChangeOutcome } from '../generated/graphql.ts'

export const KIND_NAMES: { readonly [kind in ChangeKind]: string } = {
  ROTATE_KEY_ON_DEMAND: 'On-demand rotation',
  ENABLE_KEY_ROTATION: 'Automatic rotation on, or another period',
  DISABLE_KEY_ROTATION: 'Automatic rotation off',
}

export interface OutcomeName {
  readonly name: string
  readonly type: 'success' | 'pending' | 'warning' | 'info' | 'error'
}

export const OUTCOMES: { readonly [outcome in ChangeOutcome]: OutcomeName } = {
  MADE: { name: 'Made', type: 'success' },
  PENDING: { name: 'Being sent', type: 'pending' },
  UNKNOWN: { name: 'Unknown', type: 'warning' },
  UNCHANGED: { name: 'Already so', type: 'info' },
  REJECTED: { name: 'Rejected', type: 'error' },
  FAILED: { name: 'Failed', type: 'error' },
}
