import { parseKeyArn } from '../kms/key-arn.ts'
import type { KeyRecord } from '../rotation/inventory/inventory.ts'
import { READING_NAMES } from '../rotation/inventory/key-records.ts'

/** Members of the values of readings that are dates. */
const DATES = new Set([
  'creationDate',
  'deletionDate',
  'lastUpdatedDate',
  'nextRotationDate',
  'onDemandRotationStartDate',
  'observedAt',
  'rotationDate',
  'trackingStartDate',
  'usedAt',
  'validTo',
])

/** A failed reading is not stored: the key is read again after a restart. */
export function withoutProblems(record: KeyRecord): KeyRecord {
  const failed = READING_NAMES.filter((name) => record[name]?.problem).map((name) => [name, undefined])
  return { ...record, ...Object.fromEntries(failed) }
}

export const toJson = (record: KeyRecord): string =>
  JSON.stringify({ ...withoutProblems(record), key: record.key.arn })

/** Undefined if the text is not a record. */
export function fromJson(json: string): KeyRecord | undefined {
  try {
    const value: unknown = JSON.parse(json, (name, member: unknown) => {
      if (DATES.has(name) && typeof member === 'string') return new Date(member)
      return name === 'key' && typeof member === 'string' ? parseKeyArn(member) : member
    })
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Detects other files and damaged lines, but not every invalid record: only the gateway writes this file. */
function isRecord(value: unknown): value is KeyRecord {
  return (
    typeof value === 'object' &&
    value !== null &&
    'key' in value &&
    typeof value.key === 'object' &&
    value.key !== null &&
    'foundAt' in value &&
    typeof value.foundAt === 'number' &&
    'listedAt' in value &&
    typeof value.listedAt === 'number' &&
    READING_NAMES.every((name) => isReading(Reflect.get(value, name)))
  )
}

const isReading = (reading: unknown): boolean =>
  reading === undefined ||
  (typeof reading === 'object' &&
    reading !== null &&
    'observedAt' in reading &&
    typeof reading.observedAt === 'number' &&
    'value' in reading &&
    typeof reading.value === 'object' &&
    reading.value !== null)
