import { setImmediate } from 'node:timers/promises'
import type { Context } from '../context.ts'
import { NotReadYetError } from '../errors/operation-errors.ts'
import type { KeyReadings, Reading } from '../rotation/key-readings.ts'
import { NOTHING_READ } from '../rotation/key-readings.ts'
import type { KnownKey, Rule } from '../rotation/readings/known-key.ts'
import { observationOf } from '../rotation/readings/known-key.ts'
import { knownRecord } from './known-record.ts'
import type { MaybePromise } from './maybe-promise.ts'
import type { Key } from './visibility.ts'

export type ReadingValue<Name extends keyof KeyReadings> = NonNullable<
  NonNullable<KeyReadings[Name]>['value']
>

/** The reads of one key. Each rejects with an OperationError if the value could not be read. A value of the inventory is not a promise. */
export type KeyReads = {
  readonly [Name in keyof KeyReadings]: () => MaybePromise<ReadingValue<Name>>
}

// The reads of the keys of the inventory send nothing to KMS.

/** A key in the response of an operation. */
interface ShownKey {
  readonly known: KnownKey
  /** When the oldest reading that the response shows was made, in milliseconds since the epoch. Infinity if it shows none. */
  oldest: number
}

/** By the ARN. All fields of a key in a response come from one record. */
const shownKeys = new WeakMap<Context, Map<string, ShownKey>>()

function shownKey(key: Key, context: Context): ShownKey {
  const keys = shownKeys.get(context) ?? new Map<string, ShownKey>()
  shownKeys.set(context, keys)
  const last = keys.get(key.arn)
  if (last) return last
  const shown = { known: recorded(key, context), oldest: Infinity }
  keys.set(key.arn, shown)
  return shown
}

function noteShown(shown: ShownKey, observedAt: number | undefined): void {
  shown.oldest = Math.min(shown.oldest, observedAt ?? Infinity)
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
  const oldest = shownKeys.get(context)?.get(key.arn)?.oldest ?? Infinity
  return new Date(oldest === Infinity ? record.listedAt : oldest)
}

function recorded(key: Key, context: Context): KnownKey {
  const { inventory } = context
  const record = inventory?.recordOf(key.arn)
  const known = inventory && record && knownRecord(record, inventory, context)
  return known ?? { ...NOTHING_READ, key, isForeign: false, primary: undefined, mayWrite: undefined }
}

export function recordReads(key: Key, context: Context): KeyReads {
  const shown = shownKey(key, context)
  const { known } = shown

  function read<Value>(name: keyof KeyReadings, reading: Reading<Value> | undefined): MaybePromise<Value> {
    noteShown(shown, reading?.observedAt)
    if (!reading) return Promise.reject(notReadYet(name, key))
    return reading.problem ? Promise.reject(reading.problem) : reading.value
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

const notReadYet = (name: keyof KeyReadings, { arn }: Key): NotReadYetError =>
  new NotReadYetError(
    `The inventory of this gateway has not read the ${NAMES[name]} of ${arn} yet. Try again later, or read the key from KMS with key(by: …).`,
  )

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
  const shown = shownKey(key, context)
  noteShown(shown, observationOf(shown.known, rule))
  return rule.of(shown.known)
}
