import { cautiousDateOn, steadyDateOn } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { GatewayFacts, GatewayServices } from '../context.ts'
import { defaultInventory, defaultPolicy } from '../defaults.ts'
import type { KeyArn } from '../kms/key-arn.ts'
import { scopeName, toKeyArn } from '../kms/scopes.ts'
import type { Logger } from '../logger.ts'
import type { NoticeReceiver } from '../push/push-source.ts'
import {
  createAutomaticRotationControl,
  defaultReadBack,
} from '../rotation/change/automatic-rotation-control.ts'
import { createKeyedMutex } from '../rotation/change/keyed-mutex.ts'
import { createOnDemandRotations } from '../rotation/change/on-demand-rotations.ts'
import { createSettingRecords } from '../rotation/change/setting-records.ts'
import { createRequestFollower } from '../rotation/change/request-follower.ts'
import { createInventory } from '../rotation/inventory/create-inventory.ts'
import { createInventoryPolling } from '../rotation/inventory/inventory-polling.ts'
import { KeyRecords } from '../rotation/inventory/key-records.ts'
import { createRecordingKms } from '../rotation/inventory/recording-kms.ts'
import { policyWithoutRules } from '../rotation/policy/policy-document.ts'
import { createMemoryRequestStore } from '../rotation/request-store.ts'
import type { AutomaticRotationRequest } from '../rotation/automatic-rotation-request.ts'
import { isRotationRequest } from '../rotation/change-record.ts'
import { isDated, keyRemoved } from '../rotation/rotation-event.ts'
import { isSettled } from '../rotation/rotation-request.ts'
import { mayRotate } from '../rotation/rules/rotation-support.ts'
import { createEventLog } from '../rotation/stream/event-log.ts'
import { createEventStreams } from '../rotation/stream/event-streams.ts'
import { isRotationInProgress } from '../rotation/watch/key-view.ts'
import { createKeyWatches } from '../rotation/watch/key-watches.ts'
import type { AllObservers } from './all-observers.ts'
import { createKeySets } from './key-sets.ts'
import type { GatewayOptions } from './options.ts'
import { createPushReceiver } from './push-receiver.ts'
import { createScopeLayers } from './scope-layers.ts'

export interface DomainOptions {
  readonly facts: GatewayFacts
  readonly clock: Clock
  readonly logger: Logger
  readonly observers: AllObservers
}

/** Everything behind the server: KMS, watches, events, requests and changes. Disposing it ends all background work. */
export interface Domain extends Disposable {
  readonly services: Omit<GatewayServices, 'contextFor'>
  /** Continues the requests that an earlier run of the gateway left unsettled: of rotations, the newest of each key. */
  resumeRequests(): Promise<void>
  /** Handles the notices of a push source. */
  readonly receiveNotices: NoticeReceiver
}

export function createDomain(
  options: GatewayOptions,
  { facts, clock, logger, observers }: DomainOptions,
): Domain {
  const records = options.inventory && new KeyRecords()
  const { listEveryMs, statusEveryMs, restEveryMs } = { ...defaultInventory, ...options.inventory }
  const intervals = { listEveryMs, statusEveryMs, restEveryMs }
  const layers = createScopeLayers(options, {
    clock,
    logger,
    observers,
    record: records && ((kms) => createRecordingKms(kms, records, () => steadyDateOn(clock))),
  })
  const { scopes } = layers
  // Decisions must not be based on cached responses.
  const kmsOf = (keyArn: string) => layers.freshOf(toKeyArn(keyArn))
  const isForeign = (key: KeyArn) => scopes.isForeign(key)

  const requests =
    options.requests ??
    createMemoryRequestStore({
      now: () => cautiousDateOn(clock),
      idempotencyWindowMs: facts.limits.idempotencyWindowMs,
    })
  const settingRecords = createSettingRecords({ store: requests, logger })
  const events = createEventLog({ clock, retentionMs: facts.limits.eventRetentionMs })
  const watches = createKeyWatches({
    kmsOf,
    clock,
    logger,
    intervals: options.watchIntervals,
    inventory: records && createInventoryPolling(records, intervals.restEveryMs, clock),
    onObservation: ({ keyArn, view, events: seen }) => {
      const runningSince = view && isRotationInProgress(view) ? view.lastStartedAt : undefined
      // Before any subscriber is notified, who might then read the key.
      scopes.find(toKeyArn(keyArn))?.kms.noteObservation({ keyArn, events: seen, runningSince })
      for (const event of seen) {
        if (event.kind === 'AutomaticRotationChanged') settingRecords.confirm(event)
        if (!isDated(event)) events.add(event)
        observers.onEvent(event.kind)
      }
    },
    onFailure: observers.onPollFailed,
    onNoticePoll: observers.onPushPoll,
  })
  observers.onWatchesCreated(watches)
  const inventory =
    records &&
    createInventory({
      scopes: {
        current: () => new Map(scopes.all.map((scope) => [scope.name, layers.freshOf(scope)])),
        onChange: (listener) => scopes.onChange(listener),
      },
      records,
      watches,
      clock,
      logger,
      intervals,
      store: options.inventory?.store,
      onRead: observers.onInventoryRead,
      onRemoved({ key, metadata, aliases, tags }) {
        if (metadata?.value && !mayRotate(metadata.value)) return
        watches.announce(keyRemoved(key.arn, { aliases, tags }, new Date(clock.now())))
      },
    })
  if (inventory) observers.onInventoryCreated(inventory)
  const scopesChanging = scopes.onChange(() =>
    watches.retryFailed((keyArn) => scopes.named(scopeName(toKeyArn(keyArn))) !== undefined),
  )

  const follower = createRequestFollower({
    watches,
    store: requests,
    clock,
    logger,
    onStatus: observers.onRotationRequestStatus,
    completionTimeoutMs: facts.limits.completionTimeoutMs,
    unknownOutcomeTimeoutMs: options.unknownOutcomeTimeoutMs ?? 5 * 60_000,
  })
  const selectedKeys = createKeySets({ scopes, inventory, clock, logger })
  const stopping = new AbortController()
  const changes = { kmsOf, isForeign, watches, clock, logger, onAttempt: observers.onChangeAttempt }
  const automaticRotation = createAutomaticRotationControl({
    ...changes,
    records: settingRecords,
    readBack: { ...defaultReadBack, ...options.readBack },
  })

  /** In the background, because its reads take seconds. */
  function resumeSetting(request: AutomaticRotationRequest): void {
    automaticRotation.resume(request, stopping.signal).catch((error: unknown) => {
      if (stopping.signal.aborted) return
      logger.error({ changeId: request.id, err: error }, 'change: not settled after the restart')
    })
  }

  return {
    services: {
      facts,
      clock,
      scopes,
      backgroundBudget: (accountId) => layers.budgetOf(accountId).status,
      kmsBudgets: ({ name }) => scopes.named(name)?.limited.budgets() ?? [],
      watches,
      events,
      streams: createEventStreams({
        watches,
        log: events,
        clock,
        additionOf: inventory && ((keyArn) => inventory.additionOf(keyArn)),
        maxQueued: options.maxQueuedEvents,
      }),
      selectedKeys,
      rotationPolicy: options.rotationPolicy ?? {
        current: policyWithoutRules({ ...defaultPolicy, ...options.policy }),
      },
      inventory,
      fleetWork: createKeyedMutex(),
      requests,
      follower,
      automaticRotation,
      onDemandRotations: createOnDemandRotations({
        ...changes,
        follower,
        store: requests,
        onDemandRotationsPerKey: facts.limits.onDemandRotationsPerKey,
        settleTimeoutMs: options.settleTimeoutMs ?? 10_000,
      }),
    },
    receiveNotices: createPushReceiver({ scopes, watches, selectedKeys, inventory }),
    async resumeRequests() {
      for (const request of await requests.list()) {
        const latest = await requests.latestOf(request.keyArn)
        if (!isSettled(request) && latest?.id === request.id) await follower.resume(request)
      }
      for (const change of await requests.changes())
        if (!isRotationRequest(change) && change.outcome === 'PENDING') resumeSetting(change)
    },
    [Symbol.dispose]() {
      stopping.abort()
      scopesChanging[Symbol.dispose]()
      follower[Symbol.dispose]()
      selectedKeys[Symbol.dispose]()
      inventory?.[Symbol.dispose]()
      watches[Symbol.dispose]()
      layers[Symbol.dispose]()
    },
  }
}
