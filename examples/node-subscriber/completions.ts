import { createClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import { RefusedError } from './refused-error.ts'

export const DOCUMENT = /* GraphQL */ `
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

/** Rotations of a key may have been missed, and nobody can say: its history cannot be read any more. */
export interface StreamGap {
  readonly kind: 'StreamGap'
  readonly cursor: string
  readonly affectedKey: { readonly arn: string } | null
  readonly message: string
}

export type Message = RotationCompleted | StreamGap

interface Data {
  /** A later gateway may send members that this document does not select: they are not for this service. */
  readonly rotationCompleted: Message | { readonly kind: string; readonly cursor?: undefined }
}

export interface CompletionsOptions {
  /** Of the gateway's endpoint, `http://…/graphql`. */
  readonly url: string
  readonly after: string | undefined
  readonly signal: AbortSignal
}

const PING_EVERY_MS = 10_000
const PONG_WITHIN_MS = 5_000

/**
 * What comes over one connection, until it ends in whatever way. It never connects again by itself: graphql-ws would
 * send the variables of the first time, with an `after` that has long been passed.
 */
export async function* completions({ url, after, signal }: CompletionsOptions): AsyncGenerator<Message> {
  let silence: NodeJS.Timeout | undefined
  const client = createClient({
    url: url.replace(/^http/, 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    keepAlive: PING_EVERY_MS,
    on: {
      // A gateway whose machine has vanished closes nothing: silence has to be noticed.
      ping: (isReceived) => {
        if (!isReceived) silence = setTimeout(() => client.terminate(), PONG_WITHIN_MS)
      },
      pong: () => clearTimeout(silence),
      closed: () => clearTimeout(silence),
    },
  })
  const messages = client.iterate<Data>({ query: DOCUMENT, variables: { after } })
  const leave = () => client.terminate()
  signal.addEventListener('abort', leave)
  try {
    if (signal.aborted) return
    for await (const { data, errors } of messages) {
      if (errors) throw new RefusedError(errors)
      const message = data?.rotationCompleted
      if (message?.cursor !== undefined) yield message
    }
  } catch (error) {
    throw Array.isArray(error) ? new RefusedError(error) : error
  } finally {
    signal.removeEventListener('abort', leave)
    await client.dispose()
  }
}
