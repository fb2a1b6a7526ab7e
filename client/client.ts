import { send } from './http.ts'
import { createIntention, randomUuid } from './intention.ts'
import type { Intention } from './intention.ts'
import type { CredentialSource } from './credential.ts'
import { GatewayError } from './gateway-error.ts'
import type { Answer } from './read-answer.ts'
import { createSocket } from './socket.ts'
import type { Socket, WebSocketImplementation } from './socket.ts'
import { createStream } from './stream.ts'
import type { StreamOptions } from './stream.ts'
import type { Arguments, TypedDocument } from './typed-document.ts'

export interface ClientOptions {
  /** The gateway's GraphQL endpoint, e.g. `https://kms.example.com/graphql`. On a page, it may be relative to the page. */
  readonly url: string | URL
  /** The token for the gateway. The client sends it to `url` only. @default no credential */
  readonly credential?: CredentialSource | undefined
  /** @default the `fetch` of the runtime */
  readonly fetch?: typeof globalThis.fetch | undefined
  /** The class of WebSockets. Required for streams on Node.js 20, e.g. `WebSocket` of the package `ws`. @default the runtime's */
  readonly webSocketImpl?: WebSocketImplementation | undefined
  /** Milliseconds that a query or mutation may take. It is more than the gateway's own timeout. @default 40_000 */
  readonly timeoutMs?: number | undefined
  /** The maximum size of a response over HTTP, in bytes. @default 16_777_216 */
  readonly maxResponseBytes?: number | undefined
  /** Received events of one stream that wait to be processed, at most. @default 1_000 */
  readonly maxQueuedEvents?: number | undefined
  /** Milliseconds between two pings. A pong must arrive within half of this time. @default 10_000 */
  readonly keepAlive?: number | undefined
  /** Milliseconds in which a WebSocket must be open and accepted. @default 10_000 */
  readonly connectionAckWaitTimeout?: number | undefined
}

export interface CallOptions {
  /** Cancels the call, which then rejects with the reason of the signal. */
  readonly signal?: AbortSignal | undefined
}

/** A client of one gateway. It keeps no cache and, between calls and streams, no connection. */
export interface Client {
  /**
   * Resolves with the data of a query.
   *
   * @throws {GatewayError} when the gateway cannot be reached, rejects the query or answers with errors
   */
  query<Data, Variables>(
    document: TypedDocument<Data, Variables>,
    ...args: Arguments<Variables, CallOptions>
  ): Promise<Data>
  /**
   * Sends a mutation once and resolves with its data. An `OperationError` is part of the data. Use {@link Client.intention} for
   * a change with an idempotency key.
   *
   * @throws {GatewayError} as `query` does. It is then not known whether the gateway received the mutation
   */
  mutate<Data, Variables>(
    document: TypedDocument<Data, Variables>,
    ...args: Arguments<Variables, CallOptions>
  ): Promise<Data>
  /**
   * Sends a query or mutation once and resolves with the data and the errors. A field with an error is null in the data.
   *
   * @throws {GatewayError} when the gateway cannot be reached, or answers without data
   */
  execute<Data, Variables>(
    document: TypedDocument<Data, Variables>,
    ...args: Arguments<Variables, CallOptions>
  ): Promise<Answer<Data>>
  /** A change that is made once, however often it is sent. @param idempotencyKey the stored key of an earlier intention */
  intention(idempotencyKey?: string): Intention
  /**
   * The events of a subscription. The client reconnects until you leave the loop, the signal aborts or, for documents without
   * `$after`, the gateway completes the subscription.
   *
   * If the document declares `$after` and selects `cursor`, a new connection resumes after the newest processed event. An event
   * counts as processed when the loop takes the next one, so save its cursor inside of the loop, after your work. If the document
   * selects `eventId`, an event that the gateway repeats is left out.
   *
   * @throws {GatewayError} when another connection would fail with the same error, e.g. because the cursor is not valid
   */
  stream<Data, Variables>(
    document: TypedDocument<Data, Variables>,
    ...args: Arguments<Omit<Variables, 'after'>, StreamOptions>
  ): AsyncIterableIterator<Data, undefined>
}

const DEFAULT_TIMEOUT_MS = 40_000
const DEFAULT_MAX_RESPONSE_BYTES = 16_777_216
const DEFAULT_MAX_QUEUED_EVENTS = 1_000
const DEFAULT_KEEP_ALIVE_MS = 10_000
const DEFAULT_ACK_TIMEOUT_MS = 10_000

export function createClient(options: ClientOptions): Client {
  const { credential, webSocketImpl } = options
  const url = gatewayUrl(options.url)
  const http = {
    url,
    credential,
    // Called as a function: a browser's fetch rejects another receiver.
    fetch: options.fetch ?? ((input: string | URL | Request, init?: RequestInit) => fetch(input, init)),
    timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    maxResponseBytes: options.maxResponseBytes ?? DEFAULT_MAX_RESPONSE_BYTES,
  }
  let socket: Socket | undefined
  const openSocket = () =>
    (socket ??= createSocket({
      url: url.href.replace(/^http/, 'ws'),
      webSocketImpl,
      keepAlive: options.keepAlive ?? DEFAULT_KEEP_ALIVE_MS,
      connectionAckWaitTimeout: options.connectionAckWaitTimeout ?? DEFAULT_ACK_TIMEOUT_MS,
    }))
  const streams = {
    socket: openSocket,
    credential,
    maxQueuedEvents: options.maxQueuedEvents ?? DEFAULT_MAX_QUEUED_EVENTS,
  }

  const answer = <Data>(
    document: TypedDocument<Data, never>,
    variables: unknown,
    signal: AbortSignal | undefined,
  ) => send<Data>(http, { query: document.toString(), variables }, signal)

  async function data<Data>(
    document: TypedDocument<Data, never>,
    variables: unknown,
    signal: AbortSignal | undefined,
  ): Promise<Data> {
    const { data, errors } = await answer(document, variables, signal)
    if (errors.length > 0) throw GatewayError.of(errors)
    return data
  }

  return {
    query: (document, ...[variables, { signal } = {}]) => data(document, variables, signal),
    mutate: (document, ...[variables, { signal } = {}]) => data(document, variables, signal),
    execute: (document, ...[variables, { signal } = {}]) => answer(document, variables, signal),
    intention: (idempotencyKey = randomUuid()) => createIntention(idempotencyKey, data),
    stream: (document, ...[variables = {}, options = {}]) =>
      createStream(streams, { query: document.toString(), variables, options }),
  }
}

/** @throws {TypeError} when the URL cannot be used. The message does not quote the URL, which may contain a password */
function gatewayUrl(url: string | URL): URL {
  const { location }: { location?: { readonly href: string } } = globalThis
  if (!URL.canParse(url, location?.href))
    throw new TypeError(
      'The option url is not a URL. Write it in full, such as http://127.0.0.1:4000/graphql.',
    )
  const parsed = new URL(url, location?.href)
  if (!/^https?:$/.test(parsed.protocol))
    throw new TypeError(`The option url begins with '${parsed.protocol}'. Use http: or https:.`)
  if (parsed.username || parsed.password)
    throw new TypeError('The option url contains a user name or a password. Use the option credential.')
  parsed.hash = ''
  return parsed
}
