import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { print } from 'graphql'
import { createClient as createSseClient } from 'graphql-sse'
import { createClient as createSocketClient } from 'graphql-ws'
import { expect } from 'vitest'
import { WebSocket } from 'ws'
import { KeyIdOfDocument } from '../documents/generated/graphql.ts'
import type { TestGateway } from '../support/gateway.ts'
import { waitFor } from '../support/wait-until.ts'

/** A subscription and its messages so far. */
export interface TestSubscription<Data> {
  readonly messages: readonly { readonly data?: Data | null; readonly errors?: unknown }[]
  /** Resolves when the server completes the subscription. Rejects when the server rejects it. */
  readonly ended: Promise<void>
  unsubscribe(): void
}

interface Client {
  subscribe(
    payload: { readonly query: string; readonly variables: Record<string, unknown> },
    sink: {
      readonly next: (message: object) => void
      readonly error: (error: unknown) => void
      readonly complete: () => void
    },
  ): () => void
}

export const transports = ['WebSocket', 'SSE'] as const
export type Transport = (typeof transports)[number]

/** Subscribes with a real client over a real socket. Each subscription has its own connection. */
export function subscribe<Data, Variables extends Record<string, unknown>>(
  url: string,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  transport: Transport = 'WebSocket',
  token?: string,
): TestSubscription<Data> {
  const credential = token === undefined ? {} : { authorization: `Bearer ${token}` }
  const client: Client =
    transport === 'SSE'
      ? createSseClient({ url: `${url}/graphql`, retryAttempts: 0, headers: credential })
      : createSocketClient({
          connectionParams: credential,
          url: `${url.replace('http', 'ws')}/graphql`,
          webSocketImpl: WebSocket,
          retryAttempts: 0,
        })
  const messages: { data?: Data | null; errors?: unknown }[] = []
  let unsubscribe = () => {}
  const ended = new Promise<void>((resolve, reject) => {
    unsubscribe = client.subscribe(
      { query: print(document), variables },
      { next: (message) => messages.push(message), error: reject, complete: resolve },
    )
  })
  ended.catch(() => {})
  return { messages, ended, unsubscribe: () => unsubscribe() }
}

export async function listenAt(gateway: TestGateway): Promise<string> {
  const { url } = await gateway.gateway.listen({ host: '127.0.0.1', port: 0 })
  return url
}

export async function keyIdOf(gateway: TestGateway, arn: string): Promise<string> {
  const { key } = await gateway.ask(KeyIdOfDocument, { arn })
  return key?.id ?? ''
}

/** Resolves when `check` does not throw. The clock advances by `stepMs` between two checks. */
export async function eventually(
  gateway: Pick<TestGateway, 'passTime'>,
  check: () => void,
  stepMs = 1_000,
): Promise<void> {
  await waitFor(() => {
    try {
      check()
    } catch (error) {
      gateway.passTime(stepMs)
      throw error
    }
  })
}

/** Resolves when the watches have read this number of histories. */
export async function watched(gateway: TestGateway, keys: number): Promise<void> {
  await waitFor(() => expect(gateway.emulator.calls('ListKeyRotations')).toBeGreaterThanOrEqual(keys))
}

/** The errors that ended the subscription. Over SSE they are in the last message. */
export function errorsOf({ messages, ended }: TestSubscription<unknown>): Promise<unknown> {
  return ended.then(
    () => messages.at(-1)?.errors,
    (error: unknown) => error,
  )
}
