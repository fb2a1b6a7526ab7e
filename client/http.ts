import { authorization, sendWithCredential } from './credential.ts'
import type { CredentialSource } from './credential.ts'
import { GatewayError } from './gateway-error.ts'
import { readAnswer } from './read-answer.ts'
import type { Answer } from './read-answer.ts'

export interface HttpOptions {
  readonly url: URL
  readonly credential: CredentialSource | undefined
  readonly fetch: typeof globalThis.fetch
  readonly timeoutMs: number
  readonly maxResponseBytes: number
}

export interface Operation {
  readonly query: string
  readonly variables: unknown
}

/**
 * Sends an operation once and resolves with the answer, which has data and may have errors. If the gateway does not accept the
 * credential, the operation is sent once more with another one.
 *
 * @throws {GatewayError} when the answer has no data
 * @throws the reason of the signal
 */
export async function send<Data>(
  options: HttpOptions,
  operation: Operation,
  signal: AbortSignal | undefined,
): Promise<Answer<Data>> {
  signal?.throwIfAborted()
  return sendWithCredential(options.credential, signal, (token) =>
    sendOnce<Data>(token, options, operation, signal),
  )
}

async function sendOnce<Data>(
  token: string | undefined,
  options: HttpOptions,
  operation: Operation,
  signal: AbortSignal | undefined,
): Promise<Answer<Data>> {
  const ending = new AbortController()
  const abort = () => ending.abort()
  signal?.addEventListener('abort', abort)
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    abort()
  }, options.timeoutMs)
  try {
    const response = await options.fetch(options.url.href, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...authorization(token) },
      body: JSON.stringify(operation),
      // The credential and the variables are for this URL only.
      redirect: 'manual',
      signal: ending.signal,
    })
    return await readAnswer<Data>(response, options.maxResponseBytes)
  } catch (error) {
    signal?.throwIfAborted()
    if (isLate) throw late(options.timeoutMs)
    throw error instanceof GatewayError ? error : unreachable(error)
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
}

const late = (timeoutMs: number) =>
  new GatewayError({
    code: 'TIMEOUT',
    message: `The gateway did not answer within ${timeoutMs} ms.`,
    isRetryable: true,
  })

export const unreachable = (cause: unknown) =>
  new GatewayError({
    code: 'NETWORK_ERROR',
    message: 'The gateway cannot be reached, or the connection was lost before its answer arrived.',
    isRetryable: true,
    cause,
  })
