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
import { refusalOf } from './refusal.ts'
import type { RequestFollower } from './request-follower.ts'
import type { RequestStore } from '../request-store.ts'
import { LONGEST_ROTATION_MS, isCertain, isFinal, newRequest } from '../rotation-request.ts'
import type { RotationRequest } from '../rotation-request.ts'
import { mergeRotations, toRotations } from '../rotation.ts'
import type { Rotation } from '../rotation.ts'
import { createTurns } from './keyed-mutex.ts'

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
  /** How long a caller waits for an unknown outcome to settle, in milliseconds. */
  readonly settleTimeoutMs: number
}

export interface RotateOrder extends RotationPreconditions {
  readonly keyArn: string
  readonly requestedBy: string
  /** Of the operation at the gateway, for the log. */
  readonly requestId: string
  readonly reason?: string | undefined
  /** Told of each request that is sent to KMS for it. */
  readonly onSent?: CallOptions['onSent']
  /** The caller's own name for this one intended rotation. */
  readonly idempotencyKey?: string | undefined
  /** Monotonic time of the clock, in milliseconds: the caller has an answer by then. @default none */
  readonly deadline?: number | undefined
}

export interface AcceptedRotation {
  readonly request: RotationRequest
  /** The request is of an earlier call with the same idempotency key. */
  readonly isReplay: boolean
}

/** How often the history is read for a precondition: one read may lag behind KMS's state. */
const READS_FOR_PRECONDITIONS = 3

/** On-demand rotation, asked for at most once at a time and sent at most once. */
export interface OnDemandRotations {
  /**
   * Checks the key, sends RotateKeyOnDemand once and returns the request; completion is seen by following it.
   * Rejects with the reason when the key cannot be rotated now (nothing was sent then) and when KMS refuses. Where no
   * answer comes it looks, for a while, whether KMS began; then it rejects with `OutcomeUnknownError`, and the request
   * goes on being followed. So it does when the deadline comes first; if nothing was sent by then, nothing will be, and
   * it rejects with `RequestTimeoutError`.
   */
  rotate(order: RotateOrder): Promise<AcceptedRotation>
  /** Makes every check of `rotate`, rejects as it would, and changes nothing. */
  rehearse(order: RotateOrder): Promise<RotationForecast>
}

export function createOnDemandRotations(options: OnDemandRotationsOptions): OnDemandRotations {
  const { kmsOf, isForeign, watches, follower, store, clock, logger } = options
  const { onDemandRotationsPerKey, settleTimeoutMs } = options
  const audit = { logger, onAttempt: options.onAttempt }
  const turns = createTurns()

  /** What a key is like before it is rotated. */
  interface Checked extends Pick<FreshFacts, 'status' | 'materials'> {
    /** All rotations that any read showed, of now or earlier. Oldest first. */
    readonly rotations: readonly Rotation[]
    readonly kmsTime: KmsTime
  }

  /** The key's facts, when nothing stands against rotating it. */
  async function check(order: RotateOrder, signal: AbortSignal): Promise<Checked> {
    const { keyArn } = order
    const latest = await store.latestOf(keyArn)
    if (latest && !isFinal(latest))
      throw new RotationInProgressError(
        `A rotation of ${keyArn} was asked for and is not settled yet. Follow that request, then decide.`,
        { keyArn, startedAt: latest.startedAt, requestId: latest.id },
      )
    checkNotSeenRunning(keyArn)
    const isOfOthers = await isForeign(keyArn)
    const kmsTime = new KmsTime()
    const call = {
      ...callFor(order),
      signal,
      onClockDifference: (difference: ClockDifference) => kmsTime.note(difference),
    }
    // KMS shows the history of a key to callers of its own account only.
    const facts = await readFacts(kmsOf(keyArn), keyArn, { materials: !isOfOthers }, call)
    const isConditional = order.ifLastRotatedBefore !== undefined || order.ifCurrentMaterialId !== undefined
    const again = facts.materials && isConditional ? READS_FOR_PRECONDITIONS - 1 : 0
    const reads = [
      facts.materials ?? [],
      ...(await Promise.all(
        Array.from({ length: again }, async () => (await readMaterials(kmsOf(keyArn), keyArn, call)) ?? []),
      )),
    ]
    const remembered = [
      ...(watches.viewOf(keyArn)?.rotations ?? []),
      ...(latest?.rotation ? [latest.rotation] : []),
    ]
    // KMS's reads flip back for a while: what any of them showed is past.
    const rotations = [remembered, ...reads.map((entries) => toRotations(keyArn, entries))].reduce(
      (known, read) => mergeRotations(known, read).rotations,
    )
    const others = (facts.materials ?? []).filter(({ rotationDate }) => rotationDate === undefined)
    const materials = facts.materials && [...others, ...rotations.map(({ entry }) => entry)]
    const now = clock.now()
    const [blocker] = rotateOnDemandBlockers(
      { keyArn, ...facts, materials, isForeign: isOfOthers, mayWrite: true, onDemandRotationsPerKey },
      now,
    )
    if (blocker) throw refusalOf(keyArn, blocker, facts.status, now)
    checkPreconditions(keyArn, order, materials)
    return { status: facts.status, materials, rotations, kmsTime }
  }

  /** KMS's reads flip back for a while: a rotation that was seen to start runs, even if the next read hides it. */
  function checkNotSeenRunning(keyArn: string): void {
    const view = watches.viewOf(keyArn)
    const startedAt = view?.lastStartedAt
    if (!startedAt || !isRotationUnderway(view) || clock.now() - startedAt.getTime() > LONGEST_ROTATION_MS)
      return
    throw new RotationInProgressError(
      `An on-demand rotation of ${keyArn} has been running since ${startedAt.toISOString()}. Wait until it has completed.`,
      { keyArn, startedAt },
    )
  }

  /** The request of an earlier call, when this one repeats it. One that failed is no answer: nothing was rotated. */
  async function earlier(order: RotateOrder): Promise<RotationRequest | undefined> {
    const { idempotencyKey, requestedBy } = order
    if (idempotencyKey === undefined) return undefined
    const request = await store.madeWith(requestedBy, idempotencyKey)
    if (!request || request.status === 'FAILED') return undefined
    if (request.idempotency?.inputDigest === digestOf(order)) return request
    throw new IdempotencyConflictError(
      `The idempotency key '${idempotencyKey}' was used at ${request.requestedAt.toISOString()} with other input. Use a new key for a new rotation. Nothing was sent.`,
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
    return turns.take(order.keyArn, async () => {
      signal.throwIfAborted()
      const facts = await check(order, signal)
      signal.throwIfAborted()
      const keeping = keep(order, facts)
      begun(async () => throwUnknown(await keeping))
      return send(await keeping, order)
    })
  }

  async function ask(
    order: RotateOrder,
    progress: Progress<AcceptedRotation>,
  ): Promise<AcceptedRotation & { readonly audit: AttemptOutcome }> {
    const { requestedBy, idempotencyKey: key } = order
    // A repeated call waits until the first one was sent, also when it names another key.
    const begun = await (key === undefined
      ? begin(order, progress)
      : turns.take(JSON.stringify([requestedBy, key]), () => begin(order, progress)))
    const request = isCertain(begun.request) ? begun.request : await settle(begun.request)
    const { isReplay, awsRequestId } = begun
    const outcome = isReplay ? 'REPLAYED' : 'ACCEPTED'
    return { request, isReplay, audit: { outcome, rotationRequestId: request.id, awsRequestId } }
  }

  async function keep(order: RotateOrder, { status, rotations, kmsTime }: Checked): Promise<RotationRequest> {
    const { keyArn, requestedBy, reason, idempotencyKey } = order
    await follower.note(keyArn, rotations)
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
      logger.error({ rotationRequestId: id, keyArn, err: error }, 'rotation: not saved, so not sent')
      const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
      throw new StoreUnavailableError(
        `The gateway could not save this rotation request${code}. Nothing was sent. Try again when the gateway can write to its data folder; the gateway's log says why it cannot.`,
        { cause: error },
      )
    }
  }

  async function send(request: RotationRequest, order: RotateOrder): Promise<Begun> {
    const { keyArn, id } = request
    try {
      // Without the caller's signal: a caller who leaves must not turn an accepted rotation into an unknown one.
      const { awsRequestId } = await kmsOf(keyArn).rotateKeyOnDemand(keyArn, callFor(order))
      await follower.mark(id, 'ACCEPTED')
      return { request: { ...request, isAccepted: true }, isReplay: false, awsRequestId }
    } catch (error) {
      if (!(error instanceof OperationError)) throw error
      if (!(error instanceof OutcomeUnknownError)) {
        await follower.mark(id, 'FAILED', error)
        throw error
      }
      await follower.mark(id, 'OUTCOME_UNKNOWN', error)
      return { request, isReplay: false, awsRequestId: error.awsRequestId }
    } finally {
      watches.nudge(keyArn)
    }
  }

  /** Waits for a sign that KMS began what it did not answer to. Nothing is sent again. */
  async function settle(sent: RotationRequest): Promise<RotationRequest> {
    const request = await follower.settled(sent.id, settleTimeoutMs)
    if (request?.status === 'IN_PROGRESS' || request?.status === 'COMPLETED') return request
    return throwUnknown(request ?? sent)
  }

  function throwUnknown({ id, keyArn, error }: RotationRequest): never {
    throw new OutcomeUnknownError(
      `KMS did not answer, and ${keyArn} does not show yet whether it is being rotated. Do not send it again: follow the request until it settles.`,
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
        audited(audit, attempt(order, false), () => ask(order, progress)),
      )
      return { request, isReplay }
    },
    async rehearse(order) {
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

/** Equal for equal input: all that makes a difference to what would be done. */
function digestOf({ keyArn, reason, ifLastRotatedBefore, ifCurrentMaterialId }: RotateOrder): string {
  const input = JSON.stringify([
    keyArn,
    reason ?? null,
    ifLastRotatedBefore ?? null,
    ifCurrentMaterialId ?? null,
  ])
  return createHash('sha256').update(input).digest('base64url')
}
