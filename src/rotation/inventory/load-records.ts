import { steadyDateOn } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import type { Logger } from '../../logger.ts'
import type { KeyRecord } from './inventory.ts'
import { READING_NAMES, scopeOfKey } from './key-records.ts'
import type { RecordStore } from './record-store.ts'

export interface LoadRecordsOptions {
  readonly clock: Clock
  readonly logger: Logger
}

/** The stored records, by scope. Nothing if the store cannot be read: the gateway then reads every key. */
export async function loadRecords(
  store: RecordStore,
  { clock, logger }: LoadRecordsOptions,
): Promise<Map<string, KeyRecord[]>> {
  const byScope = new Map<string, KeyRecord[]>()
  try {
    for (const record of await store.load()) {
      const name = scopeOfKey(record.key)
      const ofScope = byScope.get(name)
      const loaded = notAfter(record, steadyDateOn(clock))
      if (ofScope) ofScope.push(loaded)
      else byScope.set(name, [loaded])
    }
  } catch (error) {
    logger.warn({ err: error }, 'inventory: the stored records cannot be read, so every key is read again')
  }
  return byScope
}

/** The clock may have been set back since. A reading of a later date would never be replaced. */
function notAfter(record: KeyRecord, now: number): KeyRecord {
  const readings = READING_NAMES.map((name) => {
    const reading = record[name]
    return [name, reading && { ...reading, observedAt: Math.min(reading.observedAt, now) }]
  })
  return {
    ...record,
    ...Object.fromEntries(readings),
    foundAt: Math.min(record.foundAt, now),
    listedAt: Math.min(record.listedAt, now),
  }
}
