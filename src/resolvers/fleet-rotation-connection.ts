import type { Context } from '../context.ts'
import { toConnection, toEdge } from '../pagination/connection.ts'
import { decodeCursor, digest, encodeCursor } from '../pagination/cursor.ts'
import type { ListPosition, SortKey } from '../pagination/cursor.ts'
import { createSortedPage } from '../pagination/sorted-page.ts'
import { compareSortKeys } from '../pagination/sorted-slice.ts'
import { pageWindow } from '../pagination/window.ts'
import { applicableReadings } from '../rotation/inventory/applicable-readings.ts'
import { historyOf } from '../rotation/readings/history.ts'
import type { KnownKey } from '../rotation/readings/known-key.ts'
import { rotationSortKey } from '../rotation/rotation.ts'
import type { Rotation } from '../rotation/rotation.ts'
import { inSlices } from '../rotation/slices.ts'
import { populationOf } from './fleet-population.ts'
import type { KeyFilter } from './key-filter.ts'
import type { ScopeInput } from './key-listing.ts'
import { matchesRotation } from './rotation-connection.ts'
import type { SourcedRotation } from './rotation.ts'
import type { RotationConnection, RotationFilter } from './rotation-connection.ts'

export interface FleetRotationFilter extends RotationFilter {
  readonly scopes?: readonly ScopeInput[] | null | undefined
  readonly tags?: KeyFilter['tags']
}

export interface FleetRotationArguments {
  readonly first?: number | null | undefined
  readonly after?: string | null | undefined
  readonly filter?: FleetRotationFilter | null | undefined
}

interface PlacedRotation {
  readonly rotation: Rotation
  readonly sortKey: SortKey
}

/** The order of the list is reversed: newest first. */
const compareNewestFirst = (left: SortKey, right: SortKey): number => compareSortKeys(right, left)

const NO_POSITION: ListPosition = { list: '', marker: null, place: 0 }

/** A page of the rotations of all keys in the inventory, newest first. */
export async function fleetRotationConnection(
  { first, after, filter }: FleetRotationArguments,
  context: Context,
): Promise<RotationConnection> {
  const window = pageWindow({ first }, context.facts.limits)
  const origin = { field: 'rotations', parent: '', variant: digest(filter) }
  const bounds = { after: typeof after === 'string' ? decodeCursor(origin, after).sortKey : undefined }
  const { scopes, tags, ...conditions } = filter ?? {}
  const population = await populationOf({ scopes, filter: { tags } }, context)

  const page = createSortedPage<PlacedRotation>(window, bounds, compareNewestFirst)
  let matchCount = 0
  let unreadableCount = population.undecidedCount
  await context.fleetWork.run(context.viewer.subject, async () => {
    for await (const slice of inSlices(population.keys, context.signal))
      for (const { known } of slice) {
        const rotations = historyOf(known)
        if (rotations === undefined && hasHistory(known)) unreadableCount++
        for (const rotation of rotations ?? []) {
          if (!matchesRotation(rotation, conditions)) continue
          matchCount++
          page.add({ rotation, sortKey: sortKeyOf(rotation) })
        }
      }
  })
  const { items, ...ends } = page.slice()
  return {
    ...toConnection(
      items.map(({ rotation, sortKey }) =>
        toEdge<SourcedRotation>({ ...rotation, source: 'INVENTORY' }, () =>
          encodeCursor(origin, { position: NO_POSITION, sortKey }),
        ),
      ),
      ends,
    ),
    totalCount: async () => (population.missing.length === 0 ? matchCount : null),
    unreadableCount,
    missing: population.missing,
  }
}

/** False for kinds of keys that KMS never rotates. */
const hasHistory = ({ metadata }: KnownKey): boolean => applicableReadings(metadata).includes('rotations')

/** By time, then by key: the order of rotations at the same time never changes. */
function sortKeyOf(rotation: Rotation): SortKey {
  const [rotatedAt, ...others] = rotationSortKey(rotation)
  return [rotatedAt, rotation.keyArn, ...others, rotation.ordinal ?? 0]
}
