import Alert from '@cloudscape-design/components/alert'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useSearchParams } from 'wouter'
import { ALL_CHANGES, readChangesView, writeChangesView } from '../links/changes-view.ts'
import { AnswerView } from '../parts/answer-view.tsx'
import { ChangesFilter } from './changes-filter.tsx'
import { ChangesTable } from './changes-table.tsx'
import { NoChanges } from './no-changes.tsx'
import { Pager } from './pager.tsx'
import { useChanges } from './use-changes.ts'
import { useCursorPages } from './use-cursor-pages.ts'

/** The changes that were requested through the gateway, newest first. */
export default function ChangesPage() {
  const [parameters, setParameters] = useSearchParams()
  const view = readChangesView(parameters)
  const conditions = writeChangesView(view)
  const pages = useCursorPages(conditions.toString())
  const { answer, isKeyUnknown } = useChanges(view, pages.after)
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description="Rotations and changes of automatic rotation that were requested through this gateway, newest first."
        >
          Requests and changes
        </Header>
      }
    >
      <SpaceBetween size="l">
        <ChangesFilter view={view} onChange={(next) => setParameters(writeChangesView(next))} />
        {isKeyUnknown ? (
          <Alert type="warning" header="The key was not found.">
            It does not exist in KMS, or you may not read it. Enter another ARN, alias/name or key ID.
          </Alert>
        ) : (
          <AnswerView answer={answer} noun="The changes">
            {({ changes: { nodes, pageInfo } }) => (
              <ChangesTable
                changes={nodes}
                isLoading={answer.isEarlier}
                empty={
                  <NoChanges
                    isFiltered={conditions.size > 0}
                    onClear={() => setParameters(writeChangesView(ALL_CHANGES))}
                  />
                }
                pager={<Pager pages={pages} pageInfo={pageInfo} isLoading={answer.isEarlier} />}
              />
            )}
          </AnswerView>
        )}
      </SpaceBetween>
    </ContentLayout>
  )
}
