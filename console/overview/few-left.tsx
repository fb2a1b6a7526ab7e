import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import Table from '@cloudscape-design/components/table'
import type { OverviewQuery } from '../generated/graphql.ts'
import { keyLink, keysLink } from '../links/links.ts'

export interface FewLeftProps {
  readonly keys: OverviewQuery['fewLeft']
  readonly limit: number
}

/** The keys with the fewest on-demand rotations left. */
export function FewLeft({ keys, limit }: FewLeftProps) {
  const { totalCount, nodes } = keys
  return (
    <Table
      header={
        <Header
          variant="h2"
          counter={typeof totalCount === 'number' ? `(${totalCount})` : undefined}
          description={`KMS permits a limited number of on-demand rotations in the life of a key. These keys have at most ${limit} left.`}
          actions={<Link href={keysLink({ maxRemainingOnDemand: limit })}>Show all</Link>}
        >
          Few on-demand rotations left
        </Header>
      }
      items={nodes}
      trackBy="arn"
      columnDefinitions={[
        {
          id: 'key',
          header: 'Key',
          cell: ({ arn, displayName }) => <Link href={keyLink(arn)}>{displayName}</Link>,
          isRowHeader: true,
        },
        {
          id: 'remaining',
          header: 'Left',
          cell: ({ onDemandQuota }) => onDemandQuota?.remaining ?? 'Unknown',
        },
      ]}
      empty={`Every key has more than ${limit} on-demand rotations left.`}
    />
  )
}
