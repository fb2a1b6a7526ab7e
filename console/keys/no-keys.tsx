import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import { countOf } from '../format/count.ts'
import type { KeysQuery } from '../generated/graphql.ts'

export interface NoKeysProps {
  /** Undefined if the keys could not be loaded. */
  readonly keys: KeysQuery['keys'] | undefined
  readonly isFiltered: boolean
  readonly isFirstPage: boolean
  readonly onClear: () => void
  readonly onFirstPage: () => void
}

/** Says why the table is empty. */
export function NoKeys({ keys, isFiltered, isFirstPage, onClear, onFirstPage }: NoKeysProps) {
  if (!keys) return 'The keys could not be loaded.'
  const { title, text } = reasonOf(keys, isFiltered, isFirstPage)
  return (
    <Box textAlign="center" padding="l">
      <b>{title}</b>
      <p>{text}</p>
      {!isFirstPage && <Button onClick={onFirstPage}>Go to the first page</Button>}
      {isFirstPage && isFiltered && <Button onClick={onClear}>Clear the filter</Button>}
    </Box>
  )
}

function reasonOf(
  { isComplete, undecidedCount }: KeysQuery['keys'],
  isFiltered: boolean,
  isFirstPage: boolean,
): { readonly title: string; readonly text: string } {
  if (!isFirstPage)
    return { title: 'This page has no keys.', text: 'Keys may have been deleted, or may not match any more.' }
  const undecided =
    undecidedCount > 0 ? `${countOf(undecidedCount, 'key')} could not be examined and may match.` : ''
  if (isFiltered)
    return isComplete
      ? { title: 'No key matches.', text: undecided }
      : { title: 'No known key matches.', text: `Keys are missing from the list. ${undecided}` }
  return isComplete
    ? {
        title: 'The list of keys is empty.',
        text: 'The accounts and Regions of this gateway have no KMS keys that you may read.',
      }
    : {
        title: 'No keys are known yet.',
        text: 'The gateway has not listed the keys of every account and Region.',
      }
}
