import type { Clock } from '../clock.ts'
import type { OperationError } from '../errors.ts'
import type { Logger } from '../logger.ts'
import { createBoundedQueue } from './bounded-queue.ts'
import type { BoundedQueue } from './bounded-queue.ts'
import type { Observation } from './key-view.ts'
import type { KeyWatches } from './key-watches.ts'
import type { RequestStore } from './request-store.ts'
import { advance, isFinal } from './rotation-request.ts'
import type { RotationRequest } from './rotation-request.ts'

export interface RequestFollowerOptions {
  readonly watches: KeyWatches
  readonly store: RequestStore
  readonly clock: Clock
  readonly logger: Logger
  /** How long a request may take to complete before it is TIMED_OUT, in milliseconds. */
  readonly completionTimeoutMs: number
  /** How long without any sign of it an unknown outcome is looked for before it is TIMED_OUT, in milliseconds. */
  readonly unknownOutcomeTimeoutMs: number
}

/** Moves requests on as their keys show progress, and tells whoever follows one. */
export interface RequestFollower extends Disposable {
  /** Watches the request's key until the request is settled; called once, before it is sent. */
  follow(request: RotationRequest): void
  /**
   * What sending it led to. A refusal is certain: whatever the key showed meanwhile is somebody else's. A lost answer
   * is outweighed by what the key showed.
   */
  mark(
    id: string,
    outcome: { readonly status: 'FAILED' | 'OUTCOME_UNKNOWN'; readonly error: OperationError },
  ): Promise<void>
  /** The request as it is, then each change, until it is final. Undefined when there is no such request. */
  changesOf(id: string): Promise<AsyncIterableIterator<RotationRequest> | undefined>
}

/** A request changes at most five times. */
const MAX_QUEUED_CHANGES = 16

interface Following {
  request: RotationRequest
  readonly observations: BoundedQueue<Observation>
  readonly readers: Set<BoundedQueue<RotationRequest>>
  /** Aborts when the request is followed no longer. */
  readonly ended: AbortController
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
    await store.save(after)
    logger.info(
      { requestId: id, keyArn: after.keyArn, from: before.status, to: after.status },
      'rotation: status',
    )
    for (const reader of readers) {
      reader.push(after)
      if (isFinal(after)) reader.end()
    }
    if (isSettled(after)) await following.observations.return()
  }

  async function run(id: string, { observations, readers, ended }: Following): Promise<void> {
    try {
      for await (const { view } of observations) await change(id, (request) => advance(request, view))
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
    const isDue = await clock.sleep(afterMs, following.ended.signal).then(
      () => true,
      () => false,
    )
    if (isDue)
      await change(id, (request) => (isOver(request) ? { ...request, status: 'TIMED_OUT' } : request))
  }

  function inBackground(id: string, work: Promise<void>): void {
    work.catch((error: unknown) => {
      logger.error({ requestId: id, err: error }, 'rotation: following failed unexpectedly')
    })
  }

  return {
    follow(request) {
      // A timed-out request is followed until the key's next one: a later rotation is that one's.
      for (const { request: other, observations } of followed.values())
        if (other.keyArn === request.keyArn && isFinal(other)) void observations.return()
      const { id, keyArn } = request
      const following: Following = {
        request,
        observations: watches.watch([keyArn]),
        readers: new Set(),
        ended: new AbortController(),
      }
      followed.set(id, following)
      inBackground(id, run(id, following))
      inBackground(
        id,
        giveUp(id, completionTimeoutMs, (current) => !isFinal(current)),
      )
    },
    async mark(id, outcome) {
      await change(id, (request) =>
        request.status === 'REQUESTED' || outcome.status === 'FAILED' ? { ...request, ...outcome } : request,
      )
      if (outcome.status === 'OUTCOME_UNKNOWN')
        inBackground(
          id,
          giveUp(id, unknownOutcomeTimeoutMs, ({ status }) => status === 'OUTCOME_UNKNOWN'),
        )
    },
    async changesOf(id) {
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
    },
    [Symbol.dispose]() {
      for (const { observations } of followed.values()) void observations.return()
    },
  }
}

/** Nothing more can be learnt about it. */
function isSettled({ status }: RotationRequest): boolean {
  return status === 'COMPLETED' || status === 'FAILED'
}
