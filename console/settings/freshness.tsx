import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import { formatDuration } from '../format/duration.ts'
import type { SettingsQuery } from '../generated/graphql.ts'

export interface FreshnessProps {
  readonly maxAges: SettingsQuery['gateway']['limits']['maxAges']
}

/** How old a response of KMS can be that the page of a key shows. */
export function Freshness({ maxAges }: FreshnessProps) {
  return (
    <Table
      header={
        <Header
          variant="h2"
          description="The page of a key shows responses of KMS that are at most this old. A change that the gateway learns of is shown at once. Tables and numbers come from the inventory, and say when it read the keys."
        >
          Freshness
        </Header>
      }
      items={maxAges}
      trackBy="operation"
      columnDefinitions={[
        { id: 'operation', header: 'KMS operation', cell: ({ operation }) => operation, isRowHeader: true },
        { id: 'age', header: 'Maximum age', cell: ({ maxAgeMs }) => formatDuration(maxAgeMs) },
      ]}
    />
  )
}
