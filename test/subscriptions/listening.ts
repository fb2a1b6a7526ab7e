import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { print } from 'graphql'
import { createClient as createSseClient } from 'graphql-sse'
import { createClient as createSocketClient } from 'graphql-ws'
import { expect } from 'vitest'
import { WebSocket } from 'ws'
import { KeyIdOfDocument } from '../documents/generated/graphql.ts'
import type { TestGateway } from '../support/gateway.ts'
import { waitFor } from '../support/wait-until.ts'

/** A subscription, and what came of it so far. */
export interface Listening<Data> {
  readonly messages: readonly { readonly data?: Data | null; readonly errors?: unknown }[]
  /** Resolves when the server has completed it, rejects when it has refused it. */
  readonly ended: Promise<void>
  leave(): void
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

/** Subscribes with a real client over a real socket, one connection for each subscription. */
export function listen<Data, Variables extends Record<string, unknown>>(
  url: string,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  transport: Transport = 'WebSocket',
  token?: string,
): Listening<Data> {
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
  let leave = () => {}
  const ended = new Promise<void>((resolve, reject) => {
    leave = client.subscribe(
      { query: print(document), variables },
      { next: (message) => messages.push(message), error: reject, complete: resolve },
    )
  })
  ended.catch(() => {})
  return { messages, ended, leave: () => leave() }
}

export async function listenAt(gateway: TestGateway): Promise<string> {
  const { url } = await gateway.gateway.listen({ host: '127.0.0.1', port: 0 })
  return url
}

export async function keyIdOf(gateway: TestGateway, arn: string): Promise<string> {
  const { key } = await gateway.ask(KeyIdOfDocument, { arn })
  return key?.id ?? ''
}

/** Resolves once `holds` does not throw. `stepMs` pass between two checks. */
export async function eventually(gateway: TestGateway, holds: () => void, stepMs = 1_000): Promise<void> {
  await waitFor(() => {
    try {
      holds()
    } catch (error) {
      gateway.passTime(stepMs)
      throw error
    }
  })
}

/** Resolves when the watch of each of these keys has looked, and the history with it. */
export async function watched(gateway: TestGateway, keys: number): Promise<void> {
  await waitFor(() => expect(gateway.emulator.calls('ListKeyRotations')).toBeGreaterThanOrEqual(keys))
}

/** The errors a subscription ended with; over SSE they come as a last message. */
export function refusalOf({ messages, ended }: Listening<unknown>): Promise<unknown> {
  return ended.then(
    () => messages.at(-1)?.errors,
    (error: unknown) => error,
  )
}
