import ColumnLayout from '@cloudscape-design/components/column-layout'
import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import { useAnswer } from '../gateway/use-answer.ts'
import { KeyNamesDocument } from '../generated/graphql.ts'
import { AnswerView } from '../parts/answer-view.tsx'
import { Time } from '../parts/time.tsx'

/** The aliases and tags of a key, of which AWS allows 50 each. */
export function NamesTab({ arn }: { readonly arn: string }) {
  const answer = useAnswer(KeyNamesDocument, { arn })
  return (
    <AnswerView answer={answer} noun="The aliases and tags">
      {({ key }) => (
        <ColumnLayout columns={2}>
          <Table
            variant="embedded"
            header={<Header variant="h3">Aliases</Header>}
            items={key?.aliases ?? []}
            trackBy="name"
            wrapLines
            columnDefinitions={[
              { id: 'name', header: 'Alias', cell: ({ name }) => name, isRowHeader: true },
              {
                id: 'updated',
                header: 'Points to this key since',
                cell: ({ updatedAt }) => <Time at={updatedAt} as="date" />,
              },
            ]}
            empty={key?.problems.aliases?.message ?? 'The key does not have an alias.'}
          />
          <Table
            variant="embedded"
            header={<Header variant="h3">Tags</Header>}
            items={key?.tags ?? []}
            trackBy="key"
            wrapLines
            columnDefinitions={[
              { id: 'key', header: 'Tag', cell: (tag) => tag.key, isRowHeader: true },
              { id: 'value', header: 'Value', cell: ({ value }) => value || '–' },
            ]}
            empty={key?.problems.tags?.message ?? 'The key does not have a tag.'}
          />
        </ColumnLayout>
      )}
    </AnswerView>
  )
}
