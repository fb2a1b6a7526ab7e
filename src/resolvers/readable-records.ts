import type { KeyAccess } from '../auth/key-pattern.ts'
import type { Context } from '../context.ts'
import type { Inventory, KeyRecord } from '../rotation/inventory/inventory.ts'
import { scopeOfKey } from '../rotation/inventory/key-records.ts'
import { inSlices } from '../rotation/slices.ts'
import { recordMatches } from './visibility.ts'

// A question examines only the records that its viewer may read, so that its duration does not depend on hidden keys.

/** The maximum number of sets of patterns whose records are kept: those that were used last. */
const MAX_ACCESSES = 16

/** The records that an access includes, or of which this is not known yet, by scope and ARN. Follows each change of a record. */
class ReadableRecords {
  readonly ready: Promise<void>
  readonly #access: KeyAccess
  readonly #scopes = new Map<string, Map<string, KeyRecord>>()
  readonly #following: Disposable

  constructor(access: KeyAccess, inventory: Inventory) {
    this.#access = access
    this.#following = inventory.onChange((after, before) => this.#note(after, before))
    this.ready = this.#examineAll(inventory)
  }

  in(scopeName: string): readonly KeyRecord[] {
    return [...(this.#scopes.get(scopeName)?.values() ?? [])]
  }

  forget(): void {
    this.#following[Symbol.dispose]()
  }

  async #examineAll(inventory: Inventory): Promise<void> {
    const { signal } = new AbortController()
    for (const name of inventory.scopeNames())
      for await (const slice of inSlices([...inventory.recordsIn(name)], signal))
        // The records may have changed since, and the changes were noted.
        for (const { key } of slice) this.#note(inventory.recordOf(key.arn), undefined)
  }

  #note(after: KeyRecord | undefined, before: KeyRecord | undefined): void {
    const key = after?.key ?? before?.key
    if (!key) return
    const name = scopeOfKey(key)
    const records = this.#scopes.get(name) ?? new Map<string, KeyRecord>()
    this.#scopes.set(name, records)
    // A record from before a restart is its own predecessor.
    const isRestored = after === before
    if (!isRestored && after && before && after.aliases === before.aliases && after.tags === before.tags) {
      if (records.has(key.arn)) records.set(key.arn, after)
    } else if (after && recordMatches(this.#access, key, after) !== false) records.set(key.arn, after)
    else records.delete(key.arn)
  }
}

const kept = new WeakMap<Inventory, Map<string, ReadableRecords>>()

/**
 * The records of a scope that the viewer may read, or of which this is not known yet. The first question with the same patterns
 * examines all records.
 */
export async function readableRecords(
  scopeName: string,
  inventory: Inventory,
  { viewer: { readableKeys } }: Pick<Context, 'viewer'>,
): Promise<readonly KeyRecord[]> {
  if (readableKeys === 'ALL') return [...inventory.recordsIn(scopeName)]
  const byAccess = kept.get(inventory) ?? new Map<string, ReadableRecords>()
  kept.set(inventory, byAccess)
  const name = JSON.stringify(readableKeys)
  const readable = byAccess.get(name) ?? new ReadableRecords(readableKeys, inventory)
  // The order of the map is that of the last uses.
  byAccess.delete(name)
  byAccess.set(name, readable)
  const [oldest] = byAccess.keys()
  if (byAccess.size > MAX_ACCESSES && oldest !== undefined) {
    byAccess.get(oldest)?.forget()
    byAccess.delete(oldest)
  }
  await readable.ready
  return readable.in(scopeName)
}
