import Box from '@cloudscape-design/components/box'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { iamStatements } from './iam-statement.ts'
import type { FailedRead } from './problems.ts'

/** The reads of the key that failed, and the statements of IAM that allow the denied ones. */
export function ProblemsTab({ failed }: { readonly failed: readonly FailedRead[] }) {
  const statements = iamStatements(failed.map(({ problem }) => problem))
  const json = JSON.stringify(statements.length === 1 ? statements[0] : statements, null, 2)
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
      {statements.length > 0 && (
        <div>
          <Box variant="h3">Statement that allows the denied actions</Box>
          <Box variant="p">
            Add it to the IAM policy of the gateway’s role. If the key policy denies the actions, change the
            key policy too.
          </Box>
          <div className="key-statement">
            <pre>{json}</pre>
            <CopyToClipboard
              textToCopy={json}
              copyButtonText="Copy"
              copySuccessText="Statement copied"
              copyErrorText="The browser did not copy the statement."
            />
          </div>
        </div>
      )}
    </SpaceBetween>
  )
}
