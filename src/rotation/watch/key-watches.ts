import { AsyncLocalStorage } from 'node:async_hooks'
import { hasPassed, steadyDateOn } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import type { KmsClient } from '../../kms/kms-client.ts'
import type { KeyRotationStatus } from '../../kms/kms.ts'
import type { Logger } from '../../logger.ts'
import { createBoundedQueue } from './bounded-queue.ts'
import type { BoundedQueue } from './bounded-queue.ts'
import type { KeyView, Observation } from './key-view.ts'
import { startKeyWatch } from './key-watch.ts'
import type { KeyWatch } from './key-watch.ts'
import type { RotationEvent } from '../rotation-event.ts'
import { createStartQueue } from './start-queue.ts'
import type { QueuedStart } from './start-queue.ts'
import { defaultWatchIntervals, idleRequestsPerSecond } from './watch-schedule.ts'
import type { SettingChange, WatchIntervals } from './watch-schedule.ts'

export interface KeyWatchesOptions {
  /** The KMS that a key belongs to. */
  readonly kmsOf: (keyArn: string) => KmsClient
  readonly clock: Clock
  readonly logger: Logger
  /** @default {@link defaultWatchIntervals} */
  readonly intervals?: Partial<WatchIntervals> | undefined
  /** From 0 to 1. @default Math.random */
  readonly random?: (() => number) | undefined
  /**
   * Idle polls per second over all watched keys; with more keys each is looked at less often. Keys that a caller named
   * have up to nine tenths of them, whatever other keys are watched. @default 50
   */
  readonly idlePollsPerSecond?: number | undefined
  /**
   * Watches that may start to poll in a second; further ones wait for their turn. A first poll reads the history,
   * whose quota of 100 requests a second others need too. @default 20
   */
  readonly firstPollsPerSecond?: number | undefined
  /** Observations one reader may leave unread. @default 1_000 */
  readonly maxQueued?: number | undefined
  /** Told first, of every key. */
  readonly onObservation?: ((observation: Observation) => void) | undefined
  /** Told of each poll that failed: with the error's code. */
  readonly onFailure?: ((code: string) => void) | undefined
}

/** One watch per key, whatever the number of listeners. */
export interface KeyWatches extends Disposable, SettingWatches {
  /**
   * Calls the listener with what becomes known of these keys, and for each reading of a history even if it brought
   * nothing; for a key that is watched already, with its view at once. Until it is disposed.
   */
  observe(keyArns: Iterable<string>, listener: Listener, options?: ObserveOptions): Observing
  /**
   * The same as a stream, of keys that a caller named. A reader that does not drain is thrown out with a
   * `SlowConsumerError`. Ends when the reader returns, or with the watches.
   */
  watch(keyArns: Iterable<string>): BoundedQueue<Observation>
  /** Wakes the watch of a key, if there is one: a rotation was asked for or may have happened. */
  nudge(keyArn: string): void
  /** Tells the readers of its key of an event that no poll at KMS can bring. */
  announce(event: RotationEvent): void
  /** What has been seen of a key that is watched. */
  viewOf(keyArn: string): KeyView | undefined
  /** What somebody who joined now would be told of the key first; undefined while there is nothing to tell. */
  lastOf(keyArn: string): Observation | undefined
  /**
   * Since when no event of the key can have been missed, in milliseconds since the epoch; -Infinity for a key that did
   * not exist before it was watched; undefined when it is not watched.
   */
  watchedSince(keyArn: string): number | undefined
  /** How many keys are watched. */
  readonly size: number
  /** Where the watch of each key stands. */
  modes(): readonly KeyWatch['mode'][]
  /** What the watches of some keys send at their present intervals. */
  idlePolling(isCounted: (keyArn: string) => boolean): IdlePolling
}

export interface IdlePolling {
  readonly keys: number
  /** Requests to KMS, while nothing happens to the keys. */
  readonly requestsPerSecond: number
}

/** For changes of automatic rotation that this gateway makes. Does nothing for a key that is not watched. */
export interface SettingWatches {
  /**
   * A change was sent, whatever became of it: the key is looked at now, and often until the change shows.
   *
   * @param change undefined where KMS refused it
   * @param before the status before the change, where it was read
   */
  settingSent(
    keyArn: string,
    change: Pick<SettingChange, 'isShown'> | undefined,
    before: KeyRotationStatus | undefined,
  ): void
  /** Enough reads in a row have shown this status after the change. */
  settingShown(keyArn: string, status: KeyRotationStatus): void
}

export interface ObserveOptions {
  /** How long a key is watched on when this listener was the last one, in milliseconds. @default 0 */
  readonly lingerMs?: number | undefined
  /** Whether a caller named the keys. These are looked at first. @default true */
  readonly isNamed?: boolean | undefined
}

export interface Observing extends Disposable {
  /**
   * Further keys.
   *
   * @param createdAfter they did not exist at this time, in milliseconds since the epoch: what happened to them since is
   * news. Undefined where they did, or that is not known
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
  /** And whether each named the key. */
  readonly listeners: Map<Listener, boolean>
  /** How many of them did. */
  named: number
  /** The turn of its first poll, or of the poll that is owed to somebody who came back. */
  turn: QueuedStart | undefined
  /** It is watched for nobody, and for how long is decided here. */
  lingering: Lingering | undefined
  /** Somebody came back, and the poll that is owed to them has not been taken. */
  isBehind: boolean
}

/** Keys that were left together, and are watched on for a while. */
interface Lingering {
  readonly keys: Map<string, Running>
  /** Aborts when somebody has come back to each of them. */
  readonly over: AbortController
}

/** How much of all idle polls the keys that callers named may have, while others are watched. */
const NAMED_PART = 0.9

export function createKeyWatches(options: KeyWatchesOptions): KeyWatches {
  const { kmsOf, clock, logger, random = Math.random, idlePollsPerSecond = 50, maxQueued = 1_000 } = options
  const { firstPollsPerSecond = 20, onObservation } = options
  const intervals = { ...defaultWatchIntervals, ...options.intervals }
  const watched = new Map<string, Running>()
  const starts = createStartQueue(clock, firstPollsPerSecond)
  let namedKeys = 0
  // A watch is everybody's: what it does is not on behalf of the operation that was the first to ask for it.
  const detached = AsyncLocalStorage.snapshot()

  /** Keys that a caller named have their pace, and all others what is left. */
  function intervalsOf(keyArn: string): WatchIntervals {
    const others = watched.size - namedKeys
    const perSecond = others > 0 ? idlePollsPerSecond * NAMED_PART : idlePollsPerSecond
    const namedMs = Math.max(intervals.idleMs, (namedKeys / perSecond) * 1_000)
    const left = idlePollsPerSecond - namedKeys / (namedMs / 1_000)
    const isNamed = (watched.get(keyArn)?.named ?? 0) > 0
    const spreadMs = (isNamed ? namedKeys / perSecond : others / left) * 1_000
    return {
      ...intervals,
      idleMs: Math.max(intervals.idleMs, spreadMs),
      // A read of the history costs ten times a poll: the quota is a tenth.
      historyMs: Math.max(intervals.historyMs, spreadMs * 10),
    }
  }

  function tell(observation: Observation): void {
    onObservation?.(observation)
    for (const listener of watched.get(observation.keyArn)?.listeners.keys() ?? []) listener.next(observation)
  }

  function lastOf(keyArn: string): Observation | undefined {
    const running = watched.get(keyArn)
    return running?.isBehind ? undefined : running?.watch.last
  }

  function join(keyArn: string, listener: Listener, isNamed: boolean, createdAfter?: number): void {
    const running = watched.get(keyArn) ?? start(keyArn, createdAfter)
    if (running.lingering) {
      // What it saw last may be long ago: who comes back is owed what a first poll would bring. Its turn is taken once,
      // however often they come and go before it is there: others wait for theirs.
      if (!running.isBehind) {
        running.watch.refresh()
        queueLook(running)
      }
      running.isBehind = true
      comeBack(keyArn, running, running.lingering)
    }
    if (!running.listeners.has(listener)) {
      running.listeners.set(listener, isNamed)
      if (isNamed) nameOnce(running)
    }
    const last = lastOf(keyArn)
    if (last) listener.next(last)
  }

  function nameOnce(running: Running): void {
    running.named++
    if (running.named > 1) return
    namedKeys++
    running.turn?.prioritize()
    running.watch.reschedule()
  }

  function start(keyArn: string, createdAfter: number | undefined): Running {
    const watch = detached(startKeyWatch, {
      keyArn,
      kms: kmsOf(keyArn),
      clock,
      random,
      intervals: () => intervalsOf(keyArn),
      logger,
      isHeld: true,
      isNamed: () => running.named > 0,
      since: createdAfter,
      onObservation: (observation) => {
        running.isBehind = false
        endTurn(running)
        tell(observation)
      },
      onFailure: options.onFailure,
    })
    const running: Running = {
      watch,
      since: createdAfter === undefined ? steadyDateOn(clock) : -Infinity,
      listeners: new Map(),
      named: 0,
      turn: undefined,
      lingering: undefined,
      isBehind: false,
    }
    watched.set(keyArn, running)
    queueLook(running)
    return running
  }

  function queueLook(running: Running): void {
    endTurn(running)
    running.turn = detached(() => starts.add(() => running.watch.wake(), running.named > 0))
  }

  function endTurn(running: Running): void {
    running.turn?.cancel()
    running.turn = undefined
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

  function comeBack(keyArn: string, running: Running, { keys, over }: Lingering): void {
    running.lingering = undefined
    keys.delete(keyArn)
    if (keys.size === 0) over.abort()
  }

  function stop(keyArn: string, running: Running): void {
    watched.delete(keyArn)
    endTurn(running)
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
    settingShown: (keyArn, status) => watched.get(keyArn)?.watch.settingShown(status),
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
    announce(event) {
      const { keyArn } = event
      tell({ keyArn, view: watched.get(keyArn)?.watch.last?.view, events: [event] })
    },
    viewOf: (keyArn) => watched.get(keyArn)?.watch.last?.view,
    lastOf,
    watchedSince: (keyArn) => watched.get(keyArn)?.since,
    get size() {
      return watched.size
    },
    modes: () => [...watched.values()].map(({ watch }) => watch.mode),
    idlePolling(isCounted) {
      let keys = 0
      let requestsPerSecond = 0
      for (const [keyArn, { watch }] of watched) {
        if (!isCounted(keyArn)) continue
        keys++
        requestsPerSecond += idleRequestsPerSecond(intervalsOf(keyArn), watch.mode === 'rejected')
      }
      return { keys, requestsPerSecond }
    },
    [Symbol.dispose]() {
      for (const { watch, listeners, lingering } of watched.values()) {
        lingering?.over.abort()
        watch[Symbol.dispose]()
        for (const listener of listeners.keys()) listener.end()
      }
      starts[Symbol.dispose]()
      watched.clear()
    },
  }
}
