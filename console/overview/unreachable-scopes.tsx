import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import { scopeName } from '../format/scope.ts'
import type { OverviewQuery } from '../generated/graphql.ts'

export interface UnreachableScopesProps {
  readonly scopes: OverviewQuery['fewLeft']['unavailableScopes']
}

/** The accounts and Regions whose keys cannot be listed. Nothing if all can be listed. */
export function UnreachableScopes({ scopes }: UnreachableScopesProps) {
  if (scopes.length === 0) return null
  return (
    <Table
      header={
        <Header variant="h2" counter={`(${scopes.length})`}>
          Accounts and Regions that cannot be reached
        </Header>
      }
      items={scopes}
      columnDefinitions={[
        {
          id: 'scope',
          header: 'Account and Region',
          cell: ({ scope }) => scopeName(scope),
          isRowHeader: true,
        },
        { id: 'error', header: 'Error', cell: ({ error }) => error.message },
      ]}
      wrapLines
    />
  )
}
