import Header from '@cloudscape-design/components/header'
import type { ReactNode } from 'react'
import { countOf, formatCount } from '../format/count.ts'
import type { KeysQuery } from '../generated/graphql.ts'
import { atLeast } from '../parts/fleet-facts.tsx'
import { Time } from '../parts/time.tsx'

/** The number of keys that match, e.g. `at least 9`. Undefined if it is not known. */
export function matchingCount(data: KeysQuery | undefined): string | undefined {
  if (!data) return undefined
  const count = data.matching?.keyCount ?? data.keys.totalCount
  return count === null ? undefined : atLeast(count, data.keys.isComplete)
}

export interface KeysHeaderProps {
  readonly data: KeysQuery | undefined
  readonly selectedCount: number
  readonly actions: ReactNode
}

/** The title of the table, with the number of keys and how far it goes. */
export function KeysHeader({ data, selectedCount, actions }: KeysHeaderProps) {
  const count = matchingCount(data)
  const selected = selectedCount > 0 ? `${formatCount(selectedCount)} selected of ` : ''
  return (
    <Header
      variant="awsui-h1-sticky"
      counter={count === undefined ? undefined : `(${selected}${count})`}
      description={data && <Extent {...data} />}
      actions={actions}
    >
      Keys
    </Header>
  )
}

/** `as of 12:01:05 UTC. 3 more keys may match: they could not be examined.` */
function Extent({ keys, matching }: KeysQuery) {
  const { undecidedCount } = keys
  // The time of the list is not known while an account or Region was never listed.
  const observedAt = keys.observedAt ?? matching?.oldestObservedAt
  return (
    <>
      {observedAt && (
        <>
          As of <Time at={observedAt} as="clock" />.
        </>
      )}
      {undecidedCount > 0 && ` ${countOf(undecidedCount, 'key')} could not be examined and may match.`}
    </>
  )
}
