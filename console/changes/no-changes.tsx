import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'

export interface NoChangesProps {
  readonly isFiltered: boolean
  readonly onClear: () => void
}

/** Says why the table is empty. */
export function NoChanges({ isFiltered, onClear }: NoChangesProps) {
  return (
    <Box textAlign="center" padding="l">
      {isFiltered ? (
        <>
          <b>No change matches.</b>
          <p>Changes that were made in another way, e.g. in the AWS console, are not in this list.</p>
          <Button onClick={onClear}>Clear the filter</Button>
        </>
      ) : (
        <>
          <b>No change was requested yet.</b>
          <p>
            The list has the rotations and the changes of automatic rotation that are requested through this
            gateway.
          </p>
        </>
      )}
    </Box>
  )
}
