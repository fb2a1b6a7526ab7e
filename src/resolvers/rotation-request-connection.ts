import type { Context } from '../context.ts'
import { toKeyArn } from '../kms/scopes.ts'
import { toConnection } from '../pagination/connection.ts'
import type { Connection } from '../pagination/connection.ts'
import { decodeCursor, digest, encodeCursor } from '../pagination/cursor.ts'
import type { SortKey } from '../pagination/cursor.ts'
import { startOf } from '../pagination/page-walk.ts'
import { compareSortKeys, sliceSorted } from '../pagination/sorted-slice.ts'
import { pageWindow } from '../pagination/window.ts'
import type { RotationRequest, RotationRequestStatus } from '../rotation/rotation-request.ts'
import { decodeIdOf } from './global-id.ts'
import { visibleAmong } from './visibility.ts'

export interface RotationRequestArguments {
  readonly first?: number | null | undefined
  readonly after?: string | null | undefined
  readonly filter?:
    | {
        readonly keys?: readonly string[] | null | undefined
        readonly statuses?: readonly RotationRequestStatus[] | null | undefined
        readonly requestedAfter?: Date | null | undefined
      }
    | null
    | undefined
}

/** A page of the requests for keys that the viewer may read, newest first. */
export async function rotationRequestConnection(
  { first, after, filter }: RotationRequestArguments,
  context: Context,
): Promise<Connection<RotationRequest>> {
  const { requests, facts } = context
  const window = pageWindow({ first }, facts.limits)
  const origin = { field: 'rotationRequests', parent: '', variant: filter ? digest(filter) : '' }
  const { keys, statuses, requestedAfter } = filter ?? {}
  const stored = await requests.list()
  // The named keys are checked even if they have no request, so that the KMS calls do not reveal requests.
  const named = keys?.map((id) => decodeIdOf('Key', id))
  const keyArns = await visibleKeys(named, stored, context)
  const matching = stored.filter(
    ({ keyArn, status, requestedAt }) =>
      (!keyArns || keyArns.has(keyArn)) &&
      (!statuses || statuses.includes(status)) &&
      (!requestedAfter || requestedAt > requestedAfter),
  )
  const keyOfRequest = ({ requestedAt, id }: RotationRequest): SortKey => [requestedAt.getTime(), id]
  const newestFirst = (left: SortKey, right: SortKey) => compareSortKeys(right, left)
  const slice = sliceSorted(
    matching.toSorted((left, right) => newestFirst(keyOfRequest(left), keyOfRequest(right))),
    keyOfRequest,
    window,
    { after: typeof after === 'string' ? decodeCursor(origin, after).sortKey : undefined },
    newestFirst,
  )
  const edges = slice.items.map((node) => ({
    node,
    cursor: encodeCursor(origin, { position: startOf(''), sortKey: keyOfRequest(node) }),
  }))
  return toConnection(edges, slice)
}

/** The named keys, or the keys of the stored requests, that the viewer may read. Undefined means all keys. */
async function visibleKeys(
  named: readonly string[] | undefined,
  stored: readonly RotationRequest[],
  context: Context,
): Promise<ReadonlySet<string> | undefined> {
  if (context.viewer.readableKeys === 'ALL') return named && new Set(named)
  const keyArns = new Set(named ?? stored.map(({ keyArn }) => keyArn))
  const visible = await visibleAmong([...keyArns].map(toKeyArn), context)
  return new Set(visible.map(({ arn }) => arn))
}
