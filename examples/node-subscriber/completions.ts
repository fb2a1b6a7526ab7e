import type { Client, StreamOptions } from '../../client/index.ts'

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

/** The completed rotations of all keys, until the signal aborts. */
export async function* completions(client: Client, options: StreamOptions): AsyncGenerator<Message> {
  for await (const { rotationCompleted } of client.stream<Data, object>(COMPLETIONS_DOCUMENT, {}, options))
    if (rotationCompleted.cursor !== undefined) yield rotationCompleted
}
