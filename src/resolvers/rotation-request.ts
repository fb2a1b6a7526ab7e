import type { Context } from '../context.ts'
import { BadUserInputError } from '../errors/request-errors.ts'
import type { RotationRequest } from '../rotation/rotation-request.ts'
import { rotationIds } from '../rotation/rotation.ts'
import type { Rotation } from '../rotation/rotation.ts'
import { visibleRequest } from './change.ts'
import { decodeIdOf } from './global-id.ts'
import type { Key } from './visibility.ts'

export async function latestRequest({ arn }: Key, { requests }: Context): Promise<RotationRequest | null> {
  return (await requests.latestOf(arn)) ?? null
}

/** A rotation stored with its request. The state of its key material is as of the completion. */
export interface StoredRotation extends Rotation {
  readonly isStored: true
}

export const storedRotation = ({ rotation }: RotationRequest): StoredRotation | null =>
  rotation ? { ...rotation, isStored: true } : null

export async function requestOf(rotation: Rotation, { requests }: Context): Promise<RotationRequest | null> {
  for (const id of rotationIds(rotation)) {
    const request = await requests.behind(id)
    if (request) return request
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
