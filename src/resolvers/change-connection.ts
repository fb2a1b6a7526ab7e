import type { Context } from '../context.ts'
import { toKeyArn } from '../kms/scopes.ts'
import { toConnection } from '../pagination/connection.ts'
import type { Connection } from '../pagination/connection.ts'
import { decodeCursor, digest, encodeCursor } from '../pagination/cursor.ts'
import type { CursorOrigin, SortKey } from '../pagination/cursor.ts'
import { startOf } from '../pagination/page-walk.ts'
import { compareSortKeys, sliceSorted } from '../pagination/sorted-slice.ts'
import { pageWindow } from '../pagination/window.ts'
import { outcomeOf } from '../rotation/change-record.ts'
import type { Change } from '../rotation/change-record.ts'
import type { ChangeOutcome } from '../rotation/change-outcome.ts'
import { decodeIdOf } from './global-id.ts'
import { visibleAmong } from './visibility.ts'
import type { Key } from './visibility.ts'

export interface PageArguments {
  readonly first?: number | null | undefined
  readonly after?: string | null | undefined
}

export interface ChangeFilter {
  readonly keys?: readonly string[] | null | undefined
  readonly requestedBy?: readonly string[] | null | undefined
  readonly since?: Date | null | undefined
  readonly until?: Date | null | undefined
  readonly kinds?: readonly Change['operation'][] | null | undefined
  readonly outcomes?: readonly ChangeOutcome[] | null | undefined
}

/** A page of the changes of keys that the viewer may read, newest first. */
export async function changeConnection(
  { filter, ...page }: PageArguments & { readonly filter?: ChangeFilter | null | undefined },
  context: Context,
): Promise<Connection<Change>> {
  const { keys, requestedBy, since, until, kinds, outcomes } = filter ?? {}
  const stored = await context.requests.changes()
  const keyArns = await visibleKeys(keys, stored, context)
  const matching = stored.filter(
    (change) =>
      (!keyArns || keyArns.has(change.keyArn)) &&
      (!requestedBy || requestedBy.includes(change.requestedBy)) &&
      (!since || change.requestedAt >= since) &&
      (!until || change.requestedAt < until) &&
      (!kinds || kinds.includes(change.operation)) &&
      (!outcomes || outcomes.includes(outcomeOf(change))),
  )
  const origin = { field: 'changes', parent: '', variant: filter ? digest(filter) : '' }
  return pageOfChanges(matching, origin, page, context)
}

/** A page of the changes of one key, newest first. */
export async function changesOfKey(
  { arn }: Key,
  page: PageArguments,
  context: Context,
): Promise<Connection<Change>> {
  const stored = await context.requests.changes()
  const matching = stored.filter(({ keyArn }) => keyArn === arn)
  return pageOfChanges(matching, { field: 'Key.changes', parent: arn, variant: '' }, page, context)
}

/** A page of changes, newest first. A cursor is the position of its change, whether or not the change is still stored. */
export function pageOfChanges<Each extends Change>(
  changes: readonly Each[],
  origin: CursorOrigin,
  { first, after }: PageArguments,
  { facts }: Context,
): Connection<Each> {
  const keyOfChange = ({ requestedAt, id }: Change): SortKey => [requestedAt.getTime(), id]
  const newestFirst = (left: SortKey, right: SortKey) => compareSortKeys(right, left)
  const slice = sliceSorted(
    changes.toSorted((left, right) => newestFirst(keyOfChange(left), keyOfChange(right))),
    keyOfChange,
    pageWindow({ first }, facts.limits),
    { after: typeof after === 'string' ? decodeCursor(origin, after).sortKey : undefined },
    newestFirst,
  )
  const edges = slice.items.map((node) => ({
    node,
    cursor: encodeCursor(origin, { position: startOf(''), sortKey: keyOfChange(node) }),
  }))
  return toConnection(edges, slice)
}

/**
 * The named keys, or the keys of the stored changes, that the viewer may read. Undefined means all keys. The named keys are
 * checked even if they have no change, so that the KMS calls do not reveal changes.
 *
 * @param ids global IDs
 */
export async function visibleKeys(
  ids: readonly string[] | null | undefined,
  stored: readonly Change[],
  context: Context,
): Promise<ReadonlySet<string> | undefined> {
  const named = ids?.map((id) => decodeIdOf('Key', id))
  if (context.viewer.readableKeys === 'ALL') return named && new Set(named)
  const keyArns = new Set(named ?? stored.map(({ keyArn }) => keyArn))
  const visible = await visibleAmong([...keyArns].map(toKeyArn), context)
  return new Set(visible.map(({ arn }) => arn))
}
