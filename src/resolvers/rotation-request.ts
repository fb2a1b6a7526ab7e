import type { Context } from '../context.ts'
import { BadUserInputError } from '../errors.ts'
import { toConnection } from '../pagination/connection.ts'
import type { Connection } from '../pagination/connection.ts'
import { decodeCursor, digest, encodeCursor } from '../pagination/cursor.ts'
import type { SortKey } from '../pagination/cursor.ts'
import { startOf } from '../pagination/page-walk.ts'
import { compareSortKeys, sliceSorted } from '../pagination/sorted-slice.ts'
import { pageWindow } from '../pagination/window.ts'
import type { RotationRequest, RotationRequestStatus } from '../rotation/rotation-request.ts'
import { decodeIdOf } from './global-id.ts'
import type { Key } from './key.ts'

export async function findRequest(
  id: string | undefined,
  { requests }: Context,
): Promise<RotationRequest | null> {
  return id === undefined ? null : ((await requests.get(id)) ?? null)
}

export async function latestRequest({ arn }: Key, { requests }: Context): Promise<RotationRequest | null> {
  return (await requests.latestOf(arn)) ?? null
}

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

/** Newest first, cut from all that are kept. */
export async function rotationRequestConnection(
  { first, after, filter }: RotationRequestArguments,
  { requests, facts }: Context,
): Promise<Connection<RotationRequest>> {
  const window = pageWindow({ first }, facts.limits)
  const home = { field: 'rotationRequests', parent: '', variant: filter ? digest(filter) : '' }
  const { keys, statuses, requestedAfter } = filter ?? {}
  const keyArns = keys?.map((id) => decodeIdOf('Key', id))
  const matching = (await requests.list()).filter(
    ({ keyArn, status, requestedAt }) =>
      (!keyArns || keyArns.includes(keyArn)) &&
      (!statuses || statuses.includes(status)) &&
      (!requestedAfter || requestedAt > requestedAfter),
  )
  const keyOfRequest = ({ requestedAt, id }: RotationRequest): SortKey => [requestedAt.getTime(), id]
  const newestFirst = (left: SortKey, right: SortKey) => compareSortKeys(right, left)
  const slice = sliceSorted(
    matching.toSorted((left, right) => newestFirst(keyOfRequest(left), keyOfRequest(right))),
    keyOfRequest,
    window,
    { after: typeof after === 'string' ? decodeCursor(home, after).sortKey : undefined },
    newestFirst,
  )
  const edges = slice.items.map((node) => ({
    node,
    cursor: encodeCursor(home, { position: startOf(''), sortKey: keyOfRequest(node) }),
  }))
  return toConnection(edges, slice)
}

/**
 * The request as it is, then each change, until it is final.
 *
 * @throws {BadUserInputError} when there is no such request
 */
export async function requestChanges(
  globalId: string,
  { follower }: Context,
): Promise<AsyncIterable<RotationRequest>> {
  const changes = await follower.changesOf(decodeIdOf('RotationRequest', globalId))
  if (changes) return changes
  throw new BadUserInputError(
    `This gateway has no rotation request '${globalId.slice(0, 100)}'. Use RotationRequest.id of rotateKeyOnDemand's answer; requests are kept while the gateway runs.`,
  )
}
