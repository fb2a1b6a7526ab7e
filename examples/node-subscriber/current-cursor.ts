import { GatewayError } from './gateway-error.ts'
import type { GraphqlError } from './gateway-error.ts'

export const CURRENT_CURSOR_DOCUMENT = /* GraphQL */ `
  query CurrentCursor {
    rotationEvents(first: 0, filter: { types: [ROTATION_COMPLETED] }) {
      pageInfo {
        endCursor
      }
    }
  }
`

interface Result {
  readonly data?: { readonly rotationEvents: { readonly pageInfo: { readonly endCursor: string } } } | null
  readonly errors?: readonly GraphqlError[]
}

/**
 * Resolves with the cursor of the current time. A subscriber that saves it before it subscribes does not lose events, even
 * if it is killed before its first event.
 *
 * @param url the gateway's GraphQL endpoint
 * @throws {GatewayError} when the gateway rejects the query
 */
export async function fetchCurrentCursor(url: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query: CURRENT_CURSOR_DOCUMENT }),
    signal,
  })
  const { data, errors = [] }: Result = await response.json()
  if (!data) throw new GatewayError(errors)
  return data.rotationEvents.pageInfo.endCursor
}
