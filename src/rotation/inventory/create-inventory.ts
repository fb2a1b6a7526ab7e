import type { Clock } from '../../clock.ts'
import { defaultInventory } from '../../defaults.ts'
import { parseKeyArn } from '../../kms/key-arn.ts'
import type { KmsClient } from '../../kms/kms-client.ts'
import type { Logger } from '../../logger.ts'
import type { Inventory, ScopeInventory } from './inventory.ts'
import type { KeyRecords } from './key-records.ts'
import { ScopeReader } from './scope-reader.ts'

/** The scopes that the gateway serves, each by its name, with its KMS without the cache. */
export interface InventoryScopes {
  current(): ReadonlyMap<string, KmsClient>
  /** Calls the listener when scopes were added or removed, until the result is disposed. */
  onChange(listener: () => void): Disposable
}

export interface InventoryOptions {
  /** Time between listings of the keys and aliases of a scope, in milliseconds. @default {@link defaultInventory} */
  readonly listEveryMs?: number | undefined
}

export interface CreateInventoryOptions extends InventoryOptions {
  readonly scopes: InventoryScopes
  /** The records that the recording layer of each scope updates. */
  readonly records: KeyRecords
  readonly clock: Clock
  readonly logger: Logger
}

const NOT_SERVED: ScopeInventory = {
  state: 'FILLING',
  listedAt: undefined,
  unreachable: undefined,
  keyCount: 0,
  readCount: 0,
}

/** Keeps an inventory of the served scopes until it is disposed. */
export function createInventory(options: CreateInventoryOptions): Inventory & Disposable {
  const { scopes, records, clock, logger, listEveryMs = defaultInventory.listEveryMs } = options
  const readers = new Map<string, ScopeReader>()
  let stateChanges = 0

  function serve(): void {
    const served = scopes.current()
    for (const [name, reader] of readers) {
      if (served.has(name)) continue
      reader[Symbol.dispose]()
      readers.delete(name)
      records.removeScope(name)
      stateChanges++
    }
    for (const [name, kms] of served) {
      if (readers.has(name)) continue
      const onListing = () => void stateChanges++
      readers.set(name, new ScopeReader({ name, kms, records, clock, logger, listEveryMs, onListing }))
    }
  }

  serve()
  const changes = scopes.onChange(serve)
  return {
    recordOf(keyArn) {
      const key = parseKeyArn(keyArn)
      return key && records.of(key)
    },
    recordsIn: (scopeName) => records.in(scopeName).records.values(),
    stateOf: (scopeName) => readers.get(scopeName)?.state ?? NOT_SERVED,
    get version() {
      return records.version + stateChanges
    },
    [Symbol.dispose]() {
      changes[Symbol.dispose]()
      for (const reader of readers.values()) reader[Symbol.dispose]()
    },
  }
}
