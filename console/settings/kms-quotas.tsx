import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Table from '@cloudscape-design/components/table'
import { formatCount } from '../format/count.ts'
import { scopeName } from '../format/scope.ts'
import type { SettingsQuery } from '../generated/graphql.ts'

/** The gateway's use of the request quotas of KMS. Nothing for callers who may not see it. */
export function KmsQuotas({ scopes }: Pick<SettingsQuery, 'scopes'>) {
  const rows = scopes.flatMap((scope) =>
    (scope.kmsBudgets ?? []).map((budget) => ({
      ...budget,
      id: `${scopeName(scope)} ${budget.operation}`,
      scope,
    })),
  )
  if (rows.length === 0) return null
  return (
    <ExpandableSection
      variant="container"
      headerText="Request quotas of KMS"
      headerDescription="The gateway uses at most half of each quota. Requests wait while no permit is available."
    >
      <Table
        variant="embedded"
        items={rows}
        trackBy="id"
        columnDefinitions={[
          {
            id: 'scope',
            header: 'Account and Region',
            cell: ({ scope }) => scopeName(scope),
            isRowHeader: true,
          },
          { id: 'operation', header: 'Operation', cell: ({ operation }) => operation },
          {
            id: 'rate',
            header: 'Requests per second',
            cell: ({ requestsPerSecond }) => formatCount(requestsPerSecond),
          },
          { id: 'available', header: 'Available now', cell: ({ available }) => formatCount(available) },
          { id: 'waiting', header: 'Waiting', cell: ({ waiting }) => formatCount(waiting) },
          {
            id: 'throttled',
            header: 'Throttled in the last minute',
            cell: ({ throttledLastMinute }) => formatCount(throttledLastMinute),
          },
        ]}
      />
    </ExpandableSection>
  )
}
