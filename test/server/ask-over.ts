import { createClient as createSseClient } from 'graphql-sse'
import { post, webSocketClient } from './clients.ts'
import type { Toy } from './toy.ts'

/** A subscription may have something to say before it fails. */
const isLast = ({ errors, data }: Answer) => errors !== undefined || !(data && 'failing' in data)

export interface Answer {
  readonly data?: Record<string, unknown> | null | undefined
  readonly errors?:
    | readonly { readonly message: string; readonly extensions?: Record<string, unknown> | undefined }[]
    | undefined
}

export type Ask = (toy: Toy, query: string, variables?: Record<string, unknown>) => Promise<Answer>

/** The same questions on each transport; each must give the same errors. */
export const TRANSPORTS: Readonly<Record<'HTTP' | 'SSE' | 'WebSocket', Ask>> = {
  async HTTP({ server }, query, variables) {
    const request = new Request('http://gateway.test/graphql', post({ query, variables }))
    return (await server.fetch(request)).json()
  },
  async SSE({ server }, query, variables) {
    const { url } = await server.listen({ host: '127.0.0.1', port: 0 })
    const client = createSseClient({ url: `${url}/graphql`, retryAttempts: 0 })
    for await (const answer of client.iterate({ query, variables: variables ?? {} }))
      if (isLast(answer)) return answer
    throw new Error('no answer')
  },
  async WebSocket({ server }, query, variables) {
    const { url } = await server.listen({ host: '127.0.0.1', port: 0 })
    const client = webSocketClient(url)
    try {
      for await (const answer of client.iterate({ query, variables: variables ?? {} }))
        if (isLast(answer)) return answer
      throw new Error('no answer')
    } catch (errors) {
      if (Array.isArray(errors)) return { errors }
      throw errors
    } finally {
      await client.dispose()
    }
  },
}
