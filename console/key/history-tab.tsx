import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { usePages } from '../gateway/use-pages.ts'
import { KeyHistoryDocument } from '../generated/graphql.ts'
import { AnswerView } from '../parts/answer-view.tsx'
import { LoadMore } from '../parts/load-more.tsx'
import { Time } from '../parts/time.tsx'
import { Unknown } from '../parts/unknown.tsx'
import { failure } from './problems.ts'
import { mergeHistory, nextHistory } from './history.ts'

const PAGE_SIZE = 15

/** The rotations of a key and the changes that were requested through the gateway, newest first. */
export function HistoryTab({ arn }: { readonly arn: string }) {
  const pages = usePages(
    KeyHistoryDocument,
    { arn, first: PAGE_SIZE, hasRotations: true, hasChanges: true },
    { next: nextHistory },
  )
  return (
    <AnswerView answer={pages} noun="The history" isPlural={false}>
      {(data) => {
        const problem = failure(data[0]?.key?.problems.rotations ?? null)
        return (
          <SpaceBetween size="s">
            {problem && (
              <Alert type="warning">
                The rotations could not be read, so only changes through this gateway are listed.{' '}
                {problem.message}
              </Alert>
            )}
            <Table
              variant="embedded"
              wrapLines
              items={mergeHistory(data)}
              trackBy="id"
              columnDefinitions={[
                { id: 'what', header: 'What', cell: ({ what }) => what, isRowHeader: true, minWidth: 170 },
                { id: 'when', header: 'When', cell: ({ at }) => <Time at={at} />, minWidth: 180 },
                {
                  id: 'who',
                  header: 'Who',
                  cell: ({ who }) => who ?? <Unknown reason={UNKNOWN_CALLER} />,
                },
                { id: 'why', header: 'Why', cell: ({ reason }) => reason ?? '–' },
                {
                  id: 'outcome',
                  header: 'Outcome',
                  cell: ({ outcome, error }) => (
                    <>
                      {outcome}
                      {error !== null && (
                        <Box fontSize="body-s" color="text-body-secondary">
                          {error}
                        </Box>
                      )}
                    </>
                  ),
                },
              ]}
              empty={
                problem
                  ? 'No change was requested through this gateway.'
                  : 'The key was never rotated, and no change was requested through this gateway.'
              }
            />
            <LoadMore pages={pages} text="Show older entries" />
          </SpaceBetween>
        )
      }}
    </AnswerView>
  )
}

const UNKNOWN_CALLER =
  'The rotation was not requested through this gateway, or the gateway did not keep the request. AWS CloudTrail has the caller.'
