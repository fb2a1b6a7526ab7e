import type { Client } from '../../client/index.ts'

export const CURRENT_CURSOR_DOCUMENT = /* GraphQL */ `
  query CurrentCursor {
    rotationEvents(first: 0, filter: { types: [ROTATION_COMPLETED] }) {
      pageInfo {
        endCursor
      }
    }
  }
`

interface Data {
  readonly rotationEvents: { readonly pageInfo: { readonly endCursor: string } }
}

/**
 * Resolves with the cursor of the current time. A subscriber that saves it before it subscribes does not lose events, even
 * if it is killed before its first event.
 */
export async function fetchCurrentCursor(client: Client, signal: AbortSignal): Promise<string> {
  const { rotationEvents } = await client.query<Data, object>(CURRENT_CURSOR_DOCUMENT, {}, { signal })
  return rotationEvents.pageInfo.endCursor
}
