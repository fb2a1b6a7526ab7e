import { createLocalJWKSet, errors } from 'jose'
import type { JSONWebKeySet, JWTVerifyGetKey } from 'jose'
import type { Clock } from '../clock.ts'
import { AuthenticationUnavailableError, StartupError } from '../errors.ts'
import type { Logger } from '../logger.ts'
import { watchFileContent } from './watched-file.ts'

/** The keys that an issuer signs with. */
export interface KeySet extends Disposable {
  /** Rejects with jose's `JWKSNoMatchingKey` when it has none for a token. */
  readonly keyFor: JWTVerifyGetKey
}

export interface RemoteKeySetOptions {
  readonly url: URL
  readonly clock: Clock
  readonly logger: Logger
  /** Older keys are read again, without anybody waiting for that. @default 600_000 */
  readonly maxAgeMs?: number | undefined
  /** For so long after they were read, a token with an unknown key does not make them be read again. @default 30_000 */
  readonly cooldownMs?: number | undefined
  /** The same after an attempt that failed. @default 5_000 */
  readonly retryAfterMs?: number | undefined
  /** @default 5_000 */
  readonly timeoutMs?: number | undefined
}

const MAX_BYTES = 1_000_000

/**
 * Keys from the issuer's address. A key the issuer signs with from now on is fetched when the first token shows it.
 * While the issuer cannot be reached, the keys read last go on to hold, as long as it lasts; and however many tokens
 * with made-up keys come, it is asked once per cooldown. (jose's own remote set forgets its keys when it cannot
 * refresh them, and knows no cooldown after a failure.)
 */
export function createRemoteKeySet(options: RemoteKeySetOptions): KeySet {
  const { url, clock, logger, maxAgeMs = 600_000, cooldownMs = 30_000 } = options
  const { retryAfterMs = 5_000, timeoutMs = 5_000 } = options
  const disposed = new AbortController()
  let keys: JWTVerifyGetKey | undefined
  let readAt = -Infinity
  let mayAskAt = -Infinity
  let hasFailed = false
  let reading: Promise<boolean> | undefined

  async function read(): Promise<boolean> {
    try {
      keys = createLocalJWKSet(
        await fetchKeys(url, AbortSignal.any([disposed.signal, AbortSignal.timeout(timeoutMs)])),
      )
      hasFailed = false
      readAt = clock.now()
      mayAskAt = readAt + cooldownMs
      return true
    } catch (error) {
      hasFailed = true
      mayAskAt = clock.now() + retryAfterMs
      if (!disposed.signal.aborted)
        logger.warn(
          { url: `${url.origin}${url.pathname}`, err: error },
          keys
            ? 'the keys of JWTs could not be read again; those read last hold'
            : 'the keys of JWTs could not be read',
        )
      return false
    }
  }

  /** Whether they were read; false also when it is too soon to ask again. */
  async function refresh(): Promise<boolean> {
    if (!reading && clock.now() < mayAskAt) return false
    reading ??= read().finally(() => {
      reading = undefined
    })
    return reading
  }

  return {
    async keyFor(header, token) {
      if (!keys) await refresh()
      else if (clock.now() - readAt > maxAgeMs) void refresh()
      if (!keys) throw unavailable()
      try {
        return await keys(header, token)
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
        if (await refresh()) return keys(header, token)
        if (hasFailed) throw unavailable()
        throw error
      }
    },
    [Symbol.dispose]: () => disposed.abort(),
  }
}

const unavailable = () =>
  new AuthenticationUnavailableError(
    'The keys that tokens are checked with cannot be read at the moment. Try again later.',
  )

async function fetchKeys(url: URL, signal: AbortSignal): Promise<JSONWebKeySet> {
  const response = await fetch(url, {
    signal,
    redirect: 'error',
    headers: { accept: 'application/jwk-set+json, application/json' },
  })
  if (response.status !== 200) throw new Error(`HTTP ${response.status}`)
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength
    if (length > MAX_BYTES) throw new Error(`more than ${MAX_BYTES} bytes`)
    chunks.push(chunk)
  }
  return JSON.parse(Buffer.concat(chunks).toString())
}

/** Keys from a file, which may change. */
export async function openKeySetFile(options: {
  readonly path: string
  readonly logger: Logger
  readonly pollIntervalMs?: number | undefined
}): Promise<KeySet> {
  const file = await watchFileContent({
    ...options,
    what: 'the JWKS file',
    parse: (text) => {
      try {
        return createLocalJWKSet(JSON.parse(text))
      } catch {
        throw new StartupError(`The JWKS file ${options.path} is no JSON Web Key Set.`)
      }
    },
  })
  return {
    keyFor: async (header, token) => file.current(header, token),
    [Symbol.dispose]: () => file[Symbol.dispose](),
  }
}
