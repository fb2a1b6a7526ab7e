import { AsyncLocalStorage } from 'node:async_hooks'
import { hasPassed, steadyDateOn } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import type { KmsClient } from '../../kms/kms-client.ts'
import type { Logger } from '../../logger.ts'
import { createBoundedQueue } from './bounded-queue.ts'
import type { BoundedQueue } from './bounded-queue.ts'
import type { KeyView, Observation, Poll } from './key-view.ts'
import { startKeyWatch } from './key-watch.ts'
import type { KeyWatch } from './key-watch.ts'
import { QueuedPolls } from './queued-polls.ts'
import type { RotationEvent } from '../rotation-event.ts'
import type { SettingWatches } from './setting-watches.ts'
import { spreadIntervals } from './spread-intervals.ts'
import { createStartQueue } from './start-queue.ts'
import type { StartKind } from './start-queue.ts'
import { defaultWatchIntervals, idleRequestsPerSecond } from './watch-schedule.ts'
import type { WatchIntervals } from './watch-schedule.ts'

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

export interface Listener {
  readonly next: (observation: Observation) => void
  /** The watches are disposed. */
  readonly end: () => void
}

interface Running {
  readonly watch: KeyWatch
  readonly since: number
  /** Each listener, and whether it named the key. */
  readonly listeners: Map<Listener, boolean>
  /** Number of listeners that named the key. */
  named: number
  readonly polls: QueuedPolls
  /** Set while the watch has no listeners and will stop after a while. */
  lingering: Lingering | undefined
  /** A listener needs a newer view than that of the last poll, and the watch has not polled since. */
  isOutdated: boolean
}

/** Keys that lost their last listener together and are still watched for a while. */
interface Lingering {
  readonly keys: Map<string, Running>
  /** Aborts when each key has a listener again. */
  readonly over: AbortController
}

export function createKeyWatches(options: KeyWatchesOptions): KeyWatches {
  const { kmsOf, clock, logger, random = Math.random, idlePollsPerSecond = 50, maxQueued = 1_000 } = options
  const { firstPollsPerSecond = 20, inventory, onObservation } = options
  const intervals = { ...defaultWatchIntervals, ...options.intervals }
  const watched = new Map<string, Running>()
  const starts = createStartQueue(clock, firstPollsPerSecond)
  let namedKeys = 0
  // All operations share a watch, so it must not run in the async context of the operation that started it.
  const detached = AsyncLocalStorage.snapshot()

  const isNamedKey = (keyArn: string): boolean => (watched.get(keyArn)?.named ?? 0) > 0

  function intervalsOf(keyArn: string): WatchIntervals {
    const isNamed = isNamedKey(keyArn)
    if (inventory && !isNamed)
      return { ...intervals, idleMs: inventory.everyMs, historyMs: inventory.everyMs / 2 }
    const counts = { named: namedKeys, others: watched.size - namedKeys }
    return spreadIntervals(intervals, idlePollsPerSecond, counts, isNamed)
  }

  /** As {@link intervalsOf}, with the next poll of the inventory at its time. */
  function nextIntervals(keyArn: string): WatchIntervals {
    const steady = intervalsOf(keyArn)
    return inventory && !isNamedKey(keyArn) ? { ...steady, idleMs: inventory.untilPoll(keyArn) } : steady
  }

  function notify(observation: Observation): void {
    onObservation?.(observation)
    for (const listener of watched.get(observation.keyArn)?.listeners.keys() ?? []) listener.next(observation)
  }

  function lastOf(keyArn: string): Observation | undefined {
    const running = watched.get(keyArn)
    return running?.isOutdated ? undefined : running?.watch.last
  }

  function join(keyArn: string, listener: Listener, isNamed: boolean, createdAfter?: number): void {
    const running = watched.get(keyArn) ?? start(keyArn, createdAfter)
    if (running.lingering) {
      requirePoll(running)
      stopLingering(keyArn, running, running.lingering)
    }
    if (!running.listeners.has(listener)) {
      running.listeners.set(listener, isNamed)
      if (isNamed) countNamed(running)
    }
    const last = lastOf(keyArn)
    if (last) listener.next(last)
  }

  /**
   * The last poll may be long ago, so the listener gets what a first poll would find. The poll is queued once, even if listeners
   * come and go before it, so that it does not move behind later ones.
   */
  function requirePoll(running: Running): void {
    if (!running.isOutdated) {
      running.watch.refresh()
      running.polls.add(running.named > 0)
    }
    running.isOutdated = true
  }

  function countNamed(running: Running): void {
    running.named++
    if (running.named > 1) return
    namedKeys++
    running.polls.prioritize()
    running.watch.reschedule()
    const { view } = running.watch.last ?? {}
    if (inventory && view && clock.now() - view.historyReadAt.getTime() > intervals.historyMs)
      requirePoll(running)
  }

  function start(keyArn: string, createdAfter: number | undefined): Running {
    const known = inventory?.knownOf(keyArn)
    const watch = detached(startKeyWatch, {
      keyArn,
      kms: () => kmsOf(keyArn),
      clock,
      // The inventory spreads its polls itself.
      random: () => (inventory && running.named === 0 ? 0 : random()),
      intervals: () => nextIntervals(keyArn),
      logger,
      known,
      isHeld: known === undefined,
      isNamed: () => running.named > 0,
      since: createdAfter,
      onObservation: (observation) => {
        running.isOutdated = false
        running.polls.notePolled(observation.events.length > 0)
        notify(observation)
      },
      onFailure: options.onFailure,
    })
    const running: Running = {
      watch,
      since: createdAfter === undefined ? (known?.polledAt.getTime() ?? steadyDateOn(clock)) : -Infinity,
      listeners: new Map(),
      named: 0,
      polls: new QueuedPolls({
        watch,
        clock,
        enqueue: (begin: () => void, kind: StartKind) => detached(() => starts.add(begin, kind)),
        onNoticePoll: options.onNoticePoll,
      }),
      lingering: undefined,
      isOutdated: false,
    }
    watched.set(keyArn, running)
    if (!known) running.polls.add(false)
    return running
  }

  function leave(keyArns: Iterable<string>, listener: Listener, lingerMs: number): void {
    const lingering: Lingering = { keys: new Map(), over: new AbortController() }
    for (const keyArn of keyArns) {
      const running = watched.get(keyArn)
      const isNamed = running?.listeners.get(listener)
      if (!running || isNamed === undefined) continue
      running.listeners.delete(listener)
      if (isNamed && --running.named === 0) namedKeys--
      if (running.listeners.size > 0) continue
      if (lingerMs === 0) stop(keyArn, running)
      else {
        running.lingering = lingering
        lingering.keys.set(keyArn, running)
      }
    }
    if (lingering.keys.size > 0) void stopAfter(lingerMs, lingering)
  }

  async function stopAfter(ms: number, { keys, over }: Lingering): Promise<void> {
    if (!(await hasPassed(clock, ms, over.signal))) return
    for (const [keyArn, running] of keys) stop(keyArn, running)
  }

  function stopLingering(keyArn: string, running: Running, { keys, over }: Lingering): void {
    running.lingering = undefined
    keys.delete(keyArn)
    if (keys.size === 0) over.abort()
  }

  function stop(keyArn: string, running: Running): void {
    watched.delete(keyArn)
    running.polls[Symbol.dispose]()
    running.watch[Symbol.dispose]()
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
      const running = watched.get(keyArn)
      running?.polls.notice(noticedAt)
      return running !== undefined
    },
    refresh: (keyArn) => watched.get(keyArn)?.polls.refresh(),
    announce(event) {
      const { keyArn } = event
      notify({ keyArn, view: watched.get(keyArn)?.watch.last?.view, events: [event] })
    },
    retryFailed(isAffected) {
      for (const [keyArn, { watch, polls, named }] of watched)
        if ((watch.mode === 'failing' || watch.mode === 'rejected') && isAffected(keyArn))
          polls.add(named > 0)
    },
    viewOf: (keyArn) => watched.get(keyArn)?.watch.last?.view,
    lastOf,
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
      for (const { watch, listeners, lingering, polls } of watched.values()) {
        lingering?.over.abort()
        polls[Symbol.dispose]()
        watch[Symbol.dispose]()
        for (const listener of listeners.keys()) listener.end()
      }
      starts[Symbol.dispose]()
      watched.clear()
    },
  }
}
