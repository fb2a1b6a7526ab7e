import { createClient } from 'graphql-ws'
import type { TypedDocumentString } from '../generated/graphql.ts'
import { GatewayError } from './ask.ts'

// One WebSocket for all subscriptions of the page. graphql-ws could connect again by itself, but would then send the
// variables of the first time: an `after` that has long been passed. So each subscription is a loop around it.

export interface LiveOptions {
  readonly url: string
  readonly onChange: (isConnected: boolean) => void
}

export interface Live {
  /**
   * What a subscription tells, through as many connections as it takes, until it is complete or the signal aborts.
   * `variables` is asked anew for each connection.
   *
   * @throws {GatewayError} when it is refused, so that another attempt would be refused as well
   */
  follow<Data, Variables extends Record<string, unknown>>(
    document: TypedDocumentString<Data, Variables>,
    variables: () => Variables,
    signal: AbortSignal,
  ): AsyncGenerator<Data, undefined, undefined>
}

const PING_EVERY_MS = 10_000
const PONG_WITHIN_MS = 5_000

export function createLive({ url, onChange }: LiveOptions): Live {
  let silence: number | undefined
  const client = createClient({
    url,
    retryAttempts: 0,
    keepAlive: PING_EVERY_MS,
    on: {
      connected: () => onChange(true),
      // A machine that has vanished closes nothing: silence has to be noticed.
      ping: (isReceived) => {
        if (!isReceived) silence = window.setTimeout(() => client.terminate(), PONG_WITHIN_MS)
      },
      pong: () => window.clearTimeout(silence),
      closed: () => {
        window.clearTimeout(silence)
        onChange(false)
      },
    },
  })

  return {
    async *follow<Data, Variables extends Record<string, unknown>>(
      document: TypedDocumentString<Data, Variables>,
      variables: () => Variables,
      signal: AbortSignal,
    ) {
      const pause = createPause(signal)
      while (!signal.aborted) {
        const results = client.iterate<Data>({ query: document.toString(), variables: variables() })
        const leave = () => void results.return?.()
        signal.addEventListener('abort', leave)
        try {
          for await (const { data, errors } of results) {
            if (errors) throw errors
            pause.reset()
            if (data) yield data
          }
          return undefined
        } catch (error) {
          const refusal = Array.isArray(error) ? GatewayError.of(error) : undefined
          if (refusal && isFinal(refusal)) throw refusal
        } finally {
          signal.removeEventListener('abort', leave)
        }
        await pause()
      }
      return undefined
    },
  }
}

/** What another attempt would be told again. */
const FINAL_CODES = ['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED', 'UNAUTHENTICATED', 'FORBIDDEN']

export const isFinal = ({ codes }: GatewayError): boolean => codes.some((code) => FINAL_CODES.includes(code))

const FIRST_MS = 500
const LONGEST_MS = 20_000

/** Waits a random time whose bound doubles: all pages of a gateway lose it in one moment. Not longer once aborted. */
export function createPause(signal: AbortSignal): { (): Promise<void>; reset(): void } {
  let failures = 0
  const pause = () =>
    new Promise<void>((resolve) => {
      const ms = Math.random() * Math.min(FIRST_MS * 2 ** failures++, LONGEST_MS)
      const wake = () => {
        window.clearTimeout(timer)
        signal.removeEventListener('abort', wake)
        resolve()
      }
      const timer = window.setTimeout(wake, ms)
      signal.addEventListener('abort', wake)
    })
  return Object.assign(pause, { reset: () => void (failures = 0) })
}
