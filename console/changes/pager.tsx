import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { ChangesQuery } from '../generated/graphql.ts'
import type { CursorPages } from './use-cursor-pages.ts'

export interface PagerProps {
  readonly pages: CursorPages
  readonly pageInfo: ChangesQuery['changes']['pageInfo']
  readonly isLoading: boolean
}

/** Newer and older changes. Nothing if all of them are on one page. */
export function Pager({ pages, pageInfo: { hasNextPage, endCursor }, isLoading }: PagerProps) {
  if (pages.isFirst && !hasNextPage) return null
  return (
    <nav aria-label="Pages of the table">
      <SpaceBetween direction="horizontal" size="xs">
        <Button disabled={isLoading || pages.isFirst} onClick={pages.previous}>
          Newer changes
        </Button>
        <Button
          disabled={isLoading || !hasNextPage || endCursor === null}
          onClick={() => endCursor !== null && pages.next(endCursor)}
        >
          Older changes
        </Button>
      </SpaceBetween>
    </nav>
  )
}
