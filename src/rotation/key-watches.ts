import { AsyncLocalStorage } from 'node:async_hooks'
import { hasPassed } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { Kms } from '../kms/kms.ts'
import type { Logger } from '../logger.ts'
import { createBoundedQueue } from './bounded-queue.ts'
import type { BoundedQueue } from './bounded-queue.ts'
import type { KeyView, Observation } from './key-view.ts'
import { startKeyWatch } from './key-watch.ts'
import type { KeyWatch } from './key-watch.ts'
import { createPace } from './pace.ts'
import type { RotationEvent } from './rotation-event.ts'
import { defaultWatchIntervals } from './watch-schedule.ts'
import type { WatchIntervals } from './watch-schedule.ts'

export interface KeyWatchesOptions {
  /** The KMS that a key belongs to. */
  readonly kmsOf: (keyArn: string) => Kms
  readonly clock: Clock
  readonly logger: Logger
  /** @default {@link defaultWatchIntervals} */
  readonly intervals?: Partial<WatchIntervals> | undefined
  /** From 0 to 1. @default Math.random */
  readonly random?: (() => number) | undefined
  /** Idle looks per second over all watched keys; with more keys each is looked at less often. @default 50 */
  readonly idleLooksPerSecond?: number | undefined
  /**
   * Watches that may start to look in a second; further ones wait for their turn. A first look reads the history,
   * whose quota of 100 requests a second others need too. @default 20
   */
  readonly firstLooksPerSecond?: number | undefined
  /** Observations one reader may leave unread. @default 1_000 */
  readonly maxQueued?: number | undefined
  /** Told first, of every key. */
  readonly onObservation?: ((observation: Observation) => void) | undefined
  /** Told of each look that failed: with the error's code. */
  readonly onFailure?: ((code: string) => void) | undefined
}

/** One watch per key, however many want to know. */
export interface KeyWatches extends Disposable {
  /**
   * Calls the listener with what becomes known of these keys, and for each reading of a history even if it brought
   * nothing; for a key that is watched already, with its view at once. Until it is disposed.
   *
   * @param lingerMs how long a key is watched on when this listener was the last one @default 0
   */
  observe(keyArns: Iterable<string>, listener: Listener, lingerMs?: number): Disposable
  /**
   * The same as a stream. A reader that does not drain is thrown out with a `SlowConsumerError`. Ends when the reader
   * returns, or with the watches.
   */
  watch(keyArns: Iterable<string>): BoundedQueue<Observation>
  /** Wakes the watch of a key, if there is one: a rotation was asked for or may have happened. */
  nudge(keyArn: string): void
  /** Tells the readers of its key of an event that no look at KMS can bring. */
  announce(event: RotationEvent): void
  /** What has been seen of a key that is watched. */
  viewOf(keyArn: string): KeyView | undefined
  /** What somebody who joined now would be told of the key first; undefined while there is nothing to tell. */
  lastOf(keyArn: string): Observation | undefined
  /** Since when the key has been watched without a break, in milliseconds since the epoch; undefined when it is not. */
  watchedSince(keyArn: string): number | undefined
  /** How many keys are watched. */
  readonly size: number
  /** Where the watch of each key stands. */
  modes(): readonly KeyWatch['mode'][]
}

export interface Listener {
  readonly next: (observation: Observation) => void
  /** The watches are disposed. */
  readonly end: () => void
}

interface Running {
  readonly watch: KeyWatch
  readonly since: number
  readonly listeners: Set<Listener>
  /** Aborts when somebody comes back. */
  lingering: AbortController | undefined
  /** Somebody came back, and the look that is owed to them has not been taken. */
  isBehind: boolean
}

export function createKeyWatches(options: KeyWatchesOptions): KeyWatches {
  const { kmsOf, clock, logger, random = Math.random, idleLooksPerSecond = 50, maxQueued = 1_000 } = options
  const { firstLooksPerSecond = 20, onObservation } = options
  const intervals = { ...defaultWatchIntervals, ...options.intervals }
  const watched = new Map<string, Running>()
  const takeTurn = createPace(clock, firstLooksPerSecond)
  // A watch is everybody's: what it does is not on behalf of the operation that was the first to ask for it.
  const onNobodysBehalf = AsyncLocalStorage.snapshot()

  function currentIntervals(): WatchIntervals {
    const spreadMs = (watched.size / idleLooksPerSecond) * 1_000
    return {
      ...intervals,
      idleMs: Math.max(intervals.idleMs, spreadMs),
      // A read of the history costs ten times a look: the quota is a tenth.
      historyMs: Math.max(intervals.historyMs, spreadMs * 10),
    }
  }

  function tell(observation: Observation): void {
    onObservation?.(observation)
    for (const listener of watched.get(observation.keyArn)?.listeners ?? []) listener.next(observation)
  }

  function lastOf(keyArn: string): Observation | undefined {
    const running = watched.get(keyArn)
    return running?.isBehind ? undefined : running?.watch.last
  }

  function join(keyArn: string, listener: Listener): void {
    const running = watched.get(keyArn)
    if (running) {
      if (running.lingering) {
        // What it saw last may be long ago: who comes back is owed what a first look would bring. Its turn is taken once,
        // however often they come and go before it is there: others wait for theirs.
        if (!running.isBehind) running.watch.refresh(takeTurn())
        running.isBehind = true
        running.lingering.abort()
        running.lingering = undefined
      }
      running.listeners.add(listener)
      const last = lastOf(keyArn)
      if (last) listener.next(last)
      return
    }
    const watch = onNobodysBehalf(startKeyWatch, {
      keyArn,
      kms: kmsOf(keyArn),
      clock,
      random,
      intervals: currentIntervals,
      logger,
      startAfterMs: takeTurn(),
      onObservation: (observation) => {
        const own = watched.get(keyArn)
        if (own) own.isBehind = false
        tell(observation)
      },
      onFailure: options.onFailure,
    })
    const listeners = new Set([listener])
    watched.set(keyArn, { watch, since: clock.now(), listeners, lingering: undefined, isBehind: false })
  }

  function leave(keyArn: string, listener: Listener, lingerMs: number): void {
    const running = watched.get(keyArn)
    if (!running?.listeners.delete(listener) || running.listeners.size > 0) return
    if (lingerMs === 0) return stop(keyArn, running)
    const lingering = new AbortController()
    running.lingering = lingering
    void linger()

    async function linger(): Promise<void> {
      const isOver = await hasPassed(clock, lingerMs, lingering.signal)
      if (isOver && running?.lingering === lingering) stop(keyArn, running)
    }
  }

  function stop(keyArn: string, { watch }: Running): void {
    watched.delete(keyArn)
    watch[Symbol.dispose]()
  }

  function observe(keyArns: Iterable<string>, listener: Listener, lingerMs = 0): Disposable {
    const arns = new Set(keyArns)
    for (const keyArn of arns) join(keyArn, listener)
    return {
      [Symbol.dispose]() {
        for (const keyArn of arns) leave(keyArn, listener, lingerMs)
      },
    }
  }

  return {
    observe,
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
    [Symbol.dispose]() {
      for (const { watch, listeners, lingering } of watched.values()) {
        lingering?.abort()
        watch[Symbol.dispose]()
        for (const listener of listeners) listener.end()
      }
      watched.clear()
    },
  }
}
