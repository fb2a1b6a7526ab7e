import { cautiousDateOn, steadyDateOn } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { GatewayFacts, GatewayServices } from '../context.ts'
import { defaultPolicy } from '../defaults.ts'
import type { Logger } from '../logger.ts'
import type { NoticeReceiver } from '../push/push-source.ts'
import { createKeyedMutex } from '../rotation/change/keyed-mutex.ts'
import { createSettingRecords } from '../rotation/change/setting-records.ts'
import { KeyRecords } from '../rotation/inventory/key-records.ts'
import { createRecordingKms } from '../rotation/inventory/recording-kms.ts'
import { policyWithoutRules } from '../rotation/policy/policy-document.ts'
import { createMemoryRequestStore } from '../rotation/request-store.ts'
import { createEventLog } from '../rotation/stream/event-log.ts'
import { createEventStreams } from '../rotation/stream/event-streams.ts'
import type { AllObservers } from './all-observers.ts'
import { createChanges } from './changes.ts'
import { createKeySets } from './key-sets.ts'
import { createObservation } from './observation.ts'
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
  /** Continues the changes that an earlier run of the gateway left unsettled: of rotations, the newest of each key. */
  resumeRequests(): Promise<void>
  /** Handles the notices of a push source. */
  readonly receiveNotices: NoticeReceiver
}

export function createDomain(
  options: GatewayOptions,
  { facts, clock, logger, observers }: DomainOptions,
): Domain {
  const { limits } = facts
  const records = options.inventory && new KeyRecords()
  const layers = createScopeLayers(options, {
    clock,
    logger,
    observers,
    record: records && ((kms) => createRecordingKms(kms, records, () => steadyDateOn(clock))),
  })
  const { scopes } = layers
  const requests =
    options.requests ??
    createMemoryRequestStore({
      now: () => cautiousDateOn(clock),
      idempotencyWindowMs: limits.idempotencyWindowMs,
    })
  const settingRecords = createSettingRecords({ store: requests, logger })
  const events = createEventLog({ clock, retentionMs: limits.eventRetentionMs })
  const shared = { layers, settingRecords, clock, logger, observers }
  const observation = createObservation({
    ...shared,
    ...options.inventory,
    records,
    events,
    watchIntervals: options.watchIntervals,
    prices: facts.prices,
  })
  const { watches, inventory, backgroundCosts } = observation
  const changes = createChanges(options, { ...shared, watches, requests, limits })
  const selectedKeys = createKeySets({ scopes, inventory, clock, logger })

  return {
    services: {
      facts,
      clock,
      scopes,
      backgroundCosts,
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
      ...changes.services,
    },
    receiveNotices: createPushReceiver({ scopes, watches, selectedKeys, inventory }),
    resumeRequests: () => changes.resume(),
    [Symbol.dispose]() {
      changes[Symbol.dispose]()
      selectedKeys[Symbol.dispose]()
      observation[Symbol.dispose]()
      layers[Symbol.dispose]()
    },
  }
}
