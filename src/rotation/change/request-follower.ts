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
  /** Told of each status that a request comes to. */
  readonly onStatus?: ((status: RotationRequest['status']) => void) | undefined
  /** How long a request may take to complete before it is TIMED_OUT, in milliseconds. */
  readonly completionTimeoutMs: number
  /** How long without any sign of it an unknown outcome is looked for before it is TIMED_OUT, in milliseconds. */
  readonly unknownOutcomeTimeoutMs: number
}

/** Moves requests on as their keys show progress, and tells whoever follows one. */
export interface RequestFollower extends Disposable {
  /** Watches the request's key until the request is settled; called once, before it is sent. */
  follow(request: RotationRequest): void
  /** Goes on with a request of an earlier run of the gateway. One whose answer that run did not see is unknown. */
  resume(request: RotationRequest): Promise<void>
  /** The history of a key as it was just read elsewhere, oldest first: one that timed out may be in it. */
  note(keyArn: string, rotations: readonly Rotation[]): Promise<void>
  /** KMS answered that it accepted it. */
  mark(id: string, outcome: 'ACCEPTED'): Promise<void>
  /** What else sending it led to. A lost answer is outweighed by what the key showed meanwhile. */
  mark(id: string, outcome: 'FAILED' | 'OUTCOME_UNKNOWN', error: OperationError): Promise<void>
  /** The request as it is, then each change, until it is final. Undefined when there is no such request. */
  changesOf(id: string): Promise<AsyncIterableIterator<RotationRequest> | undefined>
  /** The request as soon as its outcome is known, at the latest after `timeoutMs`. Undefined when there is none. */
  settled(id: string, timeoutMs: number): Promise<RotationRequest | undefined>
}

/** A request changes at most five times. */
const MAX_QUEUED_CHANGES = 16

interface Following {
  request: RotationRequest
  readonly observations: BoundedQueue<Observation>
  readonly readers: Set<BoundedQueue<RotationRequest>>
  /** Aborts when the request is followed no longer. */
  readonly ended: AbortController
  /**
   * Whether it is known how sending it ended. Until then it stays as it is: KMS may still refuse it, and what the key
   * shows be somebody else's.
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
    // Who joins while it is saved is given it as the first.
    const readers = [...following.readers]
    // What could not be saved holds until a restart, which looks again: the request itself was saved before it was sent.
    await store.save(after).catch((error: unknown) => {
      logger.error({ rotationRequestId: id, status: after.status, err: error }, 'rotation: not saved')
    })
    if (after.status === before.status) return
    logger.info(
      { rotationRequestId: id, keyArn: after.keyArn, from: before.status, to: after.status },
      'rotation: status',
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

  async function giveUp(
    id: string,
    afterMs: number,
    isOver: (request: RotationRequest) => boolean,
  ): Promise<void> {
    const following = followed.get(id)
    if (!following) return
    if (await hasPassed(clock, afterMs, following.ended.signal))
      await change(id, (request) => (isOver(request) ? { ...request, status: 'TIMED_OUT' } : request))
  }

  function inBackground(id: string, work: Promise<void>): void {
    work.catch((error: unknown) => {
      logger.error({ rotationRequestId: id, err: error }, 'rotation: following failed unexpectedly')
    })
  }

  function follow(request: RotationRequest, isAnswered = false): void {
    // A timed-out request is followed until the key's next one: a later rotation is that one's.
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
    // Wall time, because the request may be of an earlier process. Whatever happened to it, the wait has an end.
    const sinceMs = Math.max(0, clock.now() - requestedAt.getTime())
    const remainingMs = Math.max(0, completionTimeoutMs - sinceMs)
    inBackground(
      id,
      giveUp(id, remainingMs, (current) => !isFinal(current)),
    )
  }

  async function mark(
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
      const isOutweighed = shown.status !== 'REQUESTED'
      return isOutweighed ? shown : { ...shown, status: outcome, error: error && recordError(error) }
    })
    if (outcome === 'OUTCOME_UNKNOWN')
      inBackground(
        id,
        giveUp(id, unknownOutcomeTimeoutMs, ({ status }) => status === 'OUTCOME_UNKNOWN'),
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
    mark,
    async note(keyArn, rotations) {
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
      await mark(
        id,
        'OUTCOME_UNKNOWN',
        new OutcomeUnknownError(
          `The gateway was stopped before KMS answered: ${keyArn} may or may not have been rotated.`,
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
