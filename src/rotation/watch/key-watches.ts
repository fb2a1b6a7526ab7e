import { AsyncLocalStorage } from 'node:async_hooks'
import { steadyDateOn } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import type { KmsClient } from '../../kms/kms-client.ts'
import type { Logger } from '../../logger.ts'
import { Alarms } from './alarms.ts'
import { createBoundedQueue } from './bounded-queue.ts'
import type { BoundedQueue } from './bounded-queue.ts'
import type { KeyView, Observation, Poll } from './key-view.ts'
import { KeyWatch } from './key-watch.ts'
import type { WatchHost } from './key-watch.ts'
import { LingeringKeys } from './lingering-keys.ts'
import type { PollQueue } from './queued-polls.ts'
import type { RotationEvent } from '../rotation-event.ts'
import type { SettingWatches } from './setting-watches.ts'
import { spreadIntervals } from './spread-intervals.ts'
import { createStartQueue } from './start-queue.ts'
import { defaultWatchIntervals, idleRequestsPerSecond } from './watch-schedule.ts'
import type { WatchIntervals } from './watch-schedule.ts'
import { WatchedKey } from './watched-key.ts'
import type { Listener } from './watched-key.ts'

export interface KeyWatchesOptions {
  /** The KMS client for the account and Region of a key. */
  readonly kmsOf: (keyArn: string) => KmsClient
  readonly clock: Clock
  readonly logger: Logger
  /** @default {@link defaultWatchIntervals} */
  readonly intervals?: Partial<WatchIntervals> | undefined
  /** From 0 to 1. @default Math.random */
  readonly random?: (() => number) | undefined
  /**
   * Maximum idle polls per second of all watched keys together. With more keys, each key is polled less often. Named keys
   * get up to nine tenths of the polls. @default 50
   */
  readonly idlePollsPerSecond?: number | undefined
  /**
   * Maximum first polls per second. Further watches are queued. A first poll reads the history, whose quota of 100 requests
   * per second other requests need too. @default 20
   */
  readonly firstPollsPerSecond?: number | undefined
  /** Maximum number of unread observations of one reader. @default 1_000 */
  readonly maxQueued?: number | undefined
  /** How the inventory polls the keys that no caller named. @default such keys share the rest of the idle polls */
  readonly inventory?: InventoryPolling | undefined
  /** Called with each observation, before the listeners. */
  readonly onObservation?: ((observation: Observation) => void) | undefined
  /** Called with the error code of each failed poll. */
  readonly onFailure?: ((code: string) => void) | undefined
  /** Called when a poll answers a notice, with the milliseconds since AWS sent the notice. */
  readonly onNoticePoll?: ((delayMs: number) => void) | undefined
}

/** The idle polls of keys that no caller named, while the gateway keeps an inventory. Each poll reads the history. */
export interface InventoryPolling {
  /** Time between the idle polls of a key, in milliseconds. */
  readonly everyMs: number
  /** Milliseconds until the next idle poll of the key. */
  untilPoll(keyArn: string): number
  /** What a poll would have found when the key was last read. Undefined if the status or the history is not known. */
  knownOf(keyArn: string): Poll | undefined
}

/** One watch per key, regardless of the number of listeners. */
export interface KeyWatches extends Disposable, SettingWatches {
  /**
   * Calls the listener with each observation of these keys, until the result is disposed. Every read of the history is an
   * observation, even without events. If a key is watched already, calls the listener with its view immediately.
   */
  observe(keyArns: Iterable<string>, listener: Listener, options?: ObserveOptions): Observing
  /**
   * The observations of named keys as a stream. A reader that is too slow gets a `SlowConsumerError`. The stream ends when
   * the reader returns or the watches are disposed.
   */
  watch(keyArns: Iterable<string>): BoundedQueue<Observation>
  /** Wakes the watch of a key, if there is one: a rotation was requested or may have happened. */
  nudge(keyArn: string): void
  /**
   * Polls a key soon, because it may have changed, and again after 5, 15 and 60 seconds until a poll finds an event. The polls
   * have background priority. While first polls are queued, every second start is a poll for a notice.
   *
   * @param noticedAt when AWS sent the notice, in milliseconds since the epoch
   * @returns whether the key is watched
   */
  notice(keyArn: string, noticedAt: number): boolean
  /** Polls a watched key once and reads its history, because another read showed that it has changed. */
  refresh(keyArn: string): void
  /** Delivers an event that polls cannot find to the listeners of its key. */
  announce(event: RotationEvent): void
  /** Polls some of the keys whose last poll failed, queued with the first polls: their accounts may be readable now. */
  retryFailed(isAffected: (keyArn: string) => boolean): void
  /** The view of a watched key. */
  viewOf(keyArn: string): KeyView | undefined
  /** The first observation for a new listener. Undefined before the first poll succeeded. */
  lastOf(keyArn: string): Observation | undefined
  /**
   * No event of the key since this time can have been missed, in milliseconds since the epoch. -Infinity for a key that did
   * not exist before it was watched; undefined for a key that is not watched.
   */
  watchedSince(keyArn: string): number | undefined
  /** Number of watched keys. */
  readonly size: number
  /** The mode of each watch. */
  modes(): readonly KeyWatch['mode'][]
  /** The idle polling of each group of keys at the current intervals. */
  idlePolling(groupOf: (keyArn: string) => string): ReadonlyMap<string, IdlePolling>
}

export interface IdlePolling {
  readonly keys: number
  /** KMS requests while the keys are idle. */
  readonly requestsPerSecond: number
}

export interface ObserveOptions {
  /** How long to keep watching a key after its last listener, in milliseconds. @default 0 */
  readonly lingerMs?: number | undefined
  /** Whether a caller named the keys. These are looked at first. @default true */
  readonly isNamed?: boolean | undefined
}

export interface Observing extends Disposable {
  /**
   * Adds keys.
   *
   * @param createdAfter the keys did not exist at this time, in milliseconds since the epoch: everything since leads to
   * events. Undefined if they existed or that is not known
   */
  add(keyArns: readonly string[], createdAfter: number | undefined): void
  remove(keyArns: readonly string[]): void
}

export function createKeyWatches(options: KeyWatchesOptions): KeyWatches {
  const { kmsOf, clock, logger, random = Math.random, idlePollsPerSecond = 50, maxQueued = 1_000 } = options
  const { firstPollsPerSecond = 20, inventory, onObservation, onFailure, onNoticePoll } = options
  const intervals = { ...defaultWatchIntervals, ...options.intervals }
  const watched = new Map<string, WatchedKey>()
  const starts = createStartQueue(clock, firstPollsPerSecond)
  let namedKeys = 0
  // All operations share a watch, so it must not run in the async context of the operation that started it.
  const detached = AsyncLocalStorage.snapshot()
  const alarms = new Alarms(clock)

  const isNamed = (keyArn: string): boolean => watched.get(keyArn)?.isNamed ?? false

  function intervalsOf(keyArn: string): WatchIntervals {
    if (inventory && !isNamed(keyArn))
      return { ...intervals, idleMs: inventory.everyMs, historyMs: inventory.everyMs / 2 }
    const counts = { named: namedKeys, others: watched.size - namedKeys }
    return spreadIntervals(intervals, idlePollsPerSecond, counts, isNamed(keyArn))
  }

  /** As {@link intervalsOf}, with the next poll of the inventory at its time. */
  function nextIntervals(keyArn: string): WatchIntervals {
    const steady = intervalsOf(keyArn)
    return inventory && !isNamed(keyArn) ? { ...steady, idleMs: inventory.untilPoll(keyArn) } : steady
  }

  function notify(observation: Observation): void {
    onObservation?.(observation)
    for (const listener of watched.get(observation.keyArn)?.listeners ?? []) listener.next(observation)
  }

  const host: WatchHost = {
    kmsOf,
    clock,
    logger,
    // The inventory spreads its polls itself.
    random: (keyArn) => (inventory && !isNamed(keyArn) ? 0 : random()),
    intervalsOf: nextIntervals,
    isNamed,
    onObservation(observation) {
      watched.get(observation.keyArn)?.notePolled(observation.events.length > 0)
      notify(observation)
    },
    onFailure,
    alarms,
    detached,
  }
  const queue: PollQueue = {
    clock,
    enqueue: (begin, kind) => detached(() => starts.add(begin, kind)),
    onNoticePoll,
  }

  function join(keyArn: string, listener: Listener, isNamed: boolean, createdAfter?: number): void {
    const key = watched.get(keyArn) ?? start(keyArn, createdAfter)
    if (key.lingering) {
      key.requirePoll()
      key.lingering.remove(keyArn)
      key.lingering = undefined
    }
    const wasNamed = key.isNamed
    key.addListener(listener, isNamed)
    if (key.isNamed && !wasNamed) noteNamed(key)
    if (key.last) listener.next(key.last)
  }

  function noteNamed(key: WatchedKey): void {
    namedKeys++
    const { view } = key.watch.last ?? {}
    if (inventory && view && clock.now() - view.historyReadAt.getTime() > intervals.historyMs)
      key.requirePoll()
  }

  function start(keyArn: string, createdAfter: number | undefined): WatchedKey {
    const known = inventory?.knownOf(keyArn)
    const watch = detached(
      () => new KeyWatch(host, { keyArn, known, isHeld: known === undefined, since: createdAfter }),
    )
    const since = createdAfter === undefined ? (known?.polledAt.getTime() ?? steadyDateOn(clock)) : -Infinity
    const key = new WatchedKey(watch, since, queue)
    watched.set(keyArn, key)
    if (!known) key.polls.add(false)
    return key
  }

  function leave(keyArns: Iterable<string>, listener: Listener, lingerMs: number): void {
    const lingering = new LingeringKeys()
    for (const keyArn of keyArns) {
      const key = watched.get(keyArn)
      const wasNamed = key?.isNamed
      if (!key?.removeListener(listener)) continue
      if (wasNamed && !key.isNamed) namedKeys--
      if (key.hasListeners) continue
      if (lingerMs === 0) stop(keyArn)
      else {
        key.lingering = lingering
        lingering.add(keyArn)
      }
    }
    void lingering.stopAfter(lingerMs, clock, stop)
  }

  function stop(keyArn: string): void {
    watched.get(keyArn)?.[Symbol.dispose]()
    watched.delete(keyArn)
  }

  function observe(
    keyArns: Iterable<string>,
    listener: Listener,
    { lingerMs = 0, isNamed = true }: ObserveOptions = {},
  ): Observing {
    const arns = new Set(keyArns)
    for (const keyArn of arns) join(keyArn, listener, isNamed)
    return {
      add(more, createdAfter) {
        for (const keyArn of more) {
          arns.add(keyArn)
          join(keyArn, listener, isNamed, createdAfter)
        }
      },
      remove(gone) {
        for (const keyArn of gone) arns.delete(keyArn)
        leave(gone, listener, 0)
      },
      [Symbol.dispose]: () => leave(arns, listener, lingerMs),
    }
  }

  return {
    observe,
    settingSent: (keyArn, change, before) => watched.get(keyArn)?.watch.settingSent(change, before),
    settingShown: (keyArn, status, changeId) => watched.get(keyArn)?.watch.settingShown(status, changeId),
    watch(keyArns) {
      const arns = new Set(keyArns)
      let observing: Disposable | undefined
      const reader = createBoundedQueue<Observation>(maxQueued + arns.size, () =>
        observing?.[Symbol.dispose](),
      )
      observing = observe(arns, { next: (observation) => reader.push(observation), end: () => reader.end() })
      return reader
    },
    nudge(keyArn) {
      watched.get(keyArn)?.watch.nudge()
    },
    notice(keyArn, noticedAt) {
      const key = watched.get(keyArn)
      key?.polls.notice(noticedAt)
      return key !== undefined
    },
    refresh: (keyArn) => watched.get(keyArn)?.polls.refresh(),
    announce(event) {
      const { keyArn } = event
      notify({ keyArn, view: watched.get(keyArn)?.watch.last?.view, events: [event] })
    },
    retryFailed(isAffected) {
      for (const [keyArn, key] of watched) {
        const { mode } = key.watch
        if ((mode === 'failing' || mode === 'rejected') && isAffected(keyArn)) key.polls.add(key.isNamed)
      }
    },
    viewOf: (keyArn) => watched.get(keyArn)?.watch.last?.view,
    lastOf: (keyArn) => watched.get(keyArn)?.last,
    watchedSince: (keyArn) => watched.get(keyArn)?.since,
    get size() {
      return watched.size
    },
    modes: () => [...watched.values()].map(({ watch }) => watch.mode),
    idlePolling(groupOf) {
      const groups = new Map<string, IdlePolling>()
      for (const [keyArn, { watch }] of watched) {
        const group = groupOf(keyArn)
        const { keys, requestsPerSecond } = groups.get(group) ?? { keys: 0, requestsPerSecond: 0 }
        const ofKey = idleRequestsPerSecond(intervalsOf(keyArn), watch.mode === 'rejected')
        groups.set(group, { keys: keys + 1, requestsPerSecond: requestsPerSecond + ofKey })
      }
      return groups
    },
    [Symbol.dispose]() {
      for (const key of watched.values()) {
        key.lingering?.cancel()
        key[Symbol.dispose]()
        for (const listener of key.listeners) listener.end()
      }
      starts[Symbol.dispose]()
      alarms[Symbol.dispose]()
      watched.clear()
    },
  }
}
