import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Link from '@cloudscape-design/components/link'

export interface NoEventsProps {
  readonly isFiltered: boolean
  readonly clearFilter: () => void
}

/** Stands in place of the list while it has no event. */
export const NoEvents = ({ isFiltered, clearFilter }: NoEventsProps) => (
  <Box textAlign="center" padding="xl">
    {isFiltered ? (
      <>
        <b>No event matches the filter.</b>
        <p>A new event that matches appears here.</p>
        <Button onClick={clearFilter}>Clear the filter</Button>
      </>
    ) : (
      <>
        <b>No event yet.</b>
        <p>
          Rotate a <Link href="keys">key</Link> to see one.
        </p>
      </>
    )}
  </Box>
)
