import { hasPassed, steadyDateOn } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import type { Logger } from '../../logger.ts'
import type { KeyRecord } from './inventory.ts'
import { READING_NAMES } from './key-records.ts'
import type { KeyRecords, ReadingName } from './key-records.ts'
import type { RecordStore } from './record-store.ts'

export interface RecordSaverOptions {
  readonly store: RecordStore
  readonly records: KeyRecords
  readonly clock: Clock
  readonly logger: Logger
}

/** Time between two savings, in milliseconds. */
const SAVE_EVERY_MS = 10_000
/** A record of which only the ages have changed is saved after this time, in milliseconds. */
const AGES_EVERY_MS = 24 * 60 * 60_000
/** Number of records to save at once. */
const BATCH = 250

/** Saves the records whose values have changed, in batches, until it is disposed. What could not be saved is saved later. */
export class RecordSaver implements Disposable {
  readonly #options: RecordSaverOptions
  readonly #stopping = new AbortController()
  readonly #savedAt = new Map<string, number>()
  readonly #changed = new Map<string, KeyRecord['key']>()
  readonly #removed = new Set<string>()
  #isSaving = false
  #isFailing = false

  constructor(options: RecordSaverOptions) {
    this.#options = options
  }

  /** A record that the store has. */
  noteLoaded({ key, listedAt }: KeyRecord): void {
    this.#savedAt.set(key.arn, listedAt)
  }

  noteChanged(after: KeyRecord, before: KeyRecord | undefined): void {
    const { arn } = after.key
    if (!hasNewReading(after, before)) return
    const savedAt = this.#savedAt.get(arn)
    const isOld = savedAt === undefined || steadyDateOn(this.#options.clock) - savedAt >= AGES_EVERY_MS
    if (!isOld && !haveValuesChanged(after, before)) return
    this.#removed.delete(arn)
    this.#changed.set(arn, after.key)
    void this.#save()
  }

  noteRemoved({ key }: KeyRecord): void {
    this.#changed.delete(key.arn)
    this.#savedAt.delete(key.arn)
    this.#removed.add(key.arn)
    void this.#save()
  }

  [Symbol.dispose](): void {
    this.#stopping.abort()
  }

  async #save(): Promise<void> {
    if (this.#isSaving) return
    this.#isSaving = true
    const { signal } = this.#stopping
    while (this.#changed.size + this.#removed.size > 0)
      if (!(await hasPassed(this.#options.clock, SAVE_EVERY_MS, signal)) || !(await this.#saveAll())) break
    this.#isSaving = false
  }

  /** @returns false when it is disposed */
  async #saveAll(): Promise<boolean> {
    const { store, records, clock, logger } = this.#options
    while (this.#changed.size + this.#removed.size > 0) {
      if (this.#stopping.signal.aborted) return false
      const keys = [...this.#changed.values()].slice(0, BATCH)
      const removed = [...this.#removed].slice(0, BATCH)
      const changed = keys.map((key) => records.of(key)).filter((record) => record !== undefined)
      for (const { arn } of keys) this.#changed.delete(arn)
      for (const arn of removed) this.#removed.delete(arn)
      try {
        await store.save(changed, removed)
        for (const { key } of changed) this.#savedAt.set(key.arn, steadyDateOn(clock))
        this.#isFailing = false
      } catch (error) {
        for (const key of keys) this.#changed.set(key.arn, key)
        for (const arn of removed) this.#removed.add(arn)
        if (!this.#isFailing)
          logger.warn({ err: error }, 'inventory: records could not be saved; the gateway tries again')
        this.#isFailing = true
        return true
      }
    }
    return true
  }
}

const hasNewReading = (after: KeyRecord, before: KeyRecord | undefined): boolean =>
  READING_NAMES.some((name) => after[name] !== before?.[name])

const haveValuesChanged = (after: KeyRecord, before: KeyRecord | undefined): boolean =>
  READING_NAMES.some((name) => after[name] !== before?.[name] && textOf(after, name) !== textOf(before, name))

/** The value of a reading without its age, for a comparison. */
const textOf = (record: KeyRecord | undefined, name: ReadingName): string | undefined =>
  JSON.stringify(record?.[name]?.value, (member, value: unknown) =>
    member === 'observedAt' ? undefined : value,
  )
