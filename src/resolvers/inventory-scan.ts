import type { Context } from '../context.ts'
import type { Scope } from '../kms/scopes.ts'
import { recordError } from '../rotation/rotation-request.ts'
import { inSlices } from '../rotation/slices.ts'
import type { UnavailableScope } from './key-listing.ts'
import { knownRecord, requireInventory } from './known-record.ts'
import type { RecordedKey } from './known-record.ts'
import { readableRecords } from './readable-records.ts'
import { withSource } from './visibility.ts'

const INVENTORY = { source: 'INVENTORY' } as const

/** How complete a scan was. It depends only on the scopes and on keys that the viewer may read, or of which this is not known yet. */
export interface ScanCoverage {
  /** Whether every key of the scopes is listed and was read. False while a scope was never listed, or cannot be listed now. */
  readonly isComplete: boolean
  readonly unavailableScopes: readonly UnavailableScope[]
  /**
   * The oldest latest listing of the scopes and of the visited keys, in milliseconds since the epoch. Undefined while a scope was never
   * listed.
   */
  readonly listedAt: number | undefined
}

/**
 * Visits each key in the inventory of the scopes that the viewer may read, in no particular order. The process does its other work
 * between slices of keys.
 *
 * @throws {InventoryRequiredError} if the gateway keeps no inventory
 */
export async function scanInventory(
  scopes: readonly Scope[],
  context: Context,
  visit: (known: RecordedKey) => void,
): Promise<ScanCoverage> {
  const inventory = requireInventory(context)
  const states = scopes.map((scope) => ({ scope, ...inventory.stateOf(scope.name) }))
  let isRead = true
  let oldestListing = Infinity
  for (const { name } of scopes)
    for await (const slice of inSlices(await readableRecords(name, inventory, context), context.signal))
      for (const record of slice) {
        const known = knownRecord(record, inventory, context)
        if (known === undefined || known?.isUnread) isRead = false
        if (!known) continue
        oldestListing = Math.min(oldestListing, record.listedAt)
        visit(known)
      }
  const unavailableScopes = states.flatMap(({ scope, unreachable }) =>
    unreachable ? [{ scope: withSource(scope, INVENTORY), error: recordError(unreachable.problem) }] : [],
  )
  const listings = states.map(({ listedAt }) => listedAt)
  const isListed = listings.every((listedAt) => listedAt !== undefined)
  return {
    isComplete: isRead && isListed && unavailableScopes.length === 0,
    unavailableScopes,
    listedAt: isListed ? Math.min(oldestListing, ...listings) : undefined,
  }
}
