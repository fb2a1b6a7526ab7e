import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import { StatusError, fetchFromIssuer, keysUnavailable } from './fetch-from-issuer.ts'
import type { KeySet } from './key-set.ts'
import { parsePemKey } from './signing-keys.ts'
import type { SigningKey } from './signing-keys.ts'

export interface PemKeysOptions {
  /** The URL of a key, with `{kid}` in place of its kid. */
  readonly address: string
  readonly clock: Clock
  readonly logger: Logger
}

const POLL_INTERVAL_MS = 600_000
const MAX_AGE_MS = 86_400_000
const TIMEOUT_MS = 5_000
const COOLDOWN_MS = 30_000
/** Reads per cooldown, because anyone can send tokens with made-up kids. */
const MAX_READS = 10
const MAX_KEYS = 100
const KID = /^[\w-]{1,128}$/
/** A store of files can answer 403 for a file that does not exist. */
const NOT_FOUND = [403, 404]

interface CachedKey {
  readonly key: SigningKey
  readonly readAt: number
}

/**
 * Signing keys with one URL each, as load balancers of AWS publish them. Reads a key when a token names it, and again when a
 * token names it ten minutes later. While a key cannot be read again, it stays trusted for a day.
 */
export function createPemKeys({ address, clock, logger }: PemKeysOptions): KeySet {
  const listeners: (() => void)[] = []
  const disposed = new AbortController()
  const cached = new Map<string, CachedKey>()
  const reading = new Map<string, Promise<SigningKey | undefined>>()
  let reads: readonly number[] = []
  let failure: string | undefined

  const trusted = (kid: string): CachedKey | undefined => {
    const found = cached.get(kid)
    return found && clock.elapsed() - found.readAt <= MAX_AGE_MS ? found : undefined
  }

  /** Undefined if the issuer has no such key. */
  async function read(kid: string): Promise<SigningKey | undefined> {
    const url = new URL(address.replaceAll('{kid}', kid))
    try {
      const signal = AbortSignal.any([disposed.signal, AbortSignal.timeout(TIMEOUT_MS)])
      const key = parsePemKey(await fetchFromIssuer(url, signal), kid)
      cached.delete(kid)
      cached.set(kid, { key, readAt: clock.elapsed() })
      for (const oldest of [...cached.keys()].slice(0, -MAX_KEYS)) cached.delete(oldest)
      failure = undefined
      return key
    } catch (error) {
      if (error instanceof StatusError && NOT_FOUND.includes(error.status)) {
        if (cached.delete(kid)) for (const listener of listeners) listener()
        return undefined
      }
      reportFailure(error)
      return keyOrUnavailable(kid)
    }
  }

  function reportFailure(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error)
    if (message === failure || disposed.signal.aborted) return
    failure = message
    logger.warn({ url: address, err: error }, 'could not read a JWT signing key')
  }

  function keyOrUnavailable(kid: string): SigningKey {
    const found = trusted(kid)
    if (!found) throw keysUnavailable()
    return found.key
  }

  async function keyOf(kid: string): Promise<SigningKey | undefined> {
    const found = trusted(kid)
    const now = clock.elapsed()
    if (found && now - found.readAt < POLL_INTERVAL_MS) return found.key
    const running = reading.get(kid)
    if (running) return running
    reads = reads.filter((time) => now - time < COOLDOWN_MS)
    if (reads.length >= MAX_READS) return keyOrUnavailable(kid)
    reads = [...reads, now]
    const started = read(kid).finally(() => reading.delete(kid))
    reading.set(kid, started)
    return started
  }

  return {
    async keys(kid) {
      const key = kid !== undefined && KID.test(kid) ? await keyOf(kid) : undefined
      return key ? [key] : []
    },
    refresh: async () => false,
    has: ({ kid, key }) => kid !== undefined && trusted(kid)?.key.key.equals(key) === true,
    onRead: (listener) => void listeners.push(listener),
    [Symbol.dispose]: () => disposed.abort(),
  }
}
