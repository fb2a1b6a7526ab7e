import type { Context } from '../context.ts'
import { InvalidInputError } from '../errors.ts'
import type { RotationRequest } from '../rotation/rotation-request.ts'
import { keyForChange } from './key.ts'
import type { Key, KeyBy } from './key.ts'

const MAX_REASON_LENGTH = 256

export interface RotateKeyOnDemandPayload {
  readonly key: Key
  readonly request: RotationRequest
}

export async function rotateKeyOnDemand(
  input: { readonly key: Omit<KeyBy, 'alias'>; readonly reason?: string | null | undefined },
  context: Context,
): Promise<RotateKeyOnDemandPayload> {
  const { reason } = input
  if (typeof reason === 'string' && reason.length > MAX_REASON_LENGTH)
    throw new InvalidInputError([
      {
        path: ['input', 'reason'],
        message: `It has ${reason.length} characters; it may have up to ${MAX_REASON_LENGTH}.`,
      },
    ])
  const key = await keyForChange(input.key, context)
  try {
    const request = await context.onDemandRotations.rotate({
      keyArn: key.arn,
      requestedBy: context.viewer.subject,
      reason: reason ?? undefined,
    })
    return { key, request }
  } finally {
    context.loaders.clear(key.arn)
  }
}
