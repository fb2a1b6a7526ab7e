import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { KeysQuery } from '../generated/graphql.ts'
import { FIRST_PAGE } from '../links/keys-view.ts'
import type { PagePosition } from '../links/keys-view.ts'

export interface PagerProps {
  readonly pageInfo: KeysQuery['keys']['pageInfo'] | undefined
  /** Whether the list can be read backward. KMS lists keys only forward. */
  readonly isTwoWay: boolean
  readonly isLoading: boolean
  readonly onChange: (page: PagePosition) => void
}

/** First, previous, next and last page. A list that is read by cursor has no page numbers. */
export function Pager({ pageInfo, isTwoWay, isLoading, onChange }: PagerProps) {
  const { hasPreviousPage = false, hasNextPage = false, startCursor, endCursor } = pageInfo ?? {}
  const before: PagePosition | undefined = startCursor ? { kind: 'before', cursor: startCursor } : undefined
  const after: PagePosition | undefined = endCursor ? { kind: 'after', cursor: endCursor } : undefined
  const last: PagePosition = { kind: 'last' }
  const buttons = [
    { icon: 'angle-left-double', label: 'First page', isPossible: hasPreviousPage, page: FIRST_PAGE },
    {
      icon: 'angle-left',
      label: 'Previous page',
      isPossible: hasPreviousPage && isTwoWay,
      page: before,
    },
    {
      icon: 'angle-right',
      label: 'Next page',
      isPossible: hasNextPage,
      page: after,
    },
    {
      icon: 'angle-right-double',
      label: 'Last page',
      isPossible: hasNextPage && isTwoWay,
      page: last,
    },
  ] as const
  return (
    <nav aria-label="Pages of the table">
      <SpaceBetween direction="horizontal" size="xxs">
        {buttons.map(({ icon, label, isPossible, page }) => (
          <Button
            key={label}
            variant="icon"
            iconName={icon}
            ariaLabel={label}
            disabled={isLoading || !isPossible || !page}
            onClick={() => page && onChange(page)}
          />
        ))}
      </SpaceBetween>
    </nav>
  )
}
