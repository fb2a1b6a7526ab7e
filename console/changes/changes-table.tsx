import Link from '@cloudscape-design/components/link'
import Table from '@cloudscape-design/components/table'
import type { ReactNode } from 'react'
import { countOf } from '../format/count.ts'
import type { ChangesQuery, RotationSettingFragment } from '../generated/graphql.ts'
import { keyLink } from '../links/links.ts'
import { Time } from '../parts/time.tsx'
import { KIND_NAMES } from './change-names.ts'
import { Outcome } from './change-outcome.tsx'

type Change = ChangesQuery['changes']['nodes'][number]

export interface ChangesTableProps {
  readonly changes: readonly Change[]
  /** Whether the changes belong to the filter or the page before, because the present ones are loading. */
  readonly isLoading: boolean
  readonly empty: ReactNode
  readonly pager: ReactNode
}

/** One row for each change: the person, the key, the time, the reason and the outcome. */
export function ChangesTable({ changes, isLoading, empty, pager }: ChangesTableProps) {
  return (
    <Table
      items={changes}
      trackBy="id"
      loading={isLoading}
      loadingText="The changes are loading."
      wrapLines
      ariaLabels={{ tableLabel: 'Requests and changes' }}
      empty={empty}
      pagination={pager}
      columnDefinitions={[
        {
          id: 'time',
          header: 'When',
          cell: ({ requestedAt }) => <Time at={requestedAt} />,
        },
        {
          id: 'key',
          header: 'Key',
          cell: ({ key }) => <Link href={keyLink(key.arn)}>{key.displayName}</Link>,
          isRowHeader: true,
        },
        { id: 'change', header: 'Change', cell: changeText },
        { id: 'who', header: 'Who', cell: ({ requestedBy }) => requestedBy },
        { id: 'why', header: 'Why', cell: ({ reason }) => reason ?? 'No reason given' },
        { id: 'outcome', header: 'Outcome', cell: (change) => <Outcome change={change} /> },
      ]}
    />
  )
}

/** `Automatic rotation: off, then every 365 days` */
function changeText(change: Change): string {
  if (!('before' in change) || !change.before || !change.after) return KIND_NAMES[change.kind]
  const before = settingName(change.before)
  const after = settingName(change.after)
  return before === after
    ? `Automatic rotation: ${after}, as before`
    : `Automatic rotation: ${before}, then ${after}`
}

function settingName({ automatic, periodInDays }: RotationSettingFragment): string {
  if (automatic !== 'ENABLED') return 'off'
  return periodInDays === null ? 'on' : `every ${countOf(periodInDays, 'day')}`
}
