import type { KeyRecord } from './inventory.ts'

/**
 * Keeps records, so that an inventory begins with what was known before a restart. A store may lose records: the gateway reads
 * the keys again.
 */
export interface RecordStore {
  /** All records. Call it once, before the first `save`. A record has no reading that failed. */
  load(): Promise<readonly KeyRecord[]>
  /** Replaces or adds the records of these keys, and removes those of others. Rejects if they were not stored. */
  save(changed: readonly KeyRecord[], removed: readonly string[]): Promise<void>
}
