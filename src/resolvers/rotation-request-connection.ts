import type { Context } from '../context.ts'
import type { Connection } from '../pagination/connection.ts'
import { digest } from '../pagination/cursor.ts'
import type { RotationRequest, RotationRequestStatus } from '../rotation/rotation-request.ts'
import { pageOfChanges, visibleKeys } from './change-connection.ts'
import type { PageArguments } from './change-connection.ts'

export interface RotationRequestArguments extends PageArguments {
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
  { filter, ...page }: RotationRequestArguments,
  context: Context,
): Promise<Connection<RotationRequest>> {
  const { keys, statuses, requestedAfter } = filter ?? {}
  const stored = await context.requests.list()
  const keyArns = await visibleKeys(keys, stored, context)
  const matching = stored.filter(
    ({ keyArn, status, requestedAt }) =>
      (!keyArns || keyArns.has(keyArn)) &&
      (!statuses || statuses.includes(status)) &&
      (!requestedAfter || requestedAt > requestedAfter),
  )
  const origin = { field: 'rotationRequests', parent: '', variant: filter ? digest(filter) : '' }
  return pageOfChanges(matching, origin, page, context)
}
