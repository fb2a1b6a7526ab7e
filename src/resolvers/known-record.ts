import type { Context } from '../context.ts'
import { forgetCallers } from '../errors/forget-callers.ts'
import { UnsupportedKeyError } from '../errors/operation-errors.ts'
import { InventoryRequiredError } from '../errors/request-errors.ts'
import type { KeyMetadata } from '../kms/kms.ts'
import { applicableReadings } from '../rotation/inventory/applicable-readings.ts'
import type { Inventory, KeyRecord } from '../rotation/inventory/inventory.ts'
import { oldestObservation } from '../rotation/fleet/fleet-key.ts'
import type { FailedReading, Reading } from '../rotation/key-readings.ts'
import { remembering } from '../rotation/readings/known-key.ts'
import type { KnownKey } from '../rotation/readings/known-key.ts'
import { keyOfRecord, mayReadRecord, mayWriteRecord } from './visibility.ts'
import type { Key } from './visibility.ts'

/** @throws {InventoryRequiredError} if the gateway keeps no inventory */
export function requireInventory({ inventory }: Context): Inventory {
  if (inventory) return inventory
  throw new InventoryRequiredError(
    'This question needs the inventory of all keys, and this gateway does not keep one (--no-inventory). Start the gateway without --no-inventory, or read the keys with keys(source: KMS).',
  )
}

/** A key that the viewer may read, and what its record shows. */
export interface RecordedKey extends KnownKey {
  readonly key: Key
  /** Whether the inventory has yet to read something that KMS has of this kind of key. */
  readonly isUnread: boolean
  /** The time of {@link oldestObservation}. */
  readonly observedAt: number | undefined
}

/**
 * By record and `mayWrite`. Questions about all keys need them for all records, so each is created once. Replicas are not here,
 * because they also depend on the record of their primary key.
 */
const knownRecords = new Map<boolean | undefined, WeakMap<KeyRecord, RecordedKey>>(
  [true, false, undefined].map((mayWriteKey) => [mayWriteKey, new WeakMap()]),
)

/** The part of a record that its viewer may know. Null if the viewer may not read it. Undefined if that is not known yet. */
export function knownRecord(
  record: KeyRecord,
  inventory: Inventory,
  context: Context,
): RecordedKey | null | undefined {
  const mayWrite = mayWriteRecord(record, context)
  const stored = knownRecords.get(mayWrite)
  const last = stored?.get(record)
  if (last && mayReadRecord(record, context)) return last
  const key = keyOfRecord(record, context)
  if (!key) return key
  const known = createKnown(record, key, { primary: primaryOf(record, inventory, context), mayWrite })
  if (!isReplica(record)) stored?.set(record, known)
  return known
}

function createKnown(
  record: KeyRecord,
  key: Key,
  ofViewer: Pick<KnownKey, 'primary' | 'mayWrite'>,
): RecordedKey {
  const known = {
    ...record,
    ...ofViewer,
    key,
    status: record.status ?? unsupported(record, 'status', 'GetKeyRotationStatus'),
    rotations: record.rotations ?? unsupported(record, 'rotations', 'ListKeyRotations'),
    materials: record.materials ?? unsupported(record, 'materials', 'ListKeyRotations'),
    isForeign: false,
    isUnread: applicableReadings(record.metadata).some((name) => record[name] === undefined),
  }
  return remembering({ ...known, observedAt: oldestObservation(known) })
}

const isReplica = ({ metadata }: KeyRecord): boolean => metadata?.value?.multiRegion?.type === 'REPLICA'

/** The inventory does not send a read that KMS rejects for every key of this kind. The result is the error of KMS. */
function unsupported(
  { key, metadata }: KeyRecord,
  name: 'status' | 'rotations' | 'materials',
  operation: string,
): FailedReading | undefined {
  if (!metadata || applicableReadings(metadata).includes(name)) return undefined
  return {
    problem: forgetCallers(
      new UnsupportedKeyError(`KMS does not support ${operation} for ${key.arn}.`, { keyArn: key.arn }),
    ),
    observedAt: metadata.observedAt,
  }
}

/** The metadata of the primary key of a replica, if the viewer may read it. */
function primaryOf(
  { metadata }: KeyRecord,
  inventory: Inventory,
  context: Context,
): Reading<KeyMetadata> | undefined {
  const { multiRegion } = metadata?.value ?? {}
  if (multiRegion?.type !== 'REPLICA' || multiRegion.primaryKeyArn === undefined) return undefined
  const primary = inventory.recordOf(multiRegion.primaryKeyArn)
  return primary && mayReadRecord(primary, context) ? primary.metadata : undefined
}
