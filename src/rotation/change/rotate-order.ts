import type { KeyArn } from '../../kms/key-arn.ts'
import type { CallOptions } from '../../kms/kms.ts'
import type { RotationPreconditions } from './precondition.ts'

/** A caller's order to rotate a key on demand. */
export interface RotateOrder extends RotationPreconditions {
  readonly key: KeyArn
  readonly requestedBy: string
  /** The request id of the GraphQL operation, for the log. */
  readonly requestId: string
  readonly reason?: string | undefined
  /** Called for each request that is sent to KMS for this order. */
  readonly onSent?: CallOptions['onSent']
  /** The caller's key for this intended rotation. */
  readonly idempotencyKey?: string | undefined
  /** Deadline of the answer: monotonic time of the clock, in milliseconds. @default none */
  readonly deadline?: number | undefined
}

/** The options of the KMS calls for an order. */
export const callOptionsOf = ({ requestedBy, requestId, onSent, deadline }: RotateOrder): CallOptions => ({
  caller: requestedBy,
  onBehalfOf: requestedBy,
  request: requestId,
  onSent,
  deadline,
})
