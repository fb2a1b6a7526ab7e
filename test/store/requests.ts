import { recordError, newRequest } from '../../src/rotation/rotation-request.ts'
import type { AutomaticRotationRequest } from '../../src/rotation/automatic-rotation-request.ts'
import type { RotationRequest } from '../../src/rotation/rotation-request.ts'
import { KmsUnavailableError, RotationConflictError } from '../../src/errors/operation-errors.ts'
import { toRotation } from '../../src/rotation/rotation.ts'
import type { Rotation } from '../../src/rotation/rotation.ts'
import { KEY_ARN, NOW, entryOf } from '../rotation/kms-values.ts'

let made = 0

/** A request before it is sent, with a unique id. */
export function requested(
  differences: Partial<RotationRequest> & { readonly idempotencyKey?: string } = {},
): RotationRequest {
  const { idempotencyKey, ...others } = differences
  const request = newRequest({
    id: `request-${++made}`,
    keyArn: KEY_ARN,
    requestedBy: 'ann',
    requestedAt: new Date(NOW),
    kmsTime: new Date(NOW),
    reason: undefined,
    idempotency:
      idempotencyKey === undefined ? undefined : { key: idempotencyKey, inputDigest: 'digest of the input' },
    rotations: [],
    startDates: [],
  })
  return { ...request, ...others }
}

export const completed = (request: RotationRequest, materialId = request.id): RotationRequest => {
  const rotation = onDemandRotation(materialId)
  return {
    ...request,
    status: 'COMPLETED',
    isAccepted: true,
    startedAt: new Date(NOW - 30_000),
    completedAt: rotation.rotatedAt,
    rotation,
  }
}

export const failed = (request: RotationRequest): RotationRequest => ({
  ...request,
  status: 'FAILED',
  error: recordError(new KmsUnavailableError('KMS cannot be reached.', { awsRequestId: 'aws-1' })),
})

export function onDemandRotation(materialId: string): Rotation {
  const entry = entryOf({
    keyMaterialId: materialId,
    keyMaterialState: 'CURRENT',
    rotationDate: new Date(NOW),
    rotationType: 'ON_DEMAND',
    validTo: new Date(NOW + 86_400_000),
  })
  const rotation = toRotation(KEY_ARN, entry)
  if (!rotation) throw new Error('An entry without a rotation')
  return rotation
}

/** A request with every member that a request can have, including dates and sets. */
export function fullRequest(): RotationRequest {
  const before = newRequest({
    id: 'full',
    keyArn: KEY_ARN,
    requestedBy: 'ann@example.com',
    requestedAt: new Date(NOW),
    kmsTime: new Date(NOW),
    reason: 'A reason\nof two lines, "quoted", 2026-11-23T12:00:00.000Z, ü',
    idempotency: { key: '2026-11-23T12:00:00.000Z', inputDigest: 'digest' },
    rotations: [onDemandRotation('first'), onDemandRotation('second')],
    startDates: [new Date(NOW - 60_000)],
  })
  const conflict = new RotationConflictError('It is about to rotate by itself.', {
    keyArn: KEY_ARN,
    nextRotationAt: new Date(NOW + 600_000),
    retryAfterSeconds: 1_200,
    awsRequestId: 'aws-2',
    cause: new Error('not kept'),
  })
  return { ...completed(before, 'third'), error: recordError(conflict) }
}

/** A change of automatic rotation that KMS made, with a unique id. */
export const settingChanged = (
  differences: Partial<AutomaticRotationRequest> = {},
): AutomaticRotationRequest => ({
  operation: 'EnableKeyRotation',
  id: `change-${++made}`,
  keyArn: KEY_ARN,
  requestedAt: new Date(NOW),
  requestedBy: 'ann',
  reason: 'CHG-1',
  periodInDays: 180,
  before: { isEnabled: false, periodInDays: undefined, nextRotationAt: undefined },
  after: { isEnabled: true, periodInDays: 180, nextRotationAt: new Date(NOW + 180 * 86_400_000) },
  outcome: 'MADE',
  error: undefined,
  ...differences,
})
