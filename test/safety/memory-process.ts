import type { Clock } from '../../src/clock.ts'
import type { KmsClient } from '../../src/kms/kms-client.ts'
import { createKeyWatches } from '../../src/rotation/watch/key-watches.ts'
import type { KeyWatches } from '../../src/rotation/watch/key-watches.ts'
import { createOnDemandRotations } from '../../src/rotation/change/on-demand-rotations.ts'
import type { OnDemandRotations } from '../../src/rotation/change/on-demand-rotations.ts'
import { createRequestFollower } from '../../src/rotation/change/request-follower.ts'
import type { RequestStore } from '../../src/rotation/request-store.ts'
import { isSettled } from '../../src/rotation/rotation-request.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import type { MemoryLogger } from '../support/memory-logger.ts'

/** What a gateway process has of rotation, without its server. */
export interface MemoryProcess {
  readonly rotations: OnDemandRotations
  readonly watches: KeyWatches
  readonly logger: MemoryLogger
  /** Ends everything that runs. */
  end(): void
}

export interface MemoryProcessOptions {
  readonly kms: KmsClient
  readonly store: RequestStore
  readonly clock: Clock
}

/** Starts a gateway, which continues the requests in the store. */
export async function startMemoryProcess({
  kms,
  store,
  clock,
}: MemoryProcessOptions): Promise<MemoryProcess> {
  const logger = createMemoryLogger()
  const kmsOf = () => kms
  const watches = createKeyWatches({ kmsOf, clock, logger, random: () => 0 })
  const follower = createRequestFollower({
    watches,
    store,
    clock,
    logger,
    completionTimeoutMs: 15 * 60_000,
    unknownOutcomeTimeoutMs: 5 * 60_000,
  })
  const rotations = createOnDemandRotations({
    kmsOf,
    isForeign: () => false,
    watches,
    follower,
    store,
    clock,
    logger,
    onDemandRotationsPerKey: 1_000,
    settleTimeoutMs: 10_000,
  })
  for (const request of await store.list()) {
    const latest = await store.latestOf(request.keyArn)
    if (!isSettled(request) && latest?.id === request.id) await follower.resume(request)
  }
  return {
    rotations,
    watches,
    logger,
    end() {
      follower[Symbol.dispose]()
      watches[Symbol.dispose]()
    },
  }
}
