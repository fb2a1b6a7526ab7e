import type { Context } from '../context.ts'
import type { RotationStarted } from '../rotation/rotation-event.ts'
import { isOwnStart } from '../rotation/rotation-request.ts'
import type { RotationRequest } from '../rotation/rotation-request.ts'

/** The request that started the rotation of an event. Null if it was not made through this gateway. */
export async function requestOfStart(
  { keyArn, occurredAt }: RotationStarted,
  { requests }: Context,
): Promise<RotationRequest | null> {
  const request = await requests.latestOf(keyArn)
  return request && request.status !== 'FAILED' && isOwnStart(request, occurredAt) ? request : null
}
