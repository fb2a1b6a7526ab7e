import Box from '@cloudscape-design/components/box'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { IamStatement } from '../parts/iam-statement.tsx'
import { deniedActions } from './denied-actions.ts'
import type { FailedRead } from './problems.ts'

/** The reads of the key that failed, and the statements of IAM that permit the denied ones. */
export function ProblemsTab({ failed }: { readonly failed: readonly FailedRead[] }) {
  const denied = deniedActions(failed.map(({ problem }) => problem))
  return (
    <SpaceBetween size="l">
      <Table
        variant="embedded"
        wrapLines
        items={failed}
        trackBy="name"
        columnDefinitions={[
          { id: 'noun', header: 'Not read', cell: ({ noun }) => noun, isRowHeader: true, width: 180 },
          {
            id: 'message',
            header: 'Why, and what to do',
            cell: ({ problem }) => problem.message,
            minWidth: 280,
          },
          {
            id: 'action',
            header: 'Action',
            cell: ({ problem }) => (problem.type === 'AccessDeniedError' ? problem.action : null) ?? '–',
          },
          { id: 'code', header: 'Code', cell: ({ problem }) => problem.code },
          { id: 'request', header: 'AWS request ID', cell: ({ problem }) => problem.awsRequestId ?? '–' },
        ]}
        empty="The gateway could read everything about this key."
      />
      {denied.length > 0 && (
        <div>
          <Box variant="h3">Permissions that are missing</Box>
          <Box variant="p">
            Add the statement to the IAM policy of the gateway’s role. If the key policy denies the actions,
            change the key policy too.
          </Box>
          {denied.map(({ actions, resourceArn }) => (
            <IamStatement key={resourceArn} action={actions} resourceArn={resourceArn} />
          ))}
        </div>
      )}
    </SpaceBetween>
  )
}
