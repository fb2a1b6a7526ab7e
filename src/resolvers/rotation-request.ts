import type { Context } from '../context.ts'
import { BadUserInputError } from '../errors/request-errors.ts'
import type { RotationRequest } from '../rotation/rotation-request.ts'
import { rotationIds } from '../rotation/rotation.ts'
import { visibleRequest } from './change.ts'
import { decodeIdOf } from './global-id.ts'
import type { SourcedRotation } from './rotation.ts'
import { withSource } from './visibility.ts'
import type { Key, Sourced } from './visibility.ts'

export type SourcedRequest = RotationRequest & Sourced

export async function latestRequest(key: Key, { requests }: Context): Promise<SourcedRequest | null> {
  const request = await requests.latestOf(key.arn)
  return request ? withSource(request, key) : null
}

/** The request of an error, if it was made through this gateway. */
export const requestOfError = (
  { requestId, source }: { readonly requestId?: string | undefined } & Sourced,
  _: unknown,
  context: Context,
): Promise<SourcedRequest | null> => visibleRequest(requestId, context, source)

/** A rotation stored with its request. The state of its key material is as of the completion. */
export interface StoredRotation extends SourcedRotation {
  readonly isStored: true
}

export const storedRotation = ({ rotation, source }: SourcedRequest): StoredRotation | null =>
  rotation ? { ...rotation, isStored: true, source } : null

export async function requestOf(
  rotation: SourcedRotation,
  { requests }: Context,
): Promise<SourcedRequest | null> {
  for (const id of rotationIds(rotation)) {
    const request = await requests.behind(id)
    if (request) return withSource(request, rotation)
  }
  return null
}

/**
 * Yields the request in its current state, then each change, until the status is final.
 *
 * @throws {BadUserInputError} if the request does not exist
 */
export async function requestChanges(
  globalId: string,
  context: Context,
): Promise<AsyncIterable<RotationRequest>> {
  const request = await visibleRequest(decodeIdOf('RotationRequest', globalId), context)
  const changes = request && (await context.follower.changesOf(request.id))
  if (changes) return changes
  throw new BadUserInputError(
    `Rotation request '${globalId.slice(0, 100)}' does not exist on this gateway. Pass RotationRequest.id from the response of rotateKeyOnDemand. Without --data-folder, a restart of the gateway deletes all requests.`,
  )
}
