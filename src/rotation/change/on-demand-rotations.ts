import { createHash, randomUUID } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import {
  IdempotencyConflictError,
  OperationError,
  OutcomeUnknownError,
  RotationInProgressError,
  StoreUnavailableError,
} from '../../errors/operation-errors.ts'
import type { KmsClient } from '../../kms/kms-client.ts'
import type { CallOptions, ClockDifference } from '../../kms/kms.ts'
import type { Logger } from '../../logger.ts'
import { answerInTime } from './answer-in-time.ts'
import type { Progress } from './answer-in-time.ts'
import { audited } from './audit.ts'
import type { AttemptListener, AttemptOutcome } from './audit.ts'
import { rotateOnDemandBlockers } from '../rules/eligibility.ts'
import { forecastRotation } from '../rules/forecast.ts'
import type { RotationForecast } from '../rules/forecast.ts'
import { readFacts, readMaterials } from './key-facts.ts'
import { isRotationUnderway } from '../watch/key-view.ts'
import type { FreshFacts } from './key-facts.ts'
import type { KeyWatches } from '../watch/key-watches.ts'
import { KmsTime } from './kms-time.ts'
import { checkPreconditions } from './precondition.ts'
import type { RotationPreconditions } from './precondition.ts'
import { errorOfBlocker } from './blocker-error.ts'
import type { RequestFollower } from './request-follower.ts'
import type { RequestStore } from '../request-store.ts'
import { LONGEST_ROTATION_MS, isCertain, isFinal, newRequest } from '../rotation-request.ts'
import type { RotationRequest } from '../rotation-request.ts'
import { mergeRotations, toRotations } from '../rotation.ts'
import type { Rotation } from '../rotation.ts'
import { createKeyedMutex } from './keyed-mutex.ts'

export interface OnDemandRotationsOptions {
  readonly kmsOf: (keyArn: string) => KmsClient
  readonly isForeign: (keyArn: string) => Promise<boolean>
  readonly watches: KeyWatches
  readonly follower: RequestFollower
  readonly store: RequestStore
  readonly clock: Clock
  readonly logger: Logger
  readonly onAttempt?: AttemptListener | undefined
  readonly onDemandRotationsPerKey: number
  /** How long a caller waits until an unknown outcome is settled, in milliseconds. */
  readonly settleTimeoutMs: number
}

export interface RotateOrder extends RotationPreconditions {
  readonly keyArn: string
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

export interface AcceptedRotation {
  readonly request: RotationRequest
  /** The request was made by an earlier call with the same idempotency key. */
  readonly isReplay: boolean
}

/** Reads of the history for a precondition, because one read may be stale. */
const READS_FOR_PRECONDITIONS = 3

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
  /** Makes all checks of `rotate` and rejects as `rotate` would. Changes nothing. */
  dryRun(order: RotateOrder): Promise<RotationForecast>
}

export function createOnDemandRotations(options: OnDemandRotationsOptions): OnDemandRotations {
  const { kmsOf, isForeign, watches, follower, store, clock, logger } = options
  const { onDemandRotationsPerKey, settleTimeoutMs } = options
  const audit = { logger, onAttempt: options.onAttempt }
  const mutex = createKeyedMutex()

  /** The facts of a key before its rotation. */
  interface Checked extends Pick<FreshFacts, 'status' | 'materials'> {
    /** All rotations that any read has shown, oldest first. */
    readonly rotations: readonly Rotation[]
    readonly kmsTime: KmsTime
  }

  /** The facts of a key that can be rotated. Rejects with the blocker's error. */
  async function check(order: RotateOrder, signal: AbortSignal): Promise<Checked> {
    const { keyArn } = order
    const latest = await store.latestOf(keyArn)
    if (latest && !isFinal(latest))
      throw new RotationInProgressError(
        `An earlier rotation request for ${keyArn} is not settled. Follow that request until it is settled, then try again.`,
        { keyArn, startedAt: latest.startedAt, requestId: latest.id },
      )
    requireNotInProgress(keyArn)
    const isOfOthers = await isForeign(keyArn)
    const kmsTime = new KmsTime()
    const call = {
      ...callFor(order),
      signal,
      onClockDifference: (difference: ClockDifference) => kmsTime.add(difference),
    }
    // KMS shows the history of a key only to callers of the key's account.
    const facts = await readFacts(kmsOf(keyArn), keyArn, { materials: !isOfOthers }, call)
    const isConditional = order.ifLastRotatedBefore !== undefined || order.ifCurrentMaterialId !== undefined
    const again = facts.materials && isConditional ? READS_FOR_PRECONDITIONS - 1 : 0
    const reads = [
      facts.materials ?? [],
      ...(await Promise.all(
        Array.from({ length: again }, async () => (await readMaterials(kmsOf(keyArn), keyArn, call)) ?? []),
      )),
    ]
    const known = [
      ...(watches.viewOf(keyArn)?.rotations ?? []),
      ...(latest?.rotation ? [latest.rotation] : []),
    ]
    // KMS's reads alternate for a while. A rotation that any read has shown did complete.
    const rotations = [known, ...reads.map((entries) => toRotations(keyArn, entries))].reduce(
      (merged, read) => mergeRotations(merged, read).rotations,
    )
    const others = (facts.materials ?? []).filter(({ rotationDate }) => rotationDate === undefined)
    const materials = facts.materials && [...others, ...rotations.map(({ entry }) => entry)]
    const now = clock.now()
    const [blocker] = rotateOnDemandBlockers(
      { keyArn, ...facts, materials, isForeign: isOfOthers, mayWrite: true, onDemandRotationsPerKey },
      now,
    )
    if (blocker) throw errorOfBlocker(keyArn, blocker, facts.status, now)
    checkPreconditions(keyArn, order, materials)
    return { status: facts.status, materials, rotations, kmsTime }
  }

  /** KMS's reads alternate for a while. A rotation that a read has shown is in progress, even if the next read hides it. */
  function requireNotInProgress(keyArn: string): void {
    const view = watches.viewOf(keyArn)
    const startedAt = view?.lastStartedAt
    if (!startedAt || !isRotationUnderway(view) || clock.now() - startedAt.getTime() > LONGEST_ROTATION_MS)
      return
    throw new RotationInProgressError(
      `An on-demand rotation of ${keyArn} has been in progress since ${startedAt.toISOString()}. Wait until it completes.`,
      { keyArn, startedAt },
    )
  }

  /** The request of an earlier call with the same idempotency key. Undefined when that request failed: nothing was rotated. */
  async function earlier(order: RotateOrder): Promise<RotationRequest | undefined> {
    const { idempotencyKey, requestedBy } = order
    if (idempotencyKey === undefined) return undefined
    const request = await store.madeWith(requestedBy, idempotencyKey)
    if (!request || request.status === 'FAILED') return undefined
    if (request.idempotency?.inputDigest === digestOf(order)) return request
    throw new IdempotencyConflictError(
      `The idempotency key '${idempotencyKey}' was used at ${request.requestedAt.toISOString()} with other input. Nothing was sent. Use a new idempotency key for a new rotation.`,
      { firstUsedAt: request.requestedAt },
    )
  }

  interface Begun {
    readonly request: RotationRequest
    readonly isReplay: boolean
    readonly awsRequestId?: string | undefined
  }

  async function begin(order: RotateOrder, { signal, begun }: Progress<AcceptedRotation>): Promise<Begun> {
    const repeated = await earlier(order)
    if (repeated) {
      begun(() => throwUnknown(repeated))
      return { request: repeated, isReplay: true }
    }
    return mutex.run(order.keyArn, async () => {
      signal.throwIfAborted()
      const facts = await check(order, signal)
      signal.throwIfAborted()
      const creating = createRequest(order, facts)
      begun(async () => throwUnknown(await creating))
      return send(await creating, order)
    })
  }

  async function rotateOnce(
    order: RotateOrder,
    progress: Progress<AcceptedRotation>,
  ): Promise<AcceptedRotation & { readonly audit: AttemptOutcome }> {
    const { requestedBy, idempotencyKey: key } = order
    // A call with the same idempotency key waits until the first call was sent, even for another KMS key.
    const begun = await (key === undefined
      ? begin(order, progress)
      : mutex.run(JSON.stringify([requestedBy, key]), () => begin(order, progress)))
    const request = isCertain(begun.request) ? begun.request : await settle(begun.request)
    const { isReplay, awsRequestId } = begun
    const outcome = isReplay ? 'REPLAYED' : 'ACCEPTED'
    return { request, isReplay, audit: { outcome, rotationRequestId: request.id, awsRequestId } }
  }

  async function createRequest(
    order: RotateOrder,
    { status, rotations, kmsTime }: Checked,
  ): Promise<RotationRequest> {
    const { keyArn, requestedBy, reason, idempotencyKey } = order
    await follower.recordHistory(keyArn, rotations)
    const requestedAt = clock.now()
    const request = newRequest({
      id: randomUUID(),
      keyArn,
      requestedBy,
      reason,
      requestedAt: new Date(requestedAt),
      kmsTime: new Date(kmsTime.at(requestedAt)),
      idempotency:
        idempotencyKey === undefined ? undefined : { key: idempotencyKey, inputDigest: digestOf(order) },
      rotations,
      startDates: [status?.onDemandRotationStartDate, watches.viewOf(keyArn)?.lastStartedAt],
      previous: await store.latestOf(keyArn),
    })
    await save(request)
    follower.follow(request)
    return request
  }

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

  async function send(request: RotationRequest, order: RotateOrder): Promise<Begun> {
    const { keyArn, id } = request
    try {
      // Without the caller's signal: a disconnected client must not make the outcome of an accepted rotation unknown.
      const { awsRequestId } = await kmsOf(keyArn).rotateKeyOnDemand(keyArn, callFor(order))
      await follower.recordOutcome(id, 'ACCEPTED')
      return { request: { ...request, isAccepted: true }, isReplay: false, awsRequestId }
    } catch (error) {
      if (!(error instanceof OperationError)) throw error
      if (!(error instanceof OutcomeUnknownError)) {
        await follower.recordOutcome(id, 'FAILED', error)
        throw error
      }
      await follower.recordOutcome(id, 'OUTCOME_UNKNOWN', error)
      return { request, isReplay: false, awsRequestId: error.awsRequestId }
    } finally {
      watches.nudge(keyArn)
    }
  }

  /** Waits until reads show whether KMS started the rotation. Nothing is sent again. */
  async function settle(sent: RotationRequest): Promise<RotationRequest> {
    const request = await follower.settled(sent.id, settleTimeoutMs)
    if (request?.status === 'IN_PROGRESS' || request?.status === 'COMPLETED') return request
    return throwUnknown(request ?? sent)
  }

  function throwUnknown({ id, keyArn, error }: RotationRequest): never {
    throw new OutcomeUnknownError(
      `KMS did not answer, and it is not known whether ${keyArn} is being rotated. Do not send the request again. Follow this request until it is settled.`,
      { keyArn, requestId: id, awsRequestId: error?.awsRequestId },
    )
  }

  const attempt = (order: RotateOrder, isDryRun: boolean) => {
    const { keyArn, requestedBy, requestId, deadline: _, onSent: __, ...input } = order
    return {
      operation: 'RotateKeyOnDemand' as const,
      keyArn,
      requestedBy,
      requestId,
      input: { ...input, isDryRun },
    }
  }
  return {
    async rotate(order) {
      const { deadline } = order
      const { request, isReplay } = await answerInTime<AcceptedRotation>({ clock, deadline }, (progress) =>
        audited(audit, attempt(order, false), () => rotateOnce(order, progress)),
      )
      return { request, isReplay }
    },
    async dryRun(order) {
      const { deadline } = order
      const { forecast } = await answerInTime<{ readonly forecast: RotationForecast }>(
        { clock, deadline },
        ({ signal }) =>
          audited(audit, attempt(order, true), async () => {
            const { materials, status } = await check(order, signal)
            const forecast = forecastRotation(materials, status, onDemandRotationsPerKey)
            return { forecast, audit: { outcome: 'DRY_RUN' } satisfies AttemptOutcome }
          }),
      )
      return forecast
    },
  }
}

const callFor = ({ requestedBy, requestId, onSent, deadline }: RotateOrder): CallOptions => ({
  caller: requestedBy,
  request: requestId,
  onSent,
  deadline,
})

/** A digest of the input that decides what is sent. Equal inputs have equal digests. */
function digestOf({ keyArn, reason, ifLastRotatedBefore, ifCurrentMaterialId }: RotateOrder): string {
  const input = JSON.stringify([
    keyArn,
    reason ?? null,
    ifLastRotatedBefore ?? null,
    ifCurrentMaterialId ?? null,
  ])
  return createHash('sha256').update(input).digest('base64url')
}
