import type { KeyRecord } from '../rotation/inventory/inventory.ts'
import type { RecordStore } from '../rotation/inventory/record-store.ts'
import { withoutProblems } from './record-json.ts'

/** Keeps records as long as the process runs, for example while a program creates its gateway again. */
export function createMemoryRecordStore(): RecordStore {
  const records = new Map<string, KeyRecord>()
  return {
    load: async () => [...records.values()],
    async save(changed, removed) {
      for (const record of changed) records.set(record.key.arn, withoutProblems(record))
      for (const keyArn of removed) records.delete(keyArn)
    },
  }
}
