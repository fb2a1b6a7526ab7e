import type { KeyFilter } from '../generated/graphql.ts'
import { writeKeyFilter } from './key-filter.ts'

/** The addresses of the console's pages, relative to the base path of the page. */

/** The table with the keys that match a filter. */
export function keysLink(filter: KeyFilter = {}): string {
  const parameters = writeKeyFilter(filter).toString()
  return parameters ? `keys?${parameters}` : 'keys'
}

/** The page of a key. An ARN can be pasted into the address. */
export const keyLink = (arn: string): string => `keys/${arn}`
