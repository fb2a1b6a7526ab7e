import type { Context } from '../context.ts'
import { BadUserInputError } from '../errors/request-errors.ts'
import { toKeyArn } from '../kms/scopes.ts'
import type { RotationRequest } from '../rotation/rotation-request.ts'
import { rotationIds } from '../rotation/rotation.ts'
import type { Rotation } from '../rotation/rotation.ts'
import { decodeIdOf } from './global-id.ts'
import { decoyFor, mayRead } from './visibility.ts'
import type { Key } from './visibility.ts'

/** Null when there is none, or the viewer may not see its key. */
export async function visibleRequest(
  id: string | undefined,
  context: Context,
): Promise<RotationRequest | null> {
  if (id === undefined) return null
  const readDecoy = await decoyFor(context.scopes.default.region, undefined, context)
  const request = await context.requests.get(id)
  if (request) return (await mayRead(toKeyArn(request.keyArn), context)) ? request : null
  await readDecoy()
  return null
}

export async function latestRequest({ arn }: Key, { requests }: Context): Promise<RotationRequest | null> {
  return (await requests.latestOf(arn)) ?? null
}

/** A rotation that was kept with its request: what it says of its material is as of then. */
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
 * The request as it is, then each change, until it is final.
 *
 * @throws {BadUserInputError} when there is no such request
 */
export async function requestChanges(
  globalId: string,
  context: Context,
): Promise<AsyncIterable<RotationRequest>> {
  const request = await visibleRequest(decodeIdOf('RotationRequest', globalId), context)
  const changes = request && (await context.follower.changesOf(request.id))
  if (changes) return changes
  throw new BadUserInputError(
    `This gateway has no rotation request '${globalId.slice(0, 100)}'. Use RotationRequest.id of rotateKeyOnDemand's answer; requests are kept while the gateway runs.`,
  )
}
