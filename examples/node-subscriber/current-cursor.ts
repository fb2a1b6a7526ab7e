import { RefusedError } from './refused-error.ts'
import type { GraphqlError } from './refused-error.ts'

export const HEAD_DOCUMENT = /* GraphQL */ `
  query Head {
    rotationEvents(first: 0, filter: { types: [ROTATION_COMPLETED] }) {
      pageInfo {
        endCursor
      }
    }
  }
`

interface Answer {
  readonly data?: { readonly rotationEvents: { readonly pageInfo: { readonly endCursor: string } } } | null
  readonly errors?: readonly GraphqlError[]
}

/** The cursor of now. Whoever begins with it has missed nothing since, also if it dies before its first event. */
export async function headOfStream(url: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query: HEAD_DOCUMENT }),
    signal,
  })
  const { data, errors = [] }: Answer = await response.json()
  if (!data) throw new RefusedError(errors)
  return data.rotationEvents.pageInfo.endCursor
}
