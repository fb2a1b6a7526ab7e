import { createClient } from 'graphql-ws/client'
import { connectionError } from './connection-error.ts'
import { authorization } from './credential.ts'
import { GatewayError } from './gateway-error.ts'
import type { GraphqlError } from './gateway-error.ts'
import type { Result } from './result-queue.ts'

/** The part of a WebSocket class that the client uses: the browser's, or `WebSocket` of the package `ws`. */
export type WebSocketImplementation = new (
  url: string,
  protocols: string,
) => { addEventListener(type: 'error', listener: () => void): void }

export interface SocketOptions {
  /** The `ws:` or `wss:` URL of the gateway. */
  readonly url: string
  readonly webSocketImpl: WebSocketImplementation | undefined
  /** Milliseconds between two pings. The gateway must answer each within half of this time. */
  readonly keepAlive: number
  /** Milliseconds in which a connection must be open and accepted. */
  readonly connectionAckWaitTimeout: number
}

export interface Subscriber<Data> {
  /** The connection is open. Called at once if it was open before. */
  onOpen(): void
  onResult(result: Result<Data>): void
  /** Called once, unless the subscriber unsubscribes before. Undefined: the gateway completed the subscription. */
  onEnd(error: GatewayError | undefined): void
}

type AnySubscriber = Pick<Subscriber<unknown>, 'onOpen' | 'onEnd'>

export interface Subscription {
  readonly query: string
  readonly variables: Record<string, unknown>
  /** The credential for a new connection. An open connection keeps its credential. */
  readonly credential: string | undefined
}

/** One WebSocket for all subscriptions. It is open while there is at least one, and does not reconnect by itself. */
export interface Socket {
  /** Returns a function that unsubscribes. */
  subscribe<Data>(subscription: Subscription, subscriber: Subscriber<Data>): () => void
}

export function createSocket(options: SocketOptions): Socket {
  const { url, keepAlive, connectionAckWaitTimeout } = options
  /** The subscribers, and for each the function that ends its operation. */
  const subscribers = new Map<AnySubscriber, () => void>()
  let credential: string | undefined
  let isOpen = false
  let failure: unknown
  let silence: GatewayError | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  function terminateAfter(ms: number, error: () => GatewayError): void {
    clearTimeout(timer)
    timer = setTimeout(() => {
      silence = error()
      client.terminate()
    }, ms)
  }

  const client = createClient({
    url,
    webSocketImpl: withErrorListener(options.webSocketImpl ?? Reflect.get(globalThis, 'WebSocket')),
    // A reconnection of graphql-ws would send the variables of the first subscription, with an old cursor.
    retryAttempts: 0,
    keepAlive,
    connectionParams: () => authorization(credential),
    on: {
      connecting() {
        terminateAfter(connectionAckWaitTimeout, () => notOpened(connectionAckWaitTimeout))
      },
      connected() {
        clearTimeout(timer)
        isOpen = true
        for (const subscriber of subscribers.keys()) subscriber.onOpen()
      },
      // A machine that disappears does not close its connections. A missing pong shows it.
      ping(isReceived) {
        if (!isReceived) terminateAfter(keepAlive / 2, () => silent(keepAlive / 2))
      },
      pong(isReceived) {
        if (isReceived) clearTimeout(timer)
      },
      error(error) {
        failure = error
      },
      closed(event) {
        clearTimeout(timer)
        const error = silence ?? connectionError(event, isOpen, failure)
        isOpen = false
        failure = silence = undefined
        // Here and not by graphql-ws, which would subscribe again by itself after close code 1000.
        for (const subscriber of subscribers.keys()) {
          remove(subscriber)
          subscriber.onEnd(error)
        }
      },
    },
  })

  /** Returns false if the subscriber was removed before. */
  function remove(subscriber: AnySubscriber): boolean {
    const unsubscribe = subscribers.get(subscriber)
    subscribers.delete(subscriber)
    unsubscribe?.()
    return unsubscribe !== undefined
  }

  /** Removes a subscriber of an open connection, and closes the connection after the last one. */
  function release(subscriber: AnySubscriber): boolean {
    const isRemoved = remove(subscriber)
    // graphql-ws would wait until the connection is open, and then until the gateway has closed it.
    if (isRemoved && subscribers.size === 0) client.terminate()
    return isRemoved
  }

  const end = (subscriber: AnySubscriber, error: GatewayError | undefined) => {
    if (release(subscriber)) subscriber.onEnd(error)
  }

  return {
    subscribe<Data>({ query, variables, credential: newest }: Subscription, subscriber: Subscriber<Data>) {
      credential = newest
      const unsubscribe = client.subscribe<Data>(
        { query, variables },
        {
          next: (result) => {
            if (subscribers.has(subscriber)) subscriber.onResult(result)
          },
          // A lost connection has ended the subscriber before.
          error: (error) => end(subscriber, isErrors(error) ? GatewayError.of(error) : internal(error)),
          complete: () => end(subscriber, undefined),
        },
      )
      subscribers.set(subscriber, unsubscribe)
      if (isOpen) subscriber.onOpen()
      return () => void release(subscriber)
    },
  }
}

/**
 * The class with a listener on each of its sockets. graphql-ws removes its own listener when it terminates a connection, and an
 * error without a listener ends a Node.js process.
 */
function withErrorListener(implementation: WebSocketImplementation | undefined): WebSocketImplementation {
  if (!implementation)
    throw new TypeError(
      "This JavaScript runtime has no WebSocket. Set the option webSocketImpl, e.g. to the WebSocket of the package 'ws'.",
    )
  return class extends implementation {
    constructor(url: string, protocols: string) {
      super(url, protocols)
      this.addEventListener('error', () => {})
    }
  }
}

const isErrors = (error: unknown): error is readonly GraphqlError[] => Array.isArray(error)

const notOpened = (ms: number) =>
  new GatewayError({
    code: 'TIMEOUT',
    message: `The gateway did not accept a connection within ${ms} ms.`,
    isRetryable: true,
  })

const silent = (ms: number) =>
  new GatewayError({
    code: 'CONNECTION_SILENT',
    message: `The gateway did not answer a ping within ${ms} ms.`,
    isRetryable: true,
  })

const internal = (cause: unknown) =>
  new GatewayError({
    code: 'CONNECTION_LOST',
    message: 'The connection to the gateway failed.',
    isRetryable: true,
    cause,
  })
