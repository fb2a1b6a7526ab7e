import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import type { OverviewQuery } from '../generated/graphql.ts'
import { keysLink } from '../links/links.ts'
import { DayBars } from './day-bars.tsx'
import { NumberLink } from './number-link.tsx'

export interface UpcomingDaysProps {
  readonly upcoming: OverviewQuery['upcoming']
  readonly now: Date
  readonly until: string
  readonly days: number
}

/** What will happen to the keys in the next days: the numbers, and a picture of the days. */
export function UpcomingDays({ upcoming, now, until, days }: UpcomingDaysProps) {
  const sum = (count: 'automaticRotationCount' | 'dueCount') =>
    upcoming.days.reduce((total, day) => total + day[count], 0)
  const after = now.toISOString()
  return (
    <Container header={<Header variant="h2">Next {days} days</Header>}>
      <ColumnLayout columns={2} variant="text-grid">
        <div>
          <NumberLink
            label="Automatic rotations"
            count={sum('automaticRotationCount')}
            isAtLeast={!upcoming.isComplete}
            href={keysLink({ nextRotationAfter: after, nextRotationBefore: until, states: ['ENABLED'] })}
            noun="keys with an automatic rotation"
          />
          <DayBars
            days={upcoming.days}
            value="automaticRotationCount"
            from={now}
            length={days}
            noun="automatic rotation"
          />
        </div>
        <div>
          <NumberLink
            label="Keys that become due"
            count={sum('dueCount')}
            isAtLeast={!upcoming.isComplete}
            href={keysLink({ dueAfter: after, dueBefore: until })}
            noun="keys that become due"
          />
          <DayBars days={upcoming.days} value="dueCount" from={now} length={days} noun="due key" />
        </div>
      </ColumnLayout>
    </Container>
  )
}
