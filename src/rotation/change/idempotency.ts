import { createHash } from 'node:crypto'
import { IdempotencyConflictError } from '../../errors/operation-errors.ts'
import type { RequestStore } from '../request-store.ts'
import type { Idempotency, RotationRequest } from '../rotation-request.ts'
import type { RotateOrder } from './rotate-order.ts'

/** The idempotency key of an order, with a digest of the input that decides what is sent. */
export function idempotencyOf(order: RotateOrder): Idempotency | undefined {
  const { idempotencyKey } = order
  return idempotencyKey === undefined ? undefined : { key: idempotencyKey, inputDigest: digestOf(order) }
}

/**
 * The request of an earlier order with the same idempotency key. Undefined when that request failed: nothing was rotated.
 *
 * @throws {IdempotencyConflictError} when the earlier order had other input
 */
export async function findEarlierRequest(
  store: RequestStore,
  order: RotateOrder,
): Promise<RotationRequest | undefined> {
  const idempotency = idempotencyOf(order)
  if (!idempotency) return undefined
  const request = await store.madeWith(order.requestedBy, idempotency.key)
  if (!request || request.status === 'FAILED') return undefined
  if (request.idempotency?.inputDigest === idempotency.inputDigest) return request
  throw new IdempotencyConflictError(
    `The idempotency key '${idempotency.key}' was used at ${request.requestedAt.toISOString()} with other input. Nothing was sent. Use a new idempotency key for a new rotation.`,
    { firstUsedAt: request.requestedAt },
  )
}

/** Equal inputs have equal digests. */
function digestOf({ key, reason, ifLastRotatedBefore, ifCurrentMaterialId }: RotateOrder): string {
  const input = JSON.stringify([
    key.arn,
    reason ?? null,
    ifLastRotatedBefore ?? null,
    ifCurrentMaterialId ?? null,
  ])
  return createHash('sha256').update(input).digest('base64url')
}
