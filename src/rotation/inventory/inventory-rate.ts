import { applicableReadings } from './applicable-readings.ts'
import type { KeyRecord } from './inventory.ts'
import { MAX_ALIASES_PER_PAGE, MAX_KEYS_PER_PAGE } from './scope-listing.ts'
import { PERIODS_PER_LAST_USAGE } from './scope-reader.ts'
import type { InventoryIntervals } from './scope-reader.ts'

/**
 * KMS requests per second for the records of one scope, without the polls of the watches.
 *
 * @param isWatched whether the key has a watch. A key that may rotate gets one when it is read
 */
export function inventoryRequestsPerSecond(
  records: Iterable<KeyRecord>,
  { listEveryMs, statusEveryMs, restEveryMs }: InventoryIntervals,
  isWatched: (keyArn: string) => boolean,
): number {
  let [keys, aliases, perPeriod, perStatusPeriod] = [0, 0, 0, 0]
  for (const record of records) {
    const names = new Set(applicableReadings(record.metadata))
    const isFollowed = names.has('status') && names.has('rotations')
    keys++
    aliases += record.aliases?.value?.length ?? 0
    perPeriod += [...names].filter((name) => name !== 'aliases').length
    const mayHaveLastUsage = !record.metadata || record.metadata.value?.keyManager === 'CUSTOMER'
    if (mayHaveLastUsage) perPeriod += 1 / PERIODS_PER_LAST_USAGE
    if (!isFollowed) continue
    perPeriod--
    perStatusPeriod++
    // The watch reads the status and the rotations.
    if (isWatched(record.key.arn)) perPeriod -= 2
  }
  const perListing =
    Math.max(1, Math.ceil(keys / MAX_KEYS_PER_PAGE)) + Math.max(1, Math.ceil(aliases / MAX_ALIASES_PER_PAGE))
  return 1_000 * (perListing / listEveryMs + perStatusPeriod / statusEveryMs + perPeriod / restEveryMs)
}
