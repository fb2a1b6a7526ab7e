import ContentLayout from '@cloudscape-design/components/content-layout'
import Grid from '@cloudscape-design/components/grid'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { addDays } from '../format/time.ts'
import { useAnswer } from '../gateway/use-answer.ts'
import { OverviewDocument } from '../generated/graphql.ts'
import { AnswerView } from '../parts/answer-view.tsx'
import { Examined, MissingNotice } from '../parts/fleet-facts.tsx'
import { FewLeft } from './few-left.tsx'
import { RecentRotations } from './recent-rotations.tsx'
import { UnreachableScopes } from './unreachable-scopes.tsx'
import { UpcomingDays } from './upcoming-days.tsx'
import { VerdictNumbers } from './verdict-numbers.tsx'

const DAYS_AHEAD = 30
const DAYS_BACK = 7
const FEW_LEFT = 5

/** Half of the width of a page, or all of it on a small screen. */
const HALF = { default: 12, m: 6 }

/** Numbers about all keys. Each number is a link to the keys that it counts. */
export default function OverviewPage() {
  // The gateway answers each question at one time. The page moves to a new day when it is opened again.
  const [now] = useState(() => new Date())
  const period = { soon: addDays(now, DAYS_AHEAD), recently: addDays(now, -DAYS_BACK) }
  const answer = useAnswer(OverviewDocument, { ...period, fewLeft: FEW_LEFT })
  const facts = answer.data?.fleet
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={facts && <Examined facts={facts} />}>
          Overview
        </Header>
      }
    >
      <AnswerView answer={answer} noun="The numbers">
        {({ fleet, upcoming, rotations, fewLeft }) => (
          <SpaceBetween size="l">
            <MissingNotice facts={fleet} />
            <VerdictNumbers fleet={fleet} />
            <UpcomingDays upcoming={upcoming} now={now} until={period.soon} days={DAYS_AHEAD} />
            <Grid gridDefinition={[{ colspan: HALF }, { colspan: HALF }]}>
              <RecentRotations rotations={rotations} days={DAYS_BACK} />
              <FewLeft keys={fewLeft} limit={FEW_LEFT} />
            </Grid>
            <UnreachableScopes scopes={fewLeft.unavailableScopes} />
          </SpaceBetween>
        )}
      </AnswerView>
    </ContentLayout>
  )
}
