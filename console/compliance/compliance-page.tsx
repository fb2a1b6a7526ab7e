import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useAnswer } from '../gateway/use-answer.ts'
import { ComplianceGroupsDocument, PolicyDocument } from '../generated/graphql.ts'
import { AnswerView } from '../parts/answer-view.tsx'
import { Examined, MissingNotice } from '../parts/fleet-facts.tsx'
import { Time } from '../parts/time.tsx'
import { Exceptions } from './exceptions.tsx'
import { endOfDay } from './grouping.ts'
import { Groups } from './groups.tsx'
import { Rules } from './rules.tsx'
import { useView } from './use-view.ts'

/** The rotation policy, and how many keys of each group comply with it. */
export default function CompliancePage() {
  const [view, setView] = useView()
  const { grouping, tag, day } = view
  const groups = useAnswer(ComplianceGroupsDocument, {
    asOf: day ? endOfDay(day) : undefined,
    isByAccount: grouping === 'account',
    isByRegion: grouping === 'region',
    isByOwner: grouping === 'owner',
    isByTag: grouping === 'tag',
    tag,
  })
  const policy = useAnswer(PolicyDocument, {})
  const fleet = groups.data?.fleet
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={
            fleet && (
              <>
                {day && (
                  <>
                    State of <Time at={fleet.validAt} />.{' '}
                  </>
                )}
                <Examined facts={fleet} />
              </>
            )
          }
        >
          Compliance
        </Header>
      }
    >
      <SpaceBetween size="l">
        <AnswerView answer={groups} noun="The numbers">
          {(data) => (
            <SpaceBetween size="l">
              <MissingNotice facts={data.fleet} />
              <Groups data={data} view={view} onChange={setView} isLoading={groups.isEarlier} />
            </SpaceBetween>
          )}
        </AnswerView>
        <AnswerView answer={policy} noun="The rotation policy" isPlural={false}>
          {({ rotationPolicy }) => (
            <SpaceBetween size="l">
              <Rules policy={rotationPolicy} />
              <Exceptions exceptions={rotationPolicy.exceptions} />
            </SpaceBetween>
          )}
        </AnswerView>
      </SpaceBetween>
    </ContentLayout>
  )
}
