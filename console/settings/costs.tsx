import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import { countOf, formatCount } from '../format/count.ts'
import { formatUsd } from '../format/money.ts'
import type { SettingsQuery } from '../generated/graphql.ts'

type Scope = SettingsQuery['scopes'][number]
type Cost = NonNullable<Scope['backgroundCost']>

const DESCRIPTION = 'What AWS charges in this month (UTC) for the requests to KMS that no reader waits for.'

/** The price of the background requests of each account, so far and for the whole month. */
export function Costs({ scopes }: Pick<SettingsQuery, 'scopes'>) {
  const accounts = costsByAccount(scopes)
  if (accounts.length === 0)
    return (
      <Container header={<Header variant="h2">Price</Header>}>
        <Box>
          The gateway shows prices and budgets to callers with the permission ADMIN and access to all keys.
          Just after its start, it has not counted the requests yet.
        </Box>
      </Container>
    )
  return (
    <Table
      header={
        <Header variant="h2" description={DESCRIPTION}>
          Price
        </Header>
      }
      items={accounts}
      trackBy="name"
      columnDefinitions={[
        { id: 'account', header: 'Account', cell: ({ name }) => name, isRowHeader: true },
        { id: 'keys', header: 'Followed keys', cell: ({ cost }) => formatCount(cost.followedKeys) },
        {
          id: 'so-far',
          header: 'So far',
          cell: ({ cost }) => `${formatUsd(cost.usd)} (${countOf(cost.requests, 'request')})`,
        },
        {
          id: 'month',
          header: 'Whole month',
          cell: ({ cost }) =>
            `${formatUsd(cost.projectedUsd)} (${countOf(cost.projectedRequests, 'request')})`,
        },
        {
          id: 'trail',
          header: 'Per further trail of CloudTrail',
          cell: ({ cost }) => formatUsd(cost.projectedTrailUsd),
        },
        {
          id: 'guard-duty',
          header: 'GuardDuty, if used',
          cell: ({ cost }) => formatUsd(cost.projectedGuardDutyUsd),
        },
        { id: 'budget', header: 'Budget', cell: ({ cost }) => <Budget cost={cost} /> },
      ]}
      wrapLines
    />
  )
}

function Budget({ cost: { budgetUsd, isSlowed } }: { readonly cost: Cost }) {
  const budget = typeof budgetUsd === 'number' ? formatUsd(budgetUsd) : 'None'
  return isSlowed ? (
    <StatusIndicator type="warning">
      {budget}. The gateway polls less often, because the budget is short.
    </StatusIndicator>
  ) : (
    budget
  )
}

/** The cost is equal for all Regions of an account. */
function costsByAccount(scopes: readonly Scope[]): { readonly name: string; readonly cost: Cost }[] {
  const accounts = new Map(
    scopes.flatMap(({ accountId, accountName, backgroundCost }) =>
      backgroundCost
        ? [
            [
              accountId,
              { name: accountName ? `${accountName} (${accountId})` : accountId, cost: backgroundCost },
            ],
          ]
        : [],
    ),
  )
  return [...accounts.values()]
}
