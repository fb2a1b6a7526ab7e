import type { Context } from '../context.ts'
import type { Scope } from '../kms/scopes.ts'
import { toConnection, toEdge } from '../pagination/connection.ts'
import { encodeCursor } from '../pagination/cursor.ts'
import type { CursorOrigin, SortKey } from '../pagination/cursor.ts'
import { startOf } from '../pagination/page-walk.ts'
import { createSortedPage } from '../pagination/sorted-page.ts'
import { compareSortKeys } from '../pagination/sorted-slice.ts'
import type { SortBounds } from '../pagination/sorted-slice.ts'
import type { PageWindow } from '../pagination/window.ts'
import type { Match } from '../rotation/readings/key-filter.ts'
import { sortRule } from '../rotation/readings/key-order.ts'
import { observationOf } from '../rotation/readings/known-key.ts'
import { scanInventory } from './inventory-scan.ts'
import type { KeyConnection, KeyOrder } from './key-page.ts'
import { filterConditions, ruleSettings } from './key-filter.ts'
import type { KeyFilter } from './key-filter.ts'
import type { RecordedKey } from './known-record.ts'
import type { Key } from './visibility.ts'

export interface InventoryPage {
  readonly scopes: readonly Scope[]
  readonly filter: KeyFilter | null | undefined
  readonly orderBy: KeyOrder
  readonly origin: CursorOrigin
  readonly window: PageWindow
  readonly bounds: SortBounds
}

interface SortedKey {
  readonly key: Key
  readonly sortKey: SortKey
}

/** A page of the matching keys of the inventory. Examines all keys, whatever the size of the page. */
export async function inventoryPage(
  { scopes, filter, orderBy, origin, window, bounds }: InventoryPage,
  context: Context,
): Promise<KeyConnection> {
  const conditions = filterConditions(filter ?? {}, context)
  const order = sortRule(orderBy.field, ruleSettings(filter?.policy, context))
  const sign = orderBy.direction === 'DESC' ? -1 : 1
  const compare = (left: SortKey, right: SortKey) => sign * compareSortKeys(left, right)
  const page = createSortedPage<SortedKey>(window, bounds, compare)
  let scannedCount = 0
  let matchCount = 0
  let undecidedCount = 0
  let oldest = Infinity

  function examine(known: RecordedKey): Match {
    let match: Match = 'yes'
    for (const condition of conditions) {
      oldest = Math.min(oldest, observationOf(known, condition) ?? Infinity)
      const holds = condition.of(known)
      if (holds === false) return 'no'
      if (holds === undefined) match = 'undecided'
    }
    return match
  }

  const { isComplete, unavailableScopes, listedAt } = await scanInventory(scopes, context, (known) => {
    scannedCount++
    const match = examine(known)
    if (match === 'undecided') undecidedCount++
    if (match !== 'yes') return
    matchCount++
    oldest = Math.min(oldest, observationOf(known, order) ?? Infinity)
    const { key } = known
    page.add({ key, sortKey: [order.of(known) ?? null, key.arn] })
  })

  const slice = page.slice()
  const edges = slice.items.map(({ key, sortKey }) =>
    toEdge(key, () => encodeCursor(origin, { position: startOf(''), sortKey })),
  )
  const observedAt = Math.min(oldest, listedAt ?? Infinity)
  return {
    ...toConnection(edges, slice),
    scannedCount,
    undecidedCount,
    unavailableScopes,
    isComplete,
    observedAt: observedAt === Infinity ? null : new Date(observedAt),
    totalCount: async () => (isComplete ? matchCount : null),
  }
}
