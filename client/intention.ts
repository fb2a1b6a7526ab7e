import { wait } from './abort.ts'
import { createBackoff } from './backoff.ts'
import { GatewayError } from './gateway-error.ts'
import type { TypedDocument } from './typed-document.ts'

/** One change that a caller intends to make once, however often it is sent. */
export interface Intention {
  /** Store it before you send the change, so that a restart or a reload repeats the same intention. */
  readonly idempotencyKey: string
  /**
   * Sends the mutation, and repeats it with the same idempotency key while its answer is lost, up to `attempts` times. The
   * gateway answers a repeated call with the request of the first one. Call it again with the same intention if it rejects: it is
   * not known whether the gateway received the change. Never create another intention for the same change.
   *
   * @param variables returns the variables, with the idempotency key in its place
   * @throws {GatewayError} when the last attempt failed, or another attempt would fail with the same error
   */
  mutate<Data, Variables>(
    document: TypedDocument<Data, Variables>,
    variables: (idempotencyKey: string) => Variables,
    options?: IntentionOptions,
  ): Promise<Data>
}

export interface IntentionOptions {
  readonly signal?: AbortSignal | undefined
  /** How often the mutation is sent at most. @default 5 */
  readonly attempts?: number
}

type Send = <Data, Variables>(
  document: TypedDocument<Data, Variables>,
  variables: Variables,
  signal: AbortSignal | undefined,
) => Promise<Data>

const DEFAULT_ATTEMPTS = 5

export function createIntention(idempotencyKey: string, send: Send): Intention {
  return {
    idempotencyKey,
    async mutate(document, variables, { signal, attempts = DEFAULT_ATTEMPTS } = {}) {
      const backoff = createBackoff()
      for (let attempt = 1; ; attempt++)
        try {
          return await send(document, variables(idempotencyKey), signal)
        } catch (error) {
          if (!(error instanceof GatewayError) || !error.isRetryable || attempt >= attempts) throw error
          await wait(backoff.next(error.retryAfterSeconds), signal)
        }
    },
  }
}

/** A version 4 UUID. `crypto.randomUUID` exists only on pages that were loaded over HTTPS or from the own machine. */
export function randomUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const hex = Array.from(bytes, (byte, index) => {
    const value = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte
    return value.toString(16).padStart(2, '0')
  }).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
