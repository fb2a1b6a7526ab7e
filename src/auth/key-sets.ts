import { keysUnavailable } from './fetch-from-issuer.ts'
import type { KeySet } from './key-set.ts'
import { openKeySet } from './open-key-set.ts'
import type { KeySetOptions } from './open-key-set.ts'

/** The signing keys of all issuers. Issuers with the same address share its keys. */
export interface KeySets extends Disposable {
  /** The keys at an address of the last `use`. */
  at(address: string): KeySet
  /** Opens the addresses that are new and closes those that are not listed. */
  use(addresses: readonly string[]): void
  /** The listener is called each time a set may have lost a key. */
  onRead(listener: () => void): void
}

/** @throws {StartupError} if a file cannot be read or is not valid */
export async function openKeySets(addresses: readonly string[], options: KeySetOptions): Promise<KeySets> {
  const listeners: (() => void)[] = []
  const sets = new Map<string, KeySet>()
  const notify = () => {
    for (const listener of listeners) listener()
  }

  function add(address: string, set: KeySet): void {
    set.onRead(notify)
    sets.set(address, set)
  }

  function dispose(): void {
    for (const set of sets.values()) set[Symbol.dispose]()
    sets.clear()
  }

  try {
    for (const address of new Set(addresses)) add(address, await openKeySet(address, options))
  } catch (error) {
    dispose()
    throw error
  }
  return {
    at: (address) => sets.get(address) ?? noKeys,
    use(wanted) {
      for (const [address, set] of sets)
        if (!wanted.includes(address)) {
          sets.delete(address)
          set[Symbol.dispose]()
        }
      for (const address of new Set(wanted))
        if (!sets.has(address)) add(address, openWhenNeeded(address, options))
    },
    onRead: (listener) => void listeners.push(listener),
    [Symbol.dispose]: dispose,
  }
}

const noKeys: KeySet = {
  keys: async () => [],
  refresh: async () => false,
  has: () => false,
  onRead: () => {},
  [Symbol.dispose]: () => {},
}

const RETRY_AFTER_MS = 5_000

/** Opens a key set when a token needs it. If that fails, tokens of its issuer are unavailable, and it retries after 5 s. */
function openWhenNeeded(address: string, options: KeySetOptions): KeySet {
  const { clock, logger } = options
  const listeners: (() => void)[] = []
  let set: KeySet | undefined
  let opening: Promise<KeySet> | undefined
  let retryAt = -Infinity
  let isDisposed = false

  async function open(): Promise<KeySet> {
    if (clock.elapsed() < retryAt) throw keysUnavailable()
    try {
      const opened = await openKeySet(address, options)
      if (isDisposed) opened[Symbol.dispose]()
      for (const listener of listeners) opened.onRead(listener)
      set = opened
      return opened
    } catch (error) {
      retryAt = clock.elapsed() + RETRY_AFTER_MS
      logger.error({ err: error }, 'could not open the JWT signing keys of an issuer')
      throw keysUnavailable()
    }
  }

  async function opened(): Promise<KeySet> {
    if (set) return set
    opening ??= open().finally(() => {
      opening = undefined
    })
    return opening
  }

  return {
    keys: async (kid) => (await opened()).keys(kid),
    refresh: async () => (await opened()).refresh(),
    has: (key) => set?.has(key) === true,
    onRead: (listener) => void listeners.push(listener),
    [Symbol.dispose]() {
      isDisposed = true
      set?.[Symbol.dispose]()
    },
  }
}
