import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import type { Pages } from '../gateway/use-pages.ts'

export interface LoadMoreProps {
  readonly pages: Pages<unknown>
  readonly text: string
}

/** The button below a list that loads its next page. Nothing at the end of the list. */
export function LoadMore({ pages: { loadMore, isLoadingMore }, text }: LoadMoreProps) {
  if (!loadMore) return null
  return (
    <Box textAlign="center" padding={{ top: 's' }}>
      <Button onClick={loadMore} loading={isLoadingMore}>
        {text}
      </Button>
    </Box>
  )
}
