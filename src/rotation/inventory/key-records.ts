import { forgetCallers } from '../../errors/forget-callers.ts'
import { KeyNotFoundError } from '../../errors/operation-errors.ts'
import type { KeyArn } from '../../kms/key-arn.ts'
import { NOTHING_READ } from '../key-readings.ts'
import type { KeyReadings } from '../key-readings.ts'
import type { KeyRecord, RecordListener } from './inventory.ts'
import { applicableReadings } from './applicable-readings.ts'
import { compactValue } from './compact-readings.ts'
import { SharedTexts } from './shared-texts.ts'

export type ReadingName = keyof KeyReadings
export type ReadingOf<Name extends ReadingName> = NonNullable<KeyReadings[Name]>

const isReadingName = (name: string): name is ReadingName => name in NOTHING_READ
export const READING_NAMES: readonly ReadingName[] = Object.keys(NOTHING_READ).filter(isReadingName)

/** The records of one scope, and how many of them are read. */
export interface ScopeRecords {
  readonly records: ReadonlyMap<string, KeyRecord>
  /** Number of records that have every reading that KMS has of their keys. */
  readonly readCount: number
}

interface MutableScopeRecords extends ScopeRecords {
  readonly records: Map<string, KeyRecord>
  readCount: number
}

const NO_RECORDS: ScopeRecords = { records: new Map(), readCount: 0 }

/** The records of all scopes. A listing adds and removes records; every read of a key with a record updates the record. */
export class KeyRecords {
  readonly #scopes = new Map<string, MutableScopeRecords>()
  readonly #texts = new SharedTexts()
  #version = 0
  onChange: RecordListener = () => {}

  /** Increases with each change of a record. */
  get version(): number {
    return this.#version
  }

  in(scopeName: string): ScopeRecords {
    return this.#scopes.get(scopeName) ?? NO_RECORDS
  }

  /** The records of a scope at this time. */
  list(scopeName: string): readonly KeyRecord[] {
    return [...this.in(scopeName).records.values()]
  }

  of({ arn, ...place }: KeyArn): KeyRecord | undefined {
    return this.in(scopeOfKey(place)).records.get(arn)
  }

  /** The key is listed. Adds a record for a new key. */
  noteListed(key: KeyArn, listedAt: number): void {
    const record = this.of(key) ?? { ...NOTHING_READ, key: this.#compactKey(key), foundAt: listedAt }
    this.#replace({ ...record, listedAt })
  }

  /** Adds a record from before a restart, which is not a change. */
  restore(record: KeyRecord): void {
    let restored: KeyRecord = { ...record, ...NOTHING_READ, key: this.#compactKey(record.key) }
    const add = <Name extends ReadingName>(name: Name, reading: KeyReadings[Name]) => {
      if (reading) restored = { ...restored, [name]: this.#compact(name, reading, restored) }
    }
    for (const name of READING_NAMES) add(name, record[name])
    this.#replace(restored, restored)
  }

  /**
   * Does nothing if the key has no record, or if the record has a newer reading.
   *
   * @returns the reading with the value that the record has, or the reading itself if the record has another value
   */
  note<Name extends ReadingName>(key: KeyArn, name: Name, reading: ReadingOf<Name>): ReadingOf<Name> {
    const record = this.of(key)
    const before = record?.[name]
    if (!record || (before && before.observedAt > reading.observedAt)) return reading
    // The names of a deleted key decide who may learn of its removal, which the listings find.
    const isName = name === 'aliases' || name === 'tags'
    if (isName && before?.value && reading.problem instanceof KeyNotFoundError) return reading
    const compact = this.#compact(name, reading, record)
    this.#replace({ ...record, [name]: compact })
    return compact
  }

  remove(key: KeyArn): void {
    const scope = this.#scopes.get(scopeOfKey(key))
    const record = scope?.records.get(key.arn)
    if (!scope || !record) return
    scope.records.delete(key.arn)
    if (isRead(record)) scope.readCount--
    this.#version++
    this.onChange(undefined, record)
  }

  removeScope(scopeName: string): void {
    for (const { key } of this.list(scopeName)) this.remove(key)
  }

  #compact<Name extends ReadingName>(
    name: Name,
    reading: ReadingOf<Name>,
    record: KeyRecord,
  ): ReadingOf<Name> {
    const { value, problem } = reading
    if (problem) forgetCallers(problem)
    return value ? { ...reading, value: compactValue(name, value, record, this.#texts) } : reading
  }

  #compactKey({ arn, partition, region, accountId, keyId }: KeyArn): KeyArn {
    const texts = this.#texts
    return {
      arn,
      partition: texts.share(partition),
      region: texts.share(region),
      accountId: texts.share(accountId),
      keyId,
    }
  }

  #replace(record: KeyRecord, before = this.of(record.key)): void {
    const name = scopeOfKey(record.key)
    const scope = this.#scopes.get(name) ?? { records: new Map(), readCount: 0 }
    this.#scopes.set(name, scope)
    const replaced = scope.records.get(record.key.arn)
    scope.records.set(record.key.arn, record)
    scope.readCount += Number(isRead(record)) - Number(replaced !== undefined && isRead(replaced))
    this.#version++
    this.onChange(record, before)
  }
}

/** As `scopeName` of the KMS client. */
export const scopeOfKey = ({ accountId, region }: Pick<KeyArn, 'accountId' | 'region'>): string =>
  `${accountId}/${region}`

const isRead = (record: KeyRecord): boolean =>
  applicableReadings(record.metadata).every((name) => record[name] !== undefined)
