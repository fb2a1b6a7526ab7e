import { hasPassed } from '../clock.ts'
import type { Clock } from '../clock.ts'
import { AuthenticationUnavailableError } from '../errors/request-errors.ts'
import { StartupError } from '../errors/startup-error.ts'
import type { Logger } from '../logger.ts'
import { parseSigningKeys } from './signing-keys.ts'
import type { SigningKey, SigningKeys } from './signing-keys.ts'
import { watchFileContent } from './watched-file.ts'

/** The keys that an issuer signs with. */
export interface KeySet extends Disposable {
  /** @throws {AuthenticationUnavailableError} when they are not known */
  keys(): Promise<readonly SigningKey[]>
  /**
   * Reads the keys again, unless that was done a moment ago. Whether it was done.
   *
   * @throws {AuthenticationUnavailableError} when they cannot be read
   */
  refresh(): Promise<boolean>
  /** Whether the key is among those read last. */
  lists(key: SigningKey): boolean
  /** Called each time the keys were read. */
  onRead(listener: () => void): void
}

export interface RemoteKeySetOptions {
  readonly url: URL
  readonly clock: Clock
  readonly logger: Logger
  /** From one read of the keys to the next; within this time a key that the issuer removed is removed here. @default 600_000 */
  readonly pollIntervalMs?: number | undefined
  /** After the keys were read, a token with an unknown key does not cause another read for this long. @default 30_000 */
  readonly cooldownMs?: number | undefined
  /** From a read that failed to the next one. @default 5_000 */
  readonly retryAfterMs?: number | undefined
  /** How long keys hold that cannot be read again. @default 86_400_000 */
  readonly maxAgeMs?: number | undefined
  /** How long one read may take. @default 5_000 */
  readonly timeoutMs?: number | undefined
}

const MAX_BYTES = 1_000_000

/**
 * Keys from the issuer's address, read when the first token comes and every ten minutes from then on. A key that the
 * issuer added since is read when the first token shows it. However many tokens with made-up keys come, the issuer is
 * asked once per cooldown. While the issuer cannot be reached, it is asked every five seconds, and the keys read last hold
 * for a day.
 */
export function createRemoteKeySet(options: RemoteKeySetOptions): KeySet {
  const { url, clock, logger, pollIntervalMs = 600_000, cooldownMs = 30_000 } = options
  const { retryAfterMs = 5_000, maxAgeMs = 86_400_000, timeoutMs = 5_000 } = options
  const listeners: (() => void)[] = []
  const source = { url: `${url.origin}${url.pathname}` }
  const warn = createUnusableKeysWarning(logger, source)
  const disposed = new AbortController()
  let pause = new AbortController()
  let current: readonly SigningKey[] | undefined
  let readAt = -Infinity
  let mayAskAt = -Infinity
  /** Why the last read failed. */
  let failure: string | undefined
  let reading: Promise<boolean> | undefined

  const isKnown = () => current !== undefined && clock.elapsed() - readAt <= maxAgeMs

  /** Whether the keys could be read. */
  async function read(): Promise<boolean> {
    try {
      const text = await fetchText(url, AbortSignal.any([disposed.signal, AbortSignal.timeout(timeoutMs)]))
      const { usable, unusable } = parseSigningKeys(text)
      current = usable
      readAt = clock.elapsed()
      mayAskAt = readAt + cooldownMs
      warn(unusable)
    } catch (error) {
      mayAskAt = clock.elapsed() + retryAfterMs
      if (disposed.signal.aborted) return false
      reportFailure(error)
      pollIn(retryAfterMs)
      return false
    }
    if (failure !== undefined) logger.info(source, 'the keys of JWTs were read again')
    failure = undefined
    pollIn(pollIntervalMs)
    for (const listener of listeners) listener()
    return true
  }

  function reportFailure(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error)
    if (message === failure) return
    failure = message
    logger.warn(
      { ...source, err: error },
      current
        ? 'the keys of JWTs could not be read again; those read last hold'
        : 'the keys of JWTs could not be read',
    )
  }

  function startReading(): Promise<boolean> {
    reading ??= read().finally(() => {
      reading = undefined
    })
    return reading
  }

  function pollIn(ms: number): void {
    pause.abort()
    pause = new AbortController()
    void poll(ms, pause.signal)
  }

  async function poll(ms: number, signal: AbortSignal): Promise<void> {
    if (await hasPassed(clock, ms, signal)) await startReading()
  }

  async function refresh(): Promise<boolean> {
    const isTooSoon = !reading && clock.elapsed() < mayAskAt
    if (isTooSoon && failure === undefined) return false
    if (isTooSoon || !(await startReading())) throw unavailable()
    return true
  }

  return {
    async keys() {
      if (!isKnown()) await refresh()
      if (!current || !isKnown()) throw unavailable()
      return current
    },
    refresh,
    lists: (key) => isAmong(current ?? [], key),
    onRead: (listener) => void listeners.push(listener),
    [Symbol.dispose]() {
      disposed.abort()
      pause.abort()
    },
  }
}

const isAmong = (keys: readonly SigningKey[], { key }: SigningKey): boolean =>
  keys.some((each) => each.key.equals(key))

const unavailable = () =>
  new AuthenticationUnavailableError(
    'The keys that tokens are checked with cannot be read at the moment. Try again later.',
  )

async function fetchText(url: URL, signal: AbortSignal): Promise<string> {
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
  return Buffer.concat(chunks).toString()
}

/** Keys from a file, which is read again when it changes. */
export async function openKeySetFile(options: {
  readonly path: string
  readonly logger: Logger
  readonly pollIntervalMs?: number | undefined
}): Promise<KeySet> {
  const { path, logger } = options
  const file = await watchFileContent<SigningKeys>({
    ...options,
    what: 'the JWKS file',
    parse: (text) => {
      try {
        return parseSigningKeys(text)
      } catch (error) {
        throw new StartupError(`The JWKS file ${path} is not a JSON Web Key Set.`, { cause: error })
      }
    },
  })
  const warn = createUnusableKeysWarning(logger, { path })
  warn(file.current.unusable)
  file.onChange(() => warn(file.current.unusable))
  return {
    keys: async () => file.current.usable,
    refresh: async () => false,
    lists: (key) => isAmong(file.current.usable, key),
    onRead: (listener) => file.onChange(listener),
    [Symbol.dispose]: () => file[Symbol.dispose](),
  }
}

/** Logs the keys that check no token, once for as long as they are the same. */
function createUnusableKeysWarning(logger: Logger, source: object): (unusable: readonly string[]) => void {
  let last = ''
  return (unusable) => {
    const text = unusable.join(' ')
    if (text !== '' && text !== last)
      logger.warn(
        { ...source, unusable },
        'keys of JWTs are not usable; tokens that they signed are rejected until the issuer lists usable ones',
      )
    last = text
  }
}
