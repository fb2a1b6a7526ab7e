import type { Clock } from '../../clock.ts'
import { parseKeyArn } from '../../kms/key-arn.ts'
import type { KeyArn } from '../../kms/key-arn.ts'
import type { KmsClient } from '../../kms/kms-client.ts'
import type { Logger } from '../../logger.ts'
import type { RotatingKeys } from '../key-set/rotating-keys.ts'
import type { KeyWatches } from '../watch/key-watches.ts'
import { keyAdded } from '../rotation-event.ts'
import type { KeyAdded } from '../rotation-event.ts'
import type { Inventory, KeyRecord, RecordListener, ScopeInventory } from './inventory.ts'
import { inventoryRequestsPerSecond } from './inventory-rate.ts'
import { scopeOfKey } from './key-records.ts'
import type { KeyRecords } from './key-records.ts'
import { RecordSaver } from './record-saver.ts'
import { loadRecords } from './load-records.ts'
import type { RecordStore } from './record-store.ts'
import { ScopeReader } from './scope-reader.ts'
import type { InventoryIntervals, ReadListener } from './scope-reader.ts'

/** The scopes that the gateway serves, each by its name, with its KMS without the cache. */
export interface InventoryScopes {
  current(): ReadonlyMap<string, KmsClient>
  /** Calls the listener when scopes were added or removed, until the result is disposed. */
  onChange(listener: () => void): Disposable
}

/** The settings of an inventory. {@link defaultInventory} has the defaults of the intervals. */
export interface InventoryOptions extends Partial<InventoryIntervals> {
  /** Keeps the records across restarts. The caller disposes it. @default they are lost when the gateway stops */
  readonly store?: RecordStore | undefined
}

export interface CreateInventoryOptions {
  readonly scopes: InventoryScopes
  /** The records that the recording layer of each scope updates. */
  readonly records: KeyRecords
  readonly watches: Pick<KeyWatches, 'observe' | 'refresh' | 'watchedSince'>
  readonly clock: Clock
  readonly logger: Logger
  readonly intervals: InventoryIntervals
  readonly store: RecordStore | undefined
  /** Called for each request that the inventory sends to KMS, without the polls of watches. */
  readonly onRead?: ReadListener | undefined
  /** Called after each change of the state of a scope. */
  readonly onState?: (() => void) | undefined
  /** Called with the last record of a key that is not listed any more. */
  readonly onRemoved?: ((record: KeyRecord) => void) | undefined
}

/** An inventory of the served scopes, current until it is disposed. */
export interface KeptInventory extends Inventory, Disposable {
  /** The keys of a served scope that may rotate. */
  rotatingKeysIn(scopeName: string): RotatingKeys | undefined
  /** The event of a listed key that may rotate. Undefined while it is not known when KMS created the key. */
  additionOf(keyArn: string): KeyAdded | undefined
  /** The key may have changed: reads it soon. */
  noticeKey(key: KeyArn): void
  /** A key or an alias of the scope may have been created or deleted: lists soon. */
  noticeList(scopeName: string): void
}

const NOT_SERVED: ScopeInventory = {
  state: 'FILLING',
  listedAt: undefined,
  unreachable: undefined,
  keyCount: 0,
  readCount: 0,
}

export function createInventory(options: CreateInventoryOptions): KeptInventory {
  const { scopes, records, watches, store } = options
  const readers = new Map<string, ScopeReader>()
  const saver = store && new RecordSaver({ ...options, store })
  const stored = store ? loadRecords(store, options) : Promise.resolve(new Map<string, KeyRecord[]>())
  const listeners = new Set<RecordListener>()
  let stateChanges = 0
  // The inventory needs no observations: its records follow the reads of the watches.
  const observing = watches.observe([], { next() {}, end() {} }, { isNamed: false })
  const rotations = {
    add: (keyArns: readonly string[], createdAfter: number | undefined) =>
      observing.add(keyArns, createdAfter),
    remove: (keyArns: readonly string[]) => observing.remove(keyArns),
    refresh: (keyArn: string) => watches.refresh(keyArn),
  }

  function onState(): void {
    stateChanges++
    options.onState?.()
  }

  /** The records from before a restart, once. */
  async function takeStored(scopeName: string): Promise<readonly KeyRecord[]> {
    const byScope = await stored
    const known = byScope.get(scopeName) ?? []
    byScope.delete(scopeName)
    for (const record of known) saver?.noteLoaded(record)
    return known
  }

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
      readers.set(
        name,
        new ScopeReader({ ...options, name, kms, known: takeStored(name), rotations, onState }),
      )
    }
  }

  records.onChange = (after, before) => {
    if (after) {
      readers.get(scopeOfKey(after.key))?.noteRecord(after, before)
      saver?.noteChanged(after, before)
    } else if (before) {
      saver?.noteRemoved(before)
      options.onRemoved?.(before)
    }
    for (const listener of listeners) listener(after, before)
  }
  serve()
  const changes = scopes.onChange(serve)
  return {
    recordOf(keyArn) {
      const key = parseKeyArn(keyArn)
      return key && records.of(key)
    },
    recordsIn: (scopeName) => records.in(scopeName).records.values(),
    scopeNames: () => [...readers.keys()],
    onChange(listener) {
      listeners.add(listener)
      return { [Symbol.dispose]: () => void listeners.delete(listener) }
    },
    stateOf: (scopeName) => readers.get(scopeName)?.state ?? NOT_SERVED,
    requestsPerSecond: (scopeName) =>
      inventoryRequestsPerSecond(
        records.in(scopeName).records.values(),
        options.intervals,
        (keyArn) => watches.watchedSince(keyArn) !== undefined,
      ),
    get version() {
      return records.version + stateChanges
    },
    rotatingKeysIn: (scopeName) => readers.get(scopeName)?.rotatingKeys,
    additionOf(keyArn) {
      const key = parseKeyArn(keyArn)
      const record = key && records.of(key)
      const createdAt = record?.metadata?.value?.creationDate
      if (!key || !record || !createdAt) return undefined
      const foundAt = new Date(record.foundAt)
      const isNew = readers.get(scopeOfKey(key))?.rotatingKeys.createdAfter(keyArn) !== undefined
      return isNew
        ? keyAdded(keyArn, createdAt, foundAt, { observedAt: foundAt, source: 'POLL' })
        : keyAdded(keyArn, createdAt, createdAt, { observedAt: foundAt, source: 'HISTORY' })
    },
    noticeKey: (key) => readers.get(scopeOfKey(key))?.notice(key.arn),
    noticeList: (scopeName) => readers.get(scopeName)?.noticeList(),
    [Symbol.dispose]() {
      changes[Symbol.dispose]()
      for (const reader of readers.values()) reader[Symbol.dispose]()
      saver?.[Symbol.dispose]()
      observing[Symbol.dispose]()
    },
  }
}
