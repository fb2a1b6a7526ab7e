import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import { countOf } from '../format/count.ts'
import type { PolicyQuery } from '../generated/graphql.ts'
import { keyLink, keysLink } from '../links/links.ts'
import { Time } from '../parts/time.tsx'
import { conditionTexts } from './policy-text.ts'
import { Sentences } from './sentences.tsx'

type Exception = PolicyQuery['rotationPolicy']['exceptions'][number]

const ENDING_SOON_DAYS = 30

/** The exceptions of the policy, with who approved them and when they end. */
export function Exceptions({ exceptions }: { readonly exceptions: readonly Exception[] }) {
  return (
    <Table
      header={
        <Header
          variant="h2"
          counter={`(${exceptions.length})`}
          actions={<Link href={keysLink({ hasException: true })}>Show all excepted keys</Link>}
        >
          Exceptions
        </Header>
      }
      items={exceptions}
      trackBy="exceptionId"
      columnDefinitions={[
        { id: 'id', header: 'Exception', cell: ({ exceptionId }) => exceptionId, isRowHeader: true },
        { id: 'keys', header: 'Keys', cell: (exception) => <ExceptedKeys exception={exception} /> },
        { id: 'reason', header: 'Reason', cell: ({ reason }) => reason, minWidth: 180 },
        { id: 'approver', header: 'Approved by', cell: ({ approvedBy }) => approvedBy },
        {
          id: 'end',
          header: 'Ends',
          cell: (exception) => <End exception={exception} />,
          minWidth: 160,
        },
      ]}
      wrapLines
      empty="The policy has no exceptions."
    />
  )
}

function ExceptedKeys({ exception: { keys, conditions } }: { readonly exception: Exception }) {
  if (keys.length > 0)
    return keys.map(({ arn, displayName }) => (
      <div key={arn}>
        <Link href={keyLink(arn)}>{displayName}</Link>
      </div>
    ))
  return conditions ? (
    <Sentences texts={conditionTexts(conditions)} />
  ) : (
    'Keys that you may not read can be named'
  )
}

function End({ exception: { endsAt, daysLeft, hasEnded } }: { readonly exception: Exception }) {
  if (hasEnded)
    return (
      <StatusIndicator type="stopped">
        Ended on <Time at={endsAt} as="date" />
      </StatusIndicator>
    )
  return (
    <StatusIndicator type={daysLeft < ENDING_SOON_DAYS ? 'warning' : 'info'}>
      <Time at={endsAt} as="date" />, {countOf(Math.floor(daysLeft), 'day')} left
    </StatusIndicator>
  )
}
