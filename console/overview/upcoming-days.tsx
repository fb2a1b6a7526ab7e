import Box from '@cloudscape-design/components/box'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import type { OverviewQuery } from '../generated/graphql.ts'
import { keysLink } from '../links/links.ts'
import { atLeast } from '../parts/fleet-facts.tsx'

export interface UpcomingDaysProps {
  readonly upcoming: OverviewQuery['upcoming']
  readonly now: Date
  readonly until: string
  readonly days: number
}

/** What will happen to the keys in the next days. */
export function UpcomingDays({ upcoming, now, until, days }: UpcomingDaysProps) {
  const sum = (count: 'automaticRotationCount' | 'dueCount') =>
    upcoming.days.reduce((total, day) => total + day[count], 0)
  const after = now.toISOString()
  return (
    <Container header={<Header variant="h2">Next {days} days</Header>}>
      <ColumnLayout columns={2} variant="text-grid">
        <div>
          <Box variant="awsui-key-label">Automatic rotations</Box>
          <Link
            variant="awsui-value-large"
            href={keysLink({ nextRotationAfter: after, nextRotationBefore: until, states: ['ENABLED'] })}
          >
            {atLeast(sum('automaticRotationCount'), upcoming.isComplete)}
          </Link>
        </div>
        <div>
          <Box variant="awsui-key-label">Keys that become due</Box>
          <Link variant="awsui-value-large" href={keysLink({ dueAfter: after, dueBefore: until })}>
            {atLeast(sum('dueCount'), upcoming.isComplete)}
          </Link>
        </div>
      </ColumnLayout>
    </Container>
  )
}
