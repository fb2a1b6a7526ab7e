import type { ComplianceGroupFragment, ComplianceGroupsQuery } from '../generated/graphql.ts'
import type { KeyConditions } from '../links/key-filter.ts'
import type { ComplianceView } from './grouping.ts'

/** The name of a group for the reader. */
export function groupName(
  { kind, value }: ComplianceGroupFragment,
  { grouping, tag }: ComplianceView,
  scopes: ComplianceGroupsQuery['scopes'],
): string {
  switch (kind) {
    case 'VALUE': {
      const account = grouping === 'account' && scopes.find(({ accountId }) => accountId === value)
      return account && account.accountName ? `${account.accountName} (${value})` : (value ?? '')
    }
    case 'NO_VALUE':
      return grouping === 'owner' ? 'No owner' : `No tag ${tag}`
    case 'UNREADABLE':
      return 'Could not be read'
    case 'OTHER':
    default:
      return 'Other values'
  }
}

/** The conditions that select the keys of a group. Undefined if the table of keys has no such filter. */
export function conditionsOf(
  { kind, value }: ComplianceGroupFragment,
  view: ComplianceView,
): KeyConditions | undefined {
  if (kind !== 'VALUE' || typeof value !== 'string') return undefined
  switch (view.grouping) {
    case 'account':
      return { accounts: [value] }
    case 'region':
      return { regions: [value] }
    case 'owner':
      return { owners: [value] }
    case 'tag':
    default:
      return { tags: [{ key: view.tag, values: [value] }] }
  }
}
