import Table from '@cloudscape-design/components/table'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import { countOf } from '../format/count.ts'
import type { OverviewQuery } from '../generated/graphql.ts'
import { keyLink } from '../links/links.ts'
import { rotationTypeName } from '../format/rotation-type.ts'
import { Time } from '../parts/time.tsx'

export interface RecentRotationsProps {
  readonly rotations: OverviewQuery['rotations']
  readonly days: number
}

/** The newest rotations of all keys. */
export function RecentRotations({ rotations, days }: RecentRotationsProps) {
  const { totalCount, unreadableCount, nodes } = rotations
  return (
    <Table
      header={
        <Header
          variant="h2"
          actions={<Link href="activity">Newest events</Link>}
          counter={typeof totalCount === 'number' ? `(${totalCount})` : undefined}
          description={
            unreadableCount > 0
              ? `The rotations of ${countOf(unreadableCount, 'key')} could not be read and are not counted.`
              : undefined
          }
        >
          Rotations of the last {days} days
        </Header>
      }
      items={nodes}
      trackBy="id"
      columnDefinitions={[
        {
          id: 'key',
          header: 'Key',
          cell: ({ key }) => <Link href={keyLink(key.arn)}>{key.displayName}</Link>,
          isRowHeader: true,
        },
        { id: 'type', header: 'Type', cell: ({ type }) => rotationTypeName(type) },
        { id: 'time', header: 'Rotated', cell: ({ rotatedAt }) => <Time at={rotatedAt} /> },
      ]}
      empty={`No key was rotated in the last ${days} days.`}
    />
  )
}
