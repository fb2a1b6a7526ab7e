import { createKeyWatches } from '../../src/rotation/watch/key-watches.ts'
import type { KeyWatches } from '../../src/rotation/watch/key-watches.ts'
import { createOnDemandRotations } from '../../src/rotation/change/on-demand-rotations.ts'
import type { OnDemandRotations } from '../../src/rotation/change/on-demand-rotations.ts'
import { createRequestFollower } from '../../src/rotation/change/request-follower.ts'
import type { RequestFollower } from '../../src/rotation/change/request-follower.ts'
import { createMemoryRequestStore } from '../../src/rotation/request-store.ts'
import type { RequestStore } from '../../src/rotation/request-store.ts'
import type { RotationRequest } from '../../src/rotation/rotation-request.ts'
import { createFakeKms } from '../support/fake-kms.ts'
import type { FakeKey, FakeKms } from '../support/fake-kms.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import type { MemoryLogger } from '../support/memory-logger.ts'
import { createStillClock } from '../support/still-clock.ts'
import type { StillClock } from '../support/still-clock.ts'
import { KEY, KEY_ARN } from './kms-values.ts'

/** On-demand rotations with a KMS in memory and a clock that stands still. */
export interface RotatingKey extends Disposable {
  readonly clock: StillClock
  readonly kms: FakeKms
  readonly key: FakeKey
  readonly store: RequestStore
  readonly follower: RequestFollower
  readonly rotations: OnDemandRotations
  readonly watches: KeyWatches
  readonly logger: MemoryLogger
  readonly now: () => Date
  /** Rotates the key and returns the request of the result. */
  rotate(): Promise<RotationRequest>
  /** The current request. */
  request(id: string): Promise<RotationRequest | undefined>
}

export const COMPLETION_TIMEOUT_MS = 15 * 60_000
export const UNKNOWN_OUTCOME_TIMEOUT_MS = 5 * 60_000

export function startRotatingKey(): RotatingKey {
  const clock = createStillClock()
  const kms = createFakeKms(KEY_ARN)
  const logger = createMemoryLogger()
  const kmsOf = () => kms
  const watches = createKeyWatches({ kmsOf, clock, logger, random: () => 0 })
  const store = createMemoryRequestStore({ now: () => clock.now() })
  const follower = createRequestFollower({
    watches,
    store,
    clock,
    logger,
    completionTimeoutMs: COMPLETION_TIMEOUT_MS,
    unknownOutcomeTimeoutMs: UNKNOWN_OUTCOME_TIMEOUT_MS,
  })
  const rotations = createOnDemandRotations({
    kmsOf,
    isForeign: () => false,
    watches,
    follower,
    store,
    clock,
    logger,
    onDemandRotationsPerKey: 25,
    settleTimeoutMs: 0,
  })
  return {
    watches,
    clock,
    kms,
    key: kms.key(KEY_ARN),
    store,
    follower,
    rotations,
    logger,
    now: () => new Date(clock.now()),
    async rotate() {
      const order = { key: KEY, requestedBy: 'tester', requestId: 'operation' }
      const { request } = await rotations.rotate(order)
      return request
    },
    request: (id) => store.get(id),
    [Symbol.dispose]() {
      follower[Symbol.dispose]()
      watches[Symbol.dispose]()
    },
  }
}

/** The statuses that a stream of requests has delivered so far, and whether the stream has ended. */
export function readStatuses(changes: AsyncIterable<RotationRequest> | undefined) {
  const read = { statuses: [] as string[], isEnded: false }
  void (async () => {
    for await (const { status } of changes ?? []) read.statuses.push(status)
    read.isEnded = true
  })()
  return read
}
