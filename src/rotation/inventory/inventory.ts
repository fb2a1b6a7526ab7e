import type { OperationError } from '../../errors/operation-errors.ts'
import type { KeyArn } from '../../kms/key-arn.ts'
import type { KeyReadings } from '../key-readings.ts'

/** Everything that the gateway knows of one listed key. Immutable: a new reading makes a new record. */
export interface KeyRecord extends KeyReadings {
  readonly key: KeyArn
  /** The start of the listing that found the key, in milliseconds since the epoch. */
  readonly foundAt: number
  /** The start of the latest listing that contained the key, in milliseconds since the epoch. */
  readonly listedAt: number
}

/**
 * How far the inventory of a scope is. FILLING: a listed key was not read yet, or the keys were never listed. CURRENT: every
 * listed key was read. UNREACHABLE: the latest listing failed; the records stay, with their age.
 */
export type ScopeInventoryState = 'FILLING' | 'CURRENT' | 'UNREACHABLE'

export interface ScopeInventory {
  readonly state: ScopeInventoryState
  /** The start of the latest complete listing, in milliseconds since the epoch. Undefined before the first. */
  readonly listedAt: number | undefined
  /** Why the latest listing failed, and since when listings fail, in milliseconds since the epoch. */
  readonly unreachable: { readonly since: number; readonly problem: OperationError } | undefined
  /** Number of listed keys, and of those among them that were read. */
  readonly keyCount: number
  readonly readCount: number
}

/** Called after each change of a record. `before` is undefined for a new record, `after` for one that was removed. */
export type RecordListener = (after: KeyRecord | undefined, before: KeyRecord | undefined) => void

/** A copy of what KMS shows about each key of the served scopes, with the age of each reading. */
export interface Inventory {
  /** Undefined for a key that the latest listings do not contain. */
  recordOf(keyArn: string): KeyRecord | undefined
  /** The records of a scope, in no particular order. Empty for a scope that is not served. */
  recordsIn(scopeName: string): Iterable<KeyRecord>
  stateOf(scopeName: string): ScopeInventory
  /** The names of the served scopes. */
  scopeNames(): readonly string[]
  /** KMS requests per second that keep the records of a scope current, without the polls of the watches. */
  requestsPerSecond(scopeName: string): number
  /** Calls the listener after each change of a record, until the result is disposed. */
  onChange(listener: RecordListener): Disposable
  /** Increases with each change of a record or a state. */
  readonly version: number
}
