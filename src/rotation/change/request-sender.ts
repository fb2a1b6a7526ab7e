import { randomUUID } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import { OperationError, OutcomeUnknownError, StoreUnavailableError } from '../../errors/operation-errors.ts'
import type { KmsClient } from '../../kms/kms-client.ts'
import type { Logger } from '../../logger.ts'
import type { RequestStore } from '../request-store.ts'
import { newRequest } from '../rotation-request.ts'
import type { RotationRequest } from '../rotation-request.ts'
import type { KeyWatches } from '../watch/key-watches.ts'
import { idempotencyOf } from './idempotency.ts'
import type { CheckedKey } from './key-check.ts'
import type { RequestFollower } from './request-follower.ts'
import { callOptionsOf } from './rotate-order.ts'
import type { RotateOrder } from './rotate-order.ts'

export interface RequestSenderOptions {
  readonly kmsOf: (keyArn: string) => KmsClient
  readonly watches: KeyWatches
  readonly follower: RequestFollower
  readonly store: RequestStore
  readonly clock: Clock
  readonly logger: Logger
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
  const { kmsOf, watches, follower, store, clock, logger } = options

  async function save(request: RotationRequest): Promise<void> {
    try {
      await store.save(request)
    } catch (error) {
      if (error instanceof OperationError) throw error
      const { id, keyArn } = request
      logger.error({ rotationRequestId: id, keyArn, err: error }, 'rotation request: not saved and not sent')
      const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
      throw new StoreUnavailableError(
        `The gateway could not save this rotation request${code}. Nothing was sent. See the gateway's log for the cause, and try again when the gateway can write to its data folder.`,
        { cause: error },
      )
    }
  }

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
      await save(request)
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
