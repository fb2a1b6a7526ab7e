import { writeKeyConditions } from './key-filter.ts'
import type { KeyConditions } from './key-filter.ts'

/** The addresses of the console's pages, relative to the base path of the page. */

/** The table with the keys that meet the conditions. */
export function keysLink(conditions: KeyConditions = {}): string {
  const parameters = writeKeyConditions(conditions).toString()
  return parameters ? `keys?${parameters}` : 'keys'
}

/** The page of a key. An ARN can be pasted into the address. */
export const keyLink = (arn: string): string => `keys/${arn}`
