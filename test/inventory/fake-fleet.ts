import { KeyRecords } from '../../src/rotation/inventory/key-records.ts'
import { createInventory } from '../../src/rotation/inventory/create-inventory.ts'
import type { KeptInventory } from '../../src/rotation/inventory/create-inventory.ts'
import { createInventoryPolling } from '../../src/rotation/inventory/inventory-polling.ts'
import type { RecordStore } from '../../src/rotation/inventory/record-store.ts'
import { createRecordingKms } from '../../src/rotation/inventory/recording-kms.ts'
import { createKeyWatches } from '../../src/rotation/watch/key-watches.ts'
import type { KeyWatches } from '../../src/rotation/watch/key-watches.ts'
import type { RotationEvent } from '../../src/rotation/rotation-event.ts'
import { withMethods } from '../../src/kms/kms-client.ts'
import type { KmsClient } from '../../src/kms/kms-client.ts'
import { defaultInventory } from '../../src/defaults.ts'
import { createFakeKms } from '../support/fake-kms.ts'
import type { FakeKms } from '../support/fake-kms.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { atMost } from '../support/at-most.ts'
import { createStillClock, settle } from '../support/still-clock.ts'
import type { StillClock } from '../support/still-clock.ts'

export const SCOPE = '111122223333/us-east-1'
export const arnOf = (number: number): string =>
  `arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-${String(number).padStart(12, '0')}`

/** An inventory and the watches of a gateway over a KMS in memory, on a clock that only the test moves. */
export interface FakeFleet extends Disposable {
  readonly kms: FakeKms
  /** KMS as the gateway reads it: a response updates the record of its key. */
  readonly client: KmsClient
  readonly clock: StillClock
  readonly records: KeyRecords
  readonly watches: KeyWatches
  readonly inventory: KeptInventory
  readonly events: RotationEvent[]
  /** Waits until each key was read, without passing time. */
  filled(): Promise<void>
  /** Number of calls since the last call of this function, by operation. */
  callsSince(): Readonly<Record<string, number>>
}

export interface FakeFleetOptions {
  readonly clock?: StillClock
  readonly kms?: FakeKms
  readonly store?: RecordStore
}

export function startFakeFleet(
  keyCount: number,
  { clock = createStillClock(), kms = fleetOf(keyCount), store }: FakeFleetOptions = {},
): FakeFleet {
  const logger = createMemoryLogger()
  const records = new KeyRecords()
  const calls = new Map<string, number>()
  const recording = createRecordingKms(kms, records, () => clock.now())
  const client: KmsClient = withMethods({
    scope: kms.scope,
    call(operation, input, options) {
      calls.set(operation, (calls.get(operation) ?? 0) + 1)
      return recording.call(operation, input, options)
    },
  })
  const events: RotationEvent[] = []
  const watches = createKeyWatches({
    kmsOf: () => client,
    clock,
    logger,
    random: () => 0,
    inventory: createInventoryPolling(records, defaultInventory.restEveryMs, clock),
    onObservation: (observation) => events.push(...observation.events),
  })
  const inventory = createInventory({
    scopes: {
      current: () => new Map([[SCOPE, client]]),
      onChange: () => ({ [Symbol.dispose]() {} }),
    },
    records,
    watches,
    clock,
    logger,
    intervals: defaultInventory,
    store,
  })
  return {
    kms,
    client,
    clock,
    records,
    watches,
    inventory,
    events,
    async filled() {
      for (const _ of atMost(100_000, 'rounds of work'))
        if (inventory.stateOf(SCOPE).state === 'CURRENT') return
        else await settle()
    },
    callsSince() {
      const counted = Object.fromEntries(calls)
      calls.clear()
      return counted
    },
    [Symbol.dispose]() {
      inventory[Symbol.dispose]()
      watches[Symbol.dispose]()
    },
  }
}

export const fleetOf = (keyCount: number): FakeKms =>
  createFakeKms(...Array.from({ length: keyCount }, (_, index) => arnOf(index)))
