import { hasPassed } from '../clock.ts'
import type { Clock } from '../clock.ts'
import { StartupError } from '../errors/startup-error.ts'
import type { Logger } from '../logger.ts'
import { fetchFromIssuer, keysUnavailable } from './fetch-from-issuer.ts'
import { parseSigningKeys } from './signing-keys.ts'
import type { SigningKey, SigningKeys } from './signing-keys.ts'
import { watchFileContent } from './watched-file.ts'

/** The signing keys of an issuer. */
export interface KeySet extends Disposable {
  /**
   * The keys for a token with this kid. Other keys may be among them.
   *
   * @throws {AuthenticationUnavailableError} if the keys are not known
   */
  keys(kid?: string): Promise<readonly SigningKey[]>
  /**
   * Reads the keys again, unless they were read within the cooldown.
   *
   * @returns whether the keys were read
   * @throws {AuthenticationUnavailableError} if the keys cannot be read
   */
  refresh(): Promise<boolean>
  /** Whether the key is in the set as last read. */
  has(key: SigningKey): boolean
  /** The listener is called each time the set may have lost a key. */
  onRead(listener: () => void): void
}

export interface RemoteKeySetOptions {
  readonly url: URL
  readonly clock: Clock
  readonly logger: Logger
  /** Interval between reads. A key that the issuer removed stays trusted for up to this long. @default 600_000 */
  readonly pollIntervalMs?: number | undefined
  /** After a read, tokens with an unknown key cause no other read for this long. @default 30_000 */
  readonly cooldownMs?: number | undefined
  /** Delay after a failed read. @default 5_000 */
  readonly retryAfterMs?: number | undefined
  /** How long keys stay trusted while they cannot be read again. @default 86_400_000 */
  readonly maxAgeMs?: number | undefined
  /** Time limit of one read. @default 5_000 */
  readonly timeoutMs?: number | undefined
}

/**
 * Reads the keys from a URL of the issuer: when the first token arrives, then every `pollIntervalMs`, and when a token has
 * an unknown key. Tokens with made-up keys cause at most one read per `cooldownMs`. While the issuer cannot be reached, the
 * gateway retries every `retryAfterMs`, and the last keys stay trusted for `maxAgeMs`.
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
  let nextReadAt = -Infinity
  /** Why the last read failed. */
  let failure: string | undefined
  let reading: Promise<boolean> | undefined

  const isKnown = () => current !== undefined && clock.elapsed() - readAt <= maxAgeMs

  /** Returns whether the keys could be read. */
  async function read(): Promise<boolean> {
    try {
      const text = await fetchFromIssuer(
        url,
        AbortSignal.any([disposed.signal, AbortSignal.timeout(timeoutMs)]),
      )
      const { usable, unusable } = parseSigningKeys(text)
      current = usable
      readAt = clock.elapsed()
      nextReadAt = readAt + cooldownMs
      warn(unusable)
    } catch (error) {
      nextReadAt = clock.elapsed() + retryAfterMs
      if (disposed.signal.aborted) return false
      reportFailure(error)
      pollIn(retryAfterMs)
      return false
    }
    if (failure !== undefined) logger.info(source, 'the JWT signing keys were read again')
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
        ? 'could not read the JWT signing keys again; the previous keys stay in use'
        : 'could not read the JWT signing keys',
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
    const isTooSoon = !reading && clock.elapsed() < nextReadAt
    if (isTooSoon && failure === undefined) return false
    if (isTooSoon || !(await startReading())) throw keysUnavailable()
    return true
  }

  return {
    async keys() {
      if (!isKnown()) await refresh()
      if (!current || !isKnown()) throw keysUnavailable()
      return current
    },
    refresh,
    has: (key) => includes(current ?? [], key),
    onRead: (listener) => void listeners.push(listener),
    [Symbol.dispose]() {
      disposed.abort()
      pause.abort()
    },
  }
}

const includes = (keys: readonly SigningKey[], { key }: SigningKey): boolean =>
  keys.some((each) => each.key.equals(key))

/** Reads the keys from a file, and again when the file changes. */
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
    has: (key) => includes(file.current.usable, key),
    onRead: (listener) => file.onChange(listener),
    [Symbol.dispose]: () => file[Symbol.dispose](),
  }
}

/** Logs the keys that are not usable. Logs again only if they change. */
function createUnusableKeysWarning(logger: Logger, source: object): (unusable: readonly string[]) => void {
  let last = ''
  return (unusable) => {
    const text = unusable.join(' ')
    if (text !== '' && text !== last)
      logger.warn(
        { ...source, unusable },
        'JWT signing keys are not usable; tokens signed with them are rejected',
      )
    last = text
  }
}
