import type { ChangeKind, ChangeOutcome } from '../generated/graphql.ts'

/** The conditions of the table of changes, as the address has them. */
export interface ChangesView {
  readonly kinds: readonly ChangeKind[]
  readonly outcomes: readonly ChangeOutcome[]
  /** Subjects that requested the changes. */
  readonly requestedBy: string
  /** Only changes of the last days. 0 for any time. */
  readonly days: number
  /** An ARN, an alias or a key ID. */
  readonly key: string
}

export const CHANGE_KINDS: readonly ChangeKind[] = [
  'ROTATE_KEY_ON_DEMAND',
  'ENABLE_KEY_ROTATION',
  'DISABLE_KEY_ROTATION',
]

export const CHANGE_OUTCOMES: readonly ChangeOutcome[] = [
  'MADE',
  'PENDING',
  'UNKNOWN',
  'UNCHANGED',
  'REJECTED',
  'FAILED',
]

export const ALL_CHANGES: ChangesView = { kinds: [], outcomes: [], requestedBy: '', days: 0, key: '' }

/** A value that is not known is left out. */
export function readChangesView(parameters: URLSearchParams): ChangesView {
  const days = Number(parameters.get('days') ?? 0)
  return {
    kinds: CHANGE_KINDS.filter((kind) => parameters.getAll('kind').includes(kind)),
    outcomes: CHANGE_OUTCOMES.filter((outcome) => parameters.getAll('outcome').includes(outcome)),
    requestedBy: parameters.get('by') ?? '',
    days: Number.isInteger(days) && days > 0 && days <= MAX_DAYS ? days : 0,
    key: parameters.get('key') ?? '',
  }
}

export function writeChangesView(view: ChangesView): URLSearchParams {
  const { kinds, outcomes, requestedBy, days, key } = view
  const parameters = new URLSearchParams()
  for (const kind of kinds) parameters.append('kind', kind)
  for (const outcome of outcomes) parameters.append('outcome', outcome)
  if (requestedBy) parameters.set('by', requestedBy)
  if (days > 0) parameters.set('days', String(days))
  if (key) parameters.set('key', key)
  return parameters
}

const MAX_DAYS = 36_500
