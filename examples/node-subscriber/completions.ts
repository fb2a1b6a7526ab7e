import { createClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import { GatewayError } from './gateway-error.ts'

export const COMPLETIONS_DOCUMENT = /* GraphQL */ `
  subscription Completions($after: String) {
    rotationCompleted(after: $after) {
      kind: __typename
      ... on RotationCompleted {
        cursor
        eventId
        occurredAt
        key {
          arn
        }
        rotation {
          type
        }
      }
      ... on StreamGap {
        cursor
        affectedKey {
          arn
        }
        message
      }
    }
  }
`

export interface RotationCompleted {
  readonly kind: 'RotationCompleted'
  readonly cursor: string
  readonly eventId: string
  readonly occurredAt: string | null
  readonly key: { readonly arn: string }
  readonly rotation: { readonly type: string }
}

/** The subscriber may have missed rotations of a key, because the history of the key cannot be read any more. */
export interface StreamGap {
  readonly kind: 'StreamGap'
  readonly cursor: string
  readonly affectedKey: { readonly arn: string } | null
  readonly message: string
}

export type Message = RotationCompleted | StreamGap

interface Data {
  /** A newer gateway may send types that this document does not select. This service ignores them. */
  readonly rotationCompleted: Message | { readonly kind: string; readonly cursor?: undefined }
}

export interface CompletionsOptions {
  /** The gateway's GraphQL endpoint, `http://…/graphql`. */
  readonly url: string
  /** The cursor to continue after. Undefined starts the stream at the current time. */
  readonly after: string | undefined
  readonly signal: AbortSignal
}

const PING_INTERVAL_MS = 10_000
const PONG_TIMEOUT_MS = 5_000

/**
 * The messages of one connection, until the connection ends for any reason. This function does not reconnect: a reconnect
 * of graphql-ws would send the variables of the first connection, with an old `after`.
 *
 * @throws {GatewayError} when the gateway rejects the subscription or ends it with an error
 */
export async function* completions({ url, after, signal }: CompletionsOptions): AsyncGenerator<Message> {
  let pongTimeout: NodeJS.Timeout | undefined
  const client = createClient({
    url: url.replace(/^http/, 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    keepAlive: PING_INTERVAL_MS,
    on: {
      // If the gateway's machine fails, nothing closes the connection. A missing pong shows the failure.
      ping: (isReceived) => {
        if (!isReceived) pongTimeout = setTimeout(() => client.terminate(), PONG_TIMEOUT_MS)
      },
      pong: () => clearTimeout(pongTimeout),
      closed: () => clearTimeout(pongTimeout),
    },
  })
  const messages = client.iterate<Data>({ query: COMPLETIONS_DOCUMENT, variables: { after } })
  const disconnect = () => client.terminate()
  signal.addEventListener('abort', disconnect)
  try {
    if (signal.aborted) return
    for await (const { data, errors } of messages) {
      if (errors) throw new GatewayError(errors)
      const message = data?.rotationCompleted
      if (message?.cursor !== undefined) yield message
    }
  } catch (error) {
    throw Array.isArray(error) ? new GatewayError(error) : error
  } finally {
    signal.removeEventListener('abort', disconnect)
    await client.dispose()
  }
}
