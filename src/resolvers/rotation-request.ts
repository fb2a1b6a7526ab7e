import type { Context } from '../context.ts'
import { BadUserInputError } from '../errors.ts'
import type { RotationRequest } from '../rotation/rotation-request.ts'
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
