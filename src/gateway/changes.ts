import type { Clock } from '../clock.ts'
import type { GatewayFacts, GatewayServices } from '../context.ts'
import type { KeyArn } from '../kms/key-arn.ts'
import { toKeyArn } from '../kms/scopes.ts'
import type { Logger } from '../logger.ts'
import type { AutomaticRotationRequest } from '../rotation/automatic-rotation-request.ts'
import { isRotationRequest } from '../rotation/change-record.ts'
import {
  createAutomaticRotationControl,
  defaultReadBack,
} from '../rotation/change/automatic-rotation-control.ts'
import { createOnDemandRotations } from '../rotation/change/on-demand-rotations.ts'
import { createRequestFollower } from '../rotation/change/request-follower.ts'
import type { SettingRecords } from '../rotation/change/setting-records.ts'
import type { RequestStore } from '../rotation/request-store.ts'
import { isSettled } from '../rotation/rotation-request.ts'
import type { KeyWatches } from '../rotation/watch/key-watches.ts'
import type { AllObservers } from './all-observers.ts'
import type { GatewayOptions } from './options.ts'
import type { ScopeLayers } from './scope-layers.ts'

export interface ChangesOptions {
  readonly layers: ScopeLayers
  readonly watches: KeyWatches
  readonly requests: RequestStore
  readonly settingRecords: SettingRecords
  readonly limits: GatewayFacts['limits']
  readonly clock: Clock
  readonly logger: Logger
  readonly observers: AllObservers
}

/** What changes keys. Disposing it ends the work that follows changes. */
export interface Changes extends Disposable {
  readonly services: Pick<GatewayServices, 'follower' | 'automaticRotation' | 'onDemandRotations'>
  /** Continues the changes that an earlier run of the gateway left unsettled: of rotations, the newest of each key. */
  resume(): Promise<void>
}

export function createChanges(
  {
    requiredReason,
    readBack,
    settleTimeoutMs = 10_000,
    unknownOutcomeTimeoutMs = 5 * 60_000,
  }: GatewayOptions,
  { layers, watches, requests, settingRecords, limits, clock, logger, observers }: ChangesOptions,
): Changes {
  const follower = createRequestFollower({
    watches,
    store: requests,
    clock,
    logger,
    onStatus: observers.onRotationRequestStatus,
    completionTimeoutMs: limits.completionTimeoutMs,
    unknownOutcomeTimeoutMs,
  })
  const shared = {
    // Decisions must not be based on cached responses.
    kmsOf: (keyArn: string) => layers.freshOf(toKeyArn(keyArn)),
    isForeign: (key: KeyArn) => layers.scopes.isForeign(key),
    watches,
    clock,
    logger,
    onAttempt: observers.onChangeAttempt,
    requiredReason,
  }
  const automaticRotation = createAutomaticRotationControl({
    ...shared,
    records: settingRecords,
    readBack: { ...defaultReadBack, ...readBack },
  })
  const onDemandRotations = createOnDemandRotations({
    ...shared,
    follower,
    store: requests,
    onDemandRotationsPerKey: limits.onDemandRotationsPerKey,
    settleTimeoutMs,
  })
  const stopping = new AbortController()

  /** In the background, because its reads take seconds. */
  function resumeSetting(request: AutomaticRotationRequest): void {
    automaticRotation.resume(request, stopping.signal).catch((error: unknown) => {
      if (stopping.signal.aborted) return
      logger.error({ changeId: request.id, err: error }, 'change: not settled after the restart')
    })
  }

  return {
    services: { follower, automaticRotation, onDemandRotations },
    async resume() {
      for (const request of await requests.list()) {
        const latest = await requests.latestOf(request.keyArn)
        if (!isSettled(request) && latest?.id === request.id) await follower.resume(request)
      }
      for (const change of await requests.changes())
        if (!isRotationRequest(change) && change.outcome === 'PENDING') resumeSetting(change)
    },
    [Symbol.dispose]() {
      stopping.abort()
      follower[Symbol.dispose]()
    },
  }
}
