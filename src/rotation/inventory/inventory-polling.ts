import { steadyDateOn } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { UnsupportedKeyError } from '../../errors/operation-errors.ts'
import { parseKeyArn } from '../../kms/key-arn.ts'
import { rotationsFrom } from '../rotation.ts'
import type { Poll } from '../watch/key-view.ts'
import type { InventoryPolling } from '../watch/key-watches.ts'
import type { KeyRecord } from './inventory.ts'
import type { KeyRecords } from './key-records.ts'
import { nextSlot } from './slots.ts'

/** A slot that is nearer than this, in milliseconds, is that of the poll that has just ended. */
const MIN_WAIT_MS = 60_000

/** Watches start from the records and poll at the slots of their keys. */
export function createInventoryPolling(records: KeyRecords, everyMs: number, clock: Clock): InventoryPolling {
  return {
    everyMs,
    untilPoll(keyArn) {
      const now = steadyDateOn(clock)
      const waitMs = nextSlot(keyArn, everyMs, now) - now
      return waitMs < Math.min(MIN_WAIT_MS, everyMs / 2) ? waitMs + everyMs : waitMs
    },
    knownOf(keyArn) {
      const key = parseKeyArn(keyArn)
      const record = key && records.of(key)
      return record && pollOf(record)
    },
  }
}

/** What a poll would have found at the time of the older one of the two readings. */
function pollOf({ key, status, rotations }: KeyRecord): Poll | undefined {
  if (!status || !rotations?.value) return undefined
  if (status.problem && !(status.problem instanceof UnsupportedKeyError)) return undefined
  return {
    status: status.value,
    rotations: rotationsFrom(key.arn, rotations.value),
    polledAt: new Date(Math.min(status.observedAt, rotations.observedAt)),
  }
}
