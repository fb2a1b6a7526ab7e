import { Agent } from 'undici'

/** A request as the SDK hands it over, as far as KMS's requests go. */
export interface SdkRequest {
  readonly protocol: string
  readonly hostname: string
  readonly port?: number | undefined
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  readonly signal?: AbortSignal
}

export interface UndiciHandlerOptions {
  /** How long connecting may take, in milliseconds. */
  readonly connectionTimeoutMs: number
  /** How long KMS may be silent once a request was sent, in milliseconds. */
  readonly requestTimeoutMs: number
}

/**
 * A request takes one for as long as its round trip, so this is what may be under way at once: more than all quotas
 * together allow in the 20 ms that KMS takes.
 */
const MAX_CONNECTIONS = 128
/** AWS keeps an idle connection for longer: one that is used again is not about to be closed. */
const IDLE_CONNECTION_MS = 10_000
/** In CloudTrail, where the SDK's own would be. */
const USER_AGENT = 'kms-rotation-gateway'

/** The longest page that KMS sends, of a thousand keys, has some 200 kB. */
const MAX_BODY_BYTES = 16_777_216

/** Carries the SDK's requests by undici. KMS's answers are short: each is handed over whole. */
export function createUndiciHandler({ connectionTimeoutMs, requestTimeoutMs }: UndiciHandlerOptions) {
  const agent = new Agent({
    connections: MAX_CONNECTIONS,
    connect: { timeout: connectionTimeoutMs },
    headersTimeout: requestTimeoutMs,
    bodyTimeout: requestTimeoutMs,
    keepAliveTimeout: IDLE_CONNECTION_MS,
  })
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle({ protocol, hostname, port, path, headers, body, signal }: SdkRequest) {
      const response = await agent.request({
        origin: `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`,
        path,
        method: 'POST',
        headers: { ...headers, 'user-agent': USER_AGENT },
        body: body ?? null,
        signal: signal ?? null,
      })
      const { statusCode } = response
      const answer = { statusCode, headers: response.headers, body: await readBody(response.body) }
      return { response: answer }
    },
    destroy: () => void agent.destroy(),
  }
}

/** Leaving the loop closes the connection. */
async function readBody(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body) {
    length += chunk.byteLength
    if (length > MAX_BODY_BYTES) throw new Error(`an answer of more than ${MAX_BODY_BYTES} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
