import type { Clock } from '../../clock.ts'
import type { Logger } from '../../logger.ts'
import { createConcurrencyLimit } from '../../concurrency-limit.ts'
import type { ConcurrencyLimit } from '../../concurrency-limit.ts'
import type { KeySet } from './key-set.ts'
import type { RotatingKeys } from './rotating-keys.ts'
import { SelectedSet } from './selected-set.ts'
import type { Selection } from './selection.ts'

/** The rotating keys that match a selection. Subscriptions with equal selections share one set. */
export interface SelectedKeys extends Disposable {
  /**
   * Returns the current keys of a selection. The set stays current while it is followed. The keys of scopes that cannot be
   * listed, or not within {@link MAX_SCOPE_DELAY_MS}, join it as soon as they can.
   *
   * @throws {OperationError} if the keys of no scope can be read
   */
  open(selection: Selection, options: OpenOptions): Promise<KeySet>
  /** Lists the keys of a scope soon, if a set follows them, because there may be a new one. */
  notice(scopeName: string): void
}

export interface OpenOptions {
  /** Maximum age of the listing and the examination, in milliseconds; 0 = both start after this call. */
  readonly maxAgeMs: number
  readonly signal: AbortSignal
}

/** The rotating keys of each served scope. An unchanged scope keeps its object. */
export interface KeySources {
  current(): readonly RotatingKeys[]
  /** Calls the listener when scopes were added or removed, until the result is disposed. */
  onChange(listener: () => void): Disposable
}

export interface SelectedKeysOptions {
  readonly sources: KeySources
  readonly clock: Clock
  readonly logger: Logger
  /** How long to keep a selection without followers, in milliseconds. @default 60_000 */
  readonly lingerMs?: number | undefined
}

/** Maximum number of selections that are examined at once in one scope, so that a slow scope does not delay the others. */
const MAX_CONCURRENT_EXAMINATIONS = 4

export function createSelectedKeys(options: SelectedKeysOptions): SelectedKeys {
  const { sources, clock, logger, lingerMs = 60_000 } = options
  const selections = new Map<string, SelectedSet>()
  const limits = new WeakMap<RotatingKeys, ConcurrencyLimit>()

  function concurrencyOf(source: RotatingKeys): ConcurrencyLimit {
    const limit = limits.get(source) ?? createConcurrencyLimit(MAX_CONCURRENT_EXAMINATIONS)
    limits.set(source, limit)
    return limit
  }

  const serving = sources.onChange(() => {
    for (const set of selections.values()) set.serve(sources.current())
  })

  function setOf(selection: Selection): SelectedSet {
    const known = selections.get(selection.name)
    if (known) return known
    const set: SelectedSet = new SelectedSet({
      selection,
      sources: sources.current().filter(({ scope }) => selection.covers(scope)),
      concurrencyOf,
      clock,
      logger,
      lingerMs,
      onUnused: () => void selections.delete(selection.name),
    })
    selections.set(selection.name, set)
    return set
  }

  return {
    async open(selection, { maxAgeMs, signal }) {
      const set = setOf(selection)
      const use = set.use()
      try {
        await set.ready(maxAgeMs, signal)
        return set
      } finally {
        use[Symbol.dispose]()
      }
    },
    notice(scopeName) {
      for (const source of sources.current()) if (source.name === scopeName) source.notice()
    },
    [Symbol.dispose]() {
      serving[Symbol.dispose]()
      for (const set of selections.values()) set[Symbol.dispose]()
      selections.clear()
    },
  }
}
