import { randomUUID } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import { OperationError, OutcomeUnknownError } from '../../errors/operation-errors.ts'
import type { KmsClient } from '../../kms/kms-client.ts'
import { newRequest } from '../rotation-request.ts'
import type { RotationRequest } from '../rotation-request.ts'
import type { KeyWatches } from '../watch/key-watches.ts'
import { idempotencyOf } from './idempotency.ts'
import type { CheckedKey } from './key-check.ts'
import type { RequestFollower } from './request-follower.ts'
import { callOptionsOf } from './rotate-order.ts'
import type { RotateOrder } from './rotate-order.ts'
import { saveBeforeSending } from './save-request.ts'
import type { RequestSaving } from './save-request.ts'

export interface RequestSenderOptions extends RequestSaving {
  readonly kmsOf: (keyArn: string) => KmsClient
  readonly watches: KeyWatches
  readonly follower: RequestFollower
  readonly clock: Clock
}

export interface SentRequest {
  readonly request: RotationRequest
  readonly awsRequestId: string | undefined
}

/** Sends rotation requests to KMS, each one once and only after it was saved. */
export interface RequestSender {
  /** Creates the request of an order, saves it and follows it. Rejects with `StoreUnavailableError` when it is not saved. */
  create(order: RotateOrder, checked: CheckedKey): Promise<RotationRequest>
  /** Sends a created request. Rejects with KMS's error, and resolves with an unaccepted request if the response is lost. */
  send(request: RotationRequest, order: RotateOrder): Promise<SentRequest>
}

export function createRequestSender(options: RequestSenderOptions): RequestSender {
  const { kmsOf, watches, follower, store, clock } = options

  return {
    async create(order, { status, rotations, kmsTime }) {
      const { key, requestedBy, reason } = order
      const { arn: keyArn } = key
      await follower.recordHistory(keyArn, rotations)
      const requestedAt = clock.now()
      const request = newRequest({
        id: randomUUID(),
        keyArn,
        requestedBy,
        reason,
        requestedAt: new Date(requestedAt),
        kmsTime: new Date(kmsTime.at(requestedAt)),
        idempotency: idempotencyOf(order),
        rotations,
        startDates: [status?.onDemandRotationStartDate, watches.viewOf(keyArn)?.lastStartedAt],
        previous: await store.latestOf(keyArn),
      })
      await saveBeforeSending(options, request)
      follower.follow(request)
      return request
    },
    async send(request, order) {
      const { keyArn, id } = request
      try {
        // Without the caller's signal: a disconnected client must not make the outcome of an accepted rotation unknown.
        const { awsRequestId } = await kmsOf(keyArn).rotateKeyOnDemand(keyArn, callOptionsOf(order))
        await follower.recordOutcome(id, 'ACCEPTED')
        return { request: { ...request, isAccepted: true }, awsRequestId }
      } catch (error) {
        if (!(error instanceof OperationError)) throw error
        if (!(error instanceof OutcomeUnknownError)) {
          await follower.recordOutcome(id, 'FAILED', error)
          throw error
        }
        await follower.recordOutcome(id, 'OUTCOME_UNKNOWN', error)
        return { request, awsRequestId: error.awsRequestId }
      } finally {
        watches.nudge(keyArn)
      }
    },
  }
}
