import { CONDITIONS } from '../links/key-filter.ts'
import type { ConditionKind, ConditionName } from '../links/key-filter.ts'

/** `=` one of some values, `^` begins with, `>=` at or after, `<` before, `<=` at most, `:` contains. */
export type Operator = '=' | '^' | '>=' | '<' | '<='

/** A property of a key that the reader can filter by. Each pair of property and operator is one condition. */
export interface FilterProperty {
  readonly key: string
  readonly label: string
  readonly conditions: { readonly [operator in Operator]?: ConditionName }
}

/** The properties in the order in which the filter offers them. `search` is the free text, and each tag is a property of its own. */
export const FILTER_PROPERTIES: readonly FilterProperty[] = [
  { key: 'compliance', label: 'Compliance', conditions: { '=': 'compliance' } },
  { key: 'due', label: 'Due', conditions: { '>=': 'dueAfter', '<': 'dueBefore' } },
  { key: 'account', label: 'Account', conditions: { '=': 'accounts' } },
  { key: 'region', label: 'Region', conditions: { '=': 'regions' } },
  { key: 'owner', label: 'Owner', conditions: { '=': 'owners' } },
  { key: 'rule', label: 'Rule', conditions: { '=': 'rules' } },
  { key: 'exception', label: 'Has an exception', conditions: { '=': 'hasException' } },
  { key: 'state', label: 'State', conditions: { '=': 'states' } },
  { key: 'automatic', label: 'Automatic rotation', conditions: { '=': 'automaticRotation' } },
  {
    key: 'next-rotation',
    label: 'Next automatic rotation',
    conditions: { '>=': 'nextRotationAfter', '<': 'nextRotationBefore' },
  },
  {
    key: 'last-rotation',
    label: 'Last rotation',
    conditions: { '>=': 'lastRotatedAfter', '<': 'lastRotatedBefore' },
  },
  { key: 'last-type', label: 'Type of the last rotation', conditions: { '=': 'lastRotationTypes' } },
  { key: 'left', label: 'On-demand rotations left', conditions: { '<=': 'maxRemainingOnDemand' } },
  { key: 'can-rotate', label: 'Can be rotated on demand now', conditions: { '=': 'canRotateOnDemand' } },
  { key: 'rotating', label: 'On-demand rotation in progress', conditions: { '=': 'onDemandInProgress' } },
  { key: 'alias', label: 'Alias', conditions: { '^': 'aliasPrefix' } },
  { key: 'spec', label: 'Key spec', conditions: { '=': 'specs' } },
  { key: 'origin', label: 'Origin', conditions: { '=': 'origins' } },
  { key: 'manager', label: 'Managed by', conditions: { '=': 'managers' } },
  { key: 'last-use', label: 'Last use', conditions: { '<': 'unusedSince' } },
  { key: 'created', label: 'Created', conditions: { '>=': 'createdAfter' } },
  { key: 'unreadable', label: 'Something could not be read', conditions: { '=': 'isUnreadable' } },
  { key: 'selection', label: 'Key', conditions: { '=': 'keys' } },
]

/** The property of a tag that the reader enters as text: `team=payments`, or `team` for any value. */
export const TAG_PROPERTY = 'tag'

/** Before the key of a tag that is a property of its own: `tag:team`. */
export const TAG_PREFIX = 'tag:'

/** Whether a condition has a list of values. */
export const isList = (kind: ConditionKind): boolean => kind === 'list' || typeof kind === 'object'

export const kindOf = (name: ConditionName): ConditionKind => CONDITIONS[name]
