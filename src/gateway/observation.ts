import type { Clock } from '../clock.ts'
import { defaultInventory } from '../defaults.ts'
import type { Prices } from '../kms/rate/prices.ts'
import { scopeName, toKeyArn } from '../kms/scopes.ts'
import type { Logger } from '../logger.ts'
import type { SettingRecords } from '../rotation/change/setting-records.ts'
import { createInventory } from '../rotation/inventory/create-inventory.ts'
import type { InventoryOptions, KeptInventory } from '../rotation/inventory/create-inventory.ts'
import { createInventoryPolling } from '../rotation/inventory/inventory-polling.ts'
import type { KeyRecords } from '../rotation/inventory/key-records.ts'
import { isDated, keyRemoved } from '../rotation/rotation-event.ts'
import { mayRotate } from '../rotation/rules/rotation-support.ts'
import type { EventLog } from '../rotation/stream/event-log.ts'
import { isRotationInProgress } from '../rotation/watch/key-view.ts'
import { createKeyWatches } from '../rotation/watch/key-watches.ts'
import type { KeyWatches, KeyWatchesOptions } from '../rotation/watch/key-watches.ts'
import type { AllObservers } from './all-observers.ts'
import { createBackgroundCosts } from './background-costs.ts'
import type { BackgroundCosts } from './background-costs.ts'
import { createCostLine } from './cost-line.ts'
import type { ScopeLayers } from './scope-layers.ts'

export interface ObservationOptions extends InventoryOptions {
  readonly layers: ScopeLayers
  /** What the recording layer records. Undefined: the gateway keeps no inventory. */
  readonly records: KeyRecords | undefined
  readonly events: EventLog
  readonly settingRecords: Pick<SettingRecords, 'confirm'>
  readonly watchIntervals: KeyWatchesOptions['intervals']
  readonly prices: Prices
  readonly clock: Clock
  readonly logger: Logger
  readonly observers: AllObservers
}

/** What sees that keys change. Disposing it ends its polling. */
export interface Observation extends Disposable {
  readonly watches: KeyWatches
  readonly inventory: KeptInventory | undefined
  readonly backgroundCosts: BackgroundCosts
}

/** Creates the watches and, over them, the inventory. Each event that they see goes to the cache, the records of changes, the log and the observers. */
export function createObservation(options: ObservationOptions): Observation {
  const { layers, records, events, settingRecords, watchIntervals, clock, logger, observers } = options
  const { scopes } = layers
  const { listEveryMs, statusEveryMs, restEveryMs } = { ...defaultInventory, ...options }
  const intervals = { listEveryMs, statusEveryMs, restEveryMs }

  const watches = createKeyWatches({
    // Decisions must not be based on cached responses.
    kmsOf: (keyArn) => layers.freshOf(toKeyArn(keyArn)),
    clock,
    logger,
    intervals: watchIntervals,
    inventory: records && createInventoryPolling(records, restEveryMs, clock),
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
      store: options.store,
      onRead: observers.onInventoryRead,
      onState: () => logCost?.(),
      onRemoved({ key, metadata, aliases, tags }) {
        if (metadata?.value && !mayRotate(metadata.value)) return
        watches.announce(keyRemoved(key.arn, { aliases, tags }, new Date(clock.now())))
      },
    })
  if (inventory) observers.onInventoryCreated(inventory)
  const priced = { layers, watches, prices: options.prices }
  const logCost = inventory && createCostLine({ ...priced, inventory, logger })
  const backgroundCosts = createBackgroundCosts({ ...priced, inventory })
  observers.onBackgroundCostsCreated(backgroundCosts)

  const scopesChanging = scopes.onChange(() =>
    watches.retryFailed((keyArn) => scopes.named(scopeName(toKeyArn(keyArn))) !== undefined),
  )
  return {
    watches,
    inventory,
    backgroundCosts,
    [Symbol.dispose]() {
      scopesChanging[Symbol.dispose]()
      inventory?.[Symbol.dispose]()
      watches[Symbol.dispose]()
    },
  }
}
