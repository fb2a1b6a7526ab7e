import { hasPassed } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { OutcomeUnknownError } from '../../errors/operation-errors.ts'
import type { OperationError } from '../../errors/operation-errors.ts'
import type { Logger } from '../../logger.ts'
import { createBoundedQueue } from '../watch/bounded-queue.ts'
import type { BoundedQueue } from '../watch/bounded-queue.ts'
import type { KeyView, Observation } from '../watch/key-view.ts'
import type { KeyWatches } from '../watch/key-watches.ts'
import type { RequestStore } from '../request-store.ts'
import { rotationTimedOut } from '../rotation-event.ts'
import { advance, isFinal, isSettled, recordError } from '../rotation-request.ts'
import type { RotationRequest } from '../rotation-request.ts'
import type { Rotation } from '../rotation.ts'

export interface RequestFollowerOptions {
  readonly watches: KeyWatches
  readonly store: RequestStore
  readonly clock: Clock
  readonly logger: Logger
  /** Called with each new status of a request. */
  readonly onStatus?: ((status: RotationRequest['status']) => void) | undefined
  /** How long a request may take to complete before it is TIMED_OUT, in milliseconds. */
  readonly completionTimeoutMs: number
  /** After how long a request with unknown outcome is TIMED_OUT if no read shows the rotation, in milliseconds. */
  readonly unknownOutcomeTimeoutMs: number
}

/** Updates requests from the reads of their keys, and notifies subscribers. */
export interface RequestFollower extends Disposable {
  /** Watches the request's key until the request is settled. Call it once, before the request is sent. */
  follow(request: RotationRequest): void
  /** Continues a request of an earlier process. If that process did not receive the response, the outcome is unknown. */
  resume(request: RotationRequest): Promise<void>
  /** Applies a history that was just read, oldest first. It may contain the rotation of a timed-out request. */
  recordHistory(keyArn: string, rotations: readonly Rotation[]): Promise<void>
  /** Records that KMS accepted the request. */
  recordOutcome(id: string, outcome: 'ACCEPTED'): Promise<void>
  /** Records a failure or a lost response. If reads have shown the rotation, a lost response does not change the status. */
  recordOutcome(id: string, outcome: 'FAILED' | 'OUTCOME_UNKNOWN', error: OperationError): Promise<void>
  /** The current request, then each change, until it is final. Undefined when the request does not exist. */
  changesOf(id: string): Promise<AsyncIterableIterator<RotationRequest> | undefined>
  /** The request when its outcome is known, or after `timeoutMs`. Undefined when the request does not exist. */
  settled(id: string, timeoutMs: number): Promise<RotationRequest | undefined>
}

/** A request changes at most five times. */
const MAX_QUEUED_CHANGES = 16

interface Following {
  request: RotationRequest
  readonly observations: BoundedQueue<Observation>
  readonly readers: Set<BoundedQueue<RotationRequest>>
  /** Aborts when the gateway no longer follows the request. */
  readonly ended: AbortController
  /**
   * Whether the outcome of sending is recorded. Until then the request does not change, because KMS may still reject it
   * and the reads may show another rotation.
   */
  isAnswered: boolean
  view: KeyView | undefined
}

export function createRequestFollower(options: RequestFollowerOptions): RequestFollower {
  const { watches, store, clock, logger, completionTimeoutMs, unknownOutcomeTimeoutMs } = options
  const followed = new Map<string, Following>()

  async function change(id: string, next: (request: RotationRequest) => RotationRequest): Promise<void> {
    const following = followed.get(id)
    if (!following) return
    const before = following.request
    const after = next(before)
    if (after === before) return
    following.request = after
    // A reader that joins during the save gets this request as its first.
    const readers = [...following.readers]
    // A status that could not be saved is derived again after a restart. The request itself was saved before it was sent.
    await store.save(after).catch((error: unknown) => {
      logger.error(
        { rotationRequestId: id, status: after.status, err: error },
        'rotation request: status not saved',
      )
    })
    if (after.status === before.status) return
    logger.info(
      { rotationRequestId: id, keyArn: after.keyArn, from: before.status, to: after.status },
      'rotation request: status',
    )
    options.onStatus?.(after.status)
    if (after.status === 'TIMED_OUT') watches.announce(rotationTimedOut(after, new Date(clock.now())))
    for (const reader of readers) {
      reader.push(after)
      if (isFinal(after)) reader.end()
    }
    if (isSettled(after)) await following.observations.return()
  }

  async function run(id: string, following: Following): Promise<void> {
    const { observations, readers, ended } = following
    try {
      for await (const { view } of observations) {
        following.view = view
        if (view && following.isAnswered) await change(id, (request) => advance(request, view))
      }
    } finally {
      ended.abort()
      followed.delete(id)
      for (const reader of readers) reader.end()
    }
  }

  async function timeOut(
    id: string,
    afterMs: number,
    isExpired: (request: RotationRequest) => boolean,
  ): Promise<void> {
    const following = followed.get(id)
    if (!following) return
    if (await hasPassed(clock, afterMs, following.ended.signal))
      await change(id, (request) => (isExpired(request) ? { ...request, status: 'TIMED_OUT' } : request))
  }

  function inBackground(id: string, work: Promise<void>): void {
    work.catch((error: unknown) => {
      logger.error({ rotationRequestId: id, err: error }, 'rotation request: following failed')
    })
  }

  function follow(request: RotationRequest, isAnswered = false): void {
    // A timed-out request is followed until the key's next request, to which a later rotation belongs.
    for (const { request: other, observations } of followed.values())
      if (other.keyArn === request.keyArn && isFinal(other)) void observations.return()
    const { id, keyArn, requestedAt } = request
    const following: Following = {
      request,
      observations: watches.watch([keyArn]),
      readers: new Set(),
      ended: new AbortController(),
      isAnswered,
      view: undefined,
    }
    followed.set(id, following)
    inBackground(id, run(id, following))
    // Wall time, because the request may be from an earlier process. The wait is bounded for every clock.
    const sinceMs = Math.max(0, clock.now() - requestedAt.getTime())
    const remainingMs = Math.max(0, completionTimeoutMs - sinceMs)
    inBackground(
      id,
      timeOut(id, remainingMs, (current) => !isFinal(current)),
    )
  }

  async function recordOutcome(
    id: string,
    outcome: 'ACCEPTED' | 'FAILED' | 'OUTCOME_UNKNOWN',
    error?: OperationError,
  ): Promise<void> {
    const following = followed.get(id)
    if (following) following.isAnswered = true
    await change(id, (request) => {
      if (outcome === 'FAILED') return { ...request, status: outcome, error: error && recordError(error) }
      const shown = following?.view ? advance(request, following.view) : request
      if (outcome === 'ACCEPTED') return { ...shown, isAccepted: true }
      const isShown = shown.status !== 'REQUESTED'
      return isShown ? shown : { ...shown, status: outcome, error: error && recordError(error) }
    })
    if (outcome === 'OUTCOME_UNKNOWN')
      inBackground(
        id,
        timeOut(id, unknownOutcomeTimeoutMs, ({ status }) => status === 'OUTCOME_UNKNOWN'),
      )
  }

  async function changesOf(id: string): Promise<AsyncIterableIterator<RotationRequest> | undefined> {
    const following = followed.get(id)
    const request = following?.request ?? (await store.get(id))
    if (!request) return undefined
    const reader = createBoundedQueue<RotationRequest>(MAX_QUEUED_CHANGES, () =>
      following?.readers.delete(reader),
    )
    reader.push(request)
    if (following && !isFinal(request)) following.readers.add(reader)
    else reader.end()
    return reader
  }

  return {
    follow: (request) => follow(request),
    recordOutcome,
    async recordHistory(keyArn, rotations) {
      for (const [id, { request, isAnswered, view }] of followed)
        if (request.keyArn === keyArn && isAnswered)
          await change(id, (current) => advance(current, { lastStartedAt: undefined, ...view, rotations }))
    },
    changesOf,
    async resume(request) {
      follow(request, true)
      const { id, keyArn, status, isAccepted } = request
      watches.nudge(keyArn)
      if (status !== 'OUTCOME_UNKNOWN' && (status !== 'REQUESTED' || isAccepted)) return
      await recordOutcome(
        id,
        'OUTCOME_UNKNOWN',
        new OutcomeUnknownError(
          `The gateway stopped before KMS answered. It is not known whether ${keyArn} was rotated.`,
          { keyArn, requestId: id },
        ),
      )
    },
    async settled(id, timeoutMs) {
      const changes = await changesOf(id)
      if (!changes) return undefined
      const waiting = new AbortController()
      const timeout = clock.sleep(timeoutMs, waiting.signal).then(
        () => changes.return?.(),
        () => {},
      )
      let latest: RotationRequest | undefined
      for await (const request of changes) {
        latest = request
        if (request.status !== 'REQUESTED' && request.status !== 'OUTCOME_UNKNOWN') break
      }
      waiting.abort()
      await timeout
      return latest
    },
    [Symbol.dispose]() {
      for (const { observations } of followed.values()) void observations.return()
    },
  }
}
