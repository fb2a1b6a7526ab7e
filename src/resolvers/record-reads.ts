import { setImmediate } from 'node:timers/promises'
import type { Context } from '../context.ts'
import { NotReadYetError } from '../errors/operation-errors.ts'
import type { KeyReadings, Reading } from '../rotation/key-readings.ts'
import { NOTHING_READ } from '../rotation/key-readings.ts'
import type { KnownKey, Rule } from '../rotation/readings/known-key.ts'
import { observationOf } from '../rotation/readings/known-key.ts'
import { knownRecord } from './known-record.ts'
import type { Key } from './visibility.ts'

export type ReadingValue<Name extends keyof KeyReadings> = NonNullable<
  NonNullable<KeyReadings[Name]>['value']
>

/** The reads of one key. Each rejects with an OperationError if the value could not be read. */
export type KeyReads = {
  readonly [Name in keyof KeyReadings]: () => Promise<ReadingValue<Name>>
}

// The reads of the keys of the inventory send nothing to KMS.

/** The oldest reading of each key that a response shows, by ARN, in milliseconds since the epoch. */
const shown = new WeakMap<Context, Map<string, number>>()

function noteShown({ arn }: Key, observedAt: number | undefined, context: Context): void {
  if (observedAt === undefined) return
  const oldest = shown.get(context) ?? new Map<string, number>()
  shown.set(context, oldest)
  oldest.set(arn, Math.min(oldest.get(arn) ?? Infinity, observedAt))
}

/**
 * When the oldest reading was made that the response shows of a key; the latest listing of the key if it shows no reading. Null
 * for a key that is read from KMS.
 */
export async function oldestShown(key: Key, context: Context): Promise<Date | null> {
  const record = context.inventory?.recordOf(key.arn)
  if (key.source === 'KMS' || !record) return null
  // The other fields of the key read the record before the next turn of the event loop, because they wait for nothing else.
  await setImmediate()
  return new Date(shown.get(context)?.get(key.arn) ?? record.listedAt)
}

function recorded(key: Key, context: Context): KnownKey {
  const { inventory } = context
  const record = inventory?.recordOf(key.arn)
  const known = inventory && record && knownRecord(record, inventory, context)
  return known ?? { ...NOTHING_READ, key, isForeign: false, primary: undefined, mayWrite: undefined }
}

export function recordReads(key: Key, context: Context): KeyReads {
  const known = recorded(key, context)

  async function read<Value>(name: keyof KeyReadings, reading: Reading<Value> | undefined): Promise<Value> {
    noteShown(key, reading?.observedAt, context)
    if (!reading)
      throw new NotReadYetError(
        `The inventory of this gateway has not read the ${NAMES[name]} of ${key.arn} yet. Try again later, or read the key from KMS with key(by: …).`,
      )
    if (reading.problem) throw reading.problem
    return reading.value
  }

  return {
    metadata: () => read('metadata', known.metadata),
    status: () => read('status', known.status),
    rotations: () => read('rotations', known.rotations),
    materials: () => read('materials', known.materials),
    aliases: () => read('aliases', known.aliases),
    tags: () => read('tags', known.tags),
    lastUsage: () => read('lastUsage', known.lastUsage),
  }
}

const NAMES: Readonly<Record<keyof KeyReadings, string>> = {
  metadata: 'metadata',
  status: 'rotation status',
  rotations: 'rotation history',
  materials: 'key materials',
  aliases: 'aliases',
  tags: 'tags',
  lastUsage: 'last usage',
}

/** The value of a rule for a key of the inventory. */
export function applyToRecord<Value>(rule: Rule<Value>, key: Key, context: Context): Value {
  const known = recorded(key, context)
  noteShown(key, observationOf(known, rule), context)
  return rule.of(known)
}
