import { OutcomeUnknownError } from '../../errors/operation-errors.ts'
import { isCertain } from '../rotation-request.ts'
import type { RotationRequest } from '../rotation-request.ts'
import { forecastRotation } from '../rules/forecast.ts'
import type { RotationForecast } from '../rules/forecast.ts'
import { answerInTime } from './answer-in-time.ts'
import type { Progress } from './answer-in-time.ts'
import { audited } from './audit.ts'
import type { Attempt, AttemptListener, AttemptOutcome } from './audit.ts'
import { findEarlierRequest } from './idempotency.ts'
import { createKeyCheck } from './key-check.ts'
import type { KeyCheckOptions } from './key-check.ts'
import { createKeyedMutex } from './keyed-mutex.ts'
import { requireReason } from './reason-pattern.ts'
import { createRequestSender } from './request-sender.ts'
import type { RequestSenderOptions, SentRequest } from './request-sender.ts'
import type { RotateOrder } from './rotate-order.ts'

export interface OnDemandRotationsOptions extends KeyCheckOptions, RequestSenderOptions {
  readonly onAttempt?: AttemptListener | undefined
  /** How long a caller waits until an unknown outcome is settled, in milliseconds. */
  readonly settleTimeoutMs: number
  /** The pattern that the reason of a rotation must match. @default a reason is optional */
  readonly requiredReason?: string | undefined
}

export interface AcceptedRotation {
  readonly request: RotationRequest
  /** The request was made by an earlier call with the same idempotency key. */
  readonly isReplay: boolean
}

/** On-demand rotations. Each key has at most one unsettled request, and each request is sent at most once. */
export interface OnDemandRotations {
  /**
   * Checks the key, sends RotateKeyOnDemand once and returns the request. Follow the request to see its completion.
   *
   * Rejects with the blocker's error when the key cannot be rotated now (nothing was sent), and with KMS's error when KMS
   * rejects the request. If the response is lost, reads the key until `settleTimeoutMs` has passed, then rejects with
   * `OutcomeUnknownError`, as it does when the deadline passes after the request was sent; the gateway keeps following
   * the request. Rejects with `RequestTimeoutError` when the deadline passes before; then nothing is sent.
   */
  rotate(order: RotateOrder): Promise<AcceptedRotation>
  /** Checks the key and the preconditions as `rotate` does, and rejects with the same errors. Changes nothing. */
  dryRun(order: RotateOrder): Promise<RotationForecast>
}

export function createOnDemandRotations(options: OnDemandRotationsOptions): OnDemandRotations {
  const {
    follower,
    store,
    clock,
    logger,
    onAttempt,
    onDemandRotationsPerKey,
    settleTimeoutMs,
    requiredReason,
  } = options
  const audit = { logger, onAttempt }
  const check = createKeyCheck(options)
  const sender = createRequestSender(options)
  const mutex = createKeyedMutex()

  async function checkAndSend(
    order: RotateOrder,
    { signal, begun }: Progress<AcceptedRotation>,
  ): Promise<SentRequest> {
    signal.throwIfAborted()
    const checked = await check(order, signal)
    signal.throwIfAborted()
    const creating = sender.create(order, checked)
    begun(async () => throwUnknown(await creating))
    return sender.send(await creating, order)
  }

  async function sendOrReplay(
    order: RotateOrder,
    progress: Progress<AcceptedRotation>,
  ): Promise<AcceptedRotation & Partial<SentRequest>> {
    const earlier = await findEarlierRequest(store, order)
    if (earlier) {
      progress.begun(() => throwUnknown(earlier))
      return { request: earlier, isReplay: true }
    }
    const sent = await mutex.run(order.key.arn, () => checkAndSend(order, progress))
    return { ...sent, isReplay: false }
  }

  async function rotateOnce(
    order: RotateOrder,
    progress: Progress<AcceptedRotation>,
  ): Promise<AcceptedRotation & { readonly audit: AttemptOutcome }> {
    const { requestedBy, idempotencyKey: key } = order
    // A call with the same idempotency key waits until the first call was sent, even for another KMS key.
    const { awsRequestId, isReplay, ...sent } = await (key === undefined
      ? sendOrReplay(order, progress)
      : mutex.run(JSON.stringify([requestedBy, key]), () => sendOrReplay(order, progress)))
    const request = isCertain(sent.request) ? sent.request : await settle(sent.request)
    const outcome = isReplay ? 'REPLAYED' : 'ACCEPTED'
    return { request, isReplay, audit: { outcome, rotationRequestId: request.id, awsRequestId } }
  }

  /** Waits until reads show whether KMS started the rotation. Nothing is sent again. */
  async function settle(sent: RotationRequest): Promise<RotationRequest> {
    const request = await follower.settled(sent.id, settleTimeoutMs)
    if (request?.status === 'IN_PROGRESS' || request?.status === 'COMPLETED') return request
    return throwUnknown(request ?? sent)
  }

  return {
    async rotate(order) {
      const { deadline } = order
      const { request, isReplay } = await answerInTime<AcceptedRotation>({ clock, deadline }, (progress) =>
        audited(audit, attemptOf(order, false), async () => {
          requireReason(order.reason, requiredReason)
          return rotateOnce(order, progress)
        }),
      )
      return { request, isReplay }
    },
    async dryRun(order) {
      const { deadline } = order
      const { forecast } = await answerInTime<{ readonly forecast: RotationForecast }>(
        { clock, deadline },
        ({ signal }) =>
          audited(audit, attemptOf(order, true), async () => {
            const { materials, status } = await check(order, signal)
            const forecast = forecastRotation(materials, status, onDemandRotationsPerKey)
            return { forecast, audit: { outcome: 'DRY_RUN' } satisfies AttemptOutcome }
          }),
      )
      return forecast
    },
  }
}

function attemptOf(order: RotateOrder, isDryRun: boolean): Attempt {
  const { key, requestedBy, requestId, deadline: _, onSent: __, ...input } = order
  return {
    operation: 'RotateKeyOnDemand',
    keyArn: key.arn,
    requestedBy,
    requestId,
    input: { ...input, isDryRun },
  }
}

function throwUnknown({ id, keyArn, error }: RotationRequest): never {
  throw new OutcomeUnknownError(
    `KMS did not answer, and it is not known whether ${keyArn} is being rotated. Do not send the request again. Follow this request until it is settled.`,
    { keyArn, requestId: id, awsRequestId: error?.awsRequestId },
  )
}
