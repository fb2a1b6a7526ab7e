import { createClient } from 'graphql-ws'
import type { TypedDocumentString } from '../generated/graphql.ts'
import { createBackoff } from './backoff.ts'
import { GatewayError } from './execute.ts'

export interface SubscriptionClientOptions {
  readonly url: string
  readonly onChange: (isConnected: boolean) => void
}

/** Runs all subscriptions of the page over one WebSocket. */
export interface SubscriptionClient {
  /**
   * The results of a subscription. Reconnects until the subscription completes or the signal aborts. Calls `variables` for
   * each connection.
   *
   * @throws {GatewayError} when the gateway rejects the subscription with an error that another attempt would repeat
   */
  subscribe<Data, Variables extends Record<string, unknown>>(
    document: TypedDocumentString<Data, Variables>,
    variables: () => Variables,
    signal: AbortSignal,
  ): AsyncGenerator<Data, undefined, undefined>
}

const PING_INTERVAL_MS = 10_000
const PONG_TIMEOUT_MS = 5_000

export function createSubscriptionClient({ url, onChange }: SubscriptionClientOptions): SubscriptionClient {
  let pongTimeout: number | undefined
  const client = createClient({
    url,
    // graphql-ws does not reconnect, because it would send the variables of the first connection, with an old `after`.
    retryAttempts: 0,
    keepAlive: PING_INTERVAL_MS,
    on: {
      connected: () => onChange(true),
      // If the gateway's machine fails, nothing closes the connection. A missing pong shows the failure.
      ping: (isReceived) => {
        if (!isReceived) pongTimeout = window.setTimeout(() => client.terminate(), PONG_TIMEOUT_MS)
      },
      pong: () => window.clearTimeout(pongTimeout),
      closed: () => {
        window.clearTimeout(pongTimeout)
        onChange(false)
      },
    },
  })

  return {
    async *subscribe<Data, Variables extends Record<string, unknown>>(
      document: TypedDocumentString<Data, Variables>,
      variables: () => Variables,
      signal: AbortSignal,
    ) {
      const backoff = createBackoff()
      while (!signal.aborted) {
        const results = client.iterate<Data>({ query: document.toString(), variables: variables() })
        const stop = () => void results.return?.()
        signal.addEventListener('abort', stop)
        try {
          for await (const { data, errors } of results) {
            if (errors) throw errors
            backoff.reset()
            if (data) yield data
          }
          return undefined
        } catch (thrown) {
          const error = Array.isArray(thrown) ? GatewayError.of(thrown) : undefined
          if (error?.isFinal) throw error
        } finally {
          signal.removeEventListener('abort', stop)
        }
        await backoff.wait(signal)
      }
      return undefined
    },
  }
}
