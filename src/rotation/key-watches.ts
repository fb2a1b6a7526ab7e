import type { Clock } from '../clock.ts'
import type { Kms } from '../kms/kms.ts'
import type { Logger } from '../logger.ts'
import { createBoundedQueue } from './bounded-queue.ts'
import type { BoundedQueue } from './bounded-queue.ts'
import type { KeyView, Observation } from './key-view.ts'
import { startKeyWatch } from './key-watch.ts'
import type { KeyWatch } from './key-watch.ts'
import { createPace } from './pace.ts'
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
}

/** One watch per key, however many want to know. */
export interface KeyWatches extends Disposable {
  /**
   * What becomes known of these keys from now on, and each reading of a history even if it brought nothing; for a key
   * that is watched already, its view at once. A reader that
   * does not drain is thrown out with a `SlowConsumerError`. Ends when the reader returns, or with the watches.
   */
  watch(keyArns: Iterable<string>): BoundedQueue<Observation>
  /** Wakes the watch of a key, if there is one: a rotation was asked for or may have happened. */
  nudge(keyArn: string): void
  /** What has been seen of a key that is watched. */
  viewOf(keyArn: string): KeyView | undefined
  /** How many keys are watched. */
  readonly size: number
}

export function createKeyWatches(options: KeyWatchesOptions): KeyWatches {
  const { kmsOf, clock, logger, random = Math.random, idleLooksPerSecond = 50, maxQueued = 1_000 } = options
  const { firstLooksPerSecond = 20 } = options
  const intervals = { ...defaultWatchIntervals, ...options.intervals }
  const watched = new Map<
    string,
    { readonly watch: KeyWatch; readonly readers: Set<BoundedQueue<Observation>> }
  >()

  const takeTurn = createPace(clock, firstLooksPerSecond)

  function currentIntervals(): WatchIntervals {
    const spreadMs = (watched.size / idleLooksPerSecond) * 1_000
    return {
      ...intervals,
      idleMs: Math.max(intervals.idleMs, spreadMs),
      // A read of the history costs ten times a look: the quota is a tenth.
      historyMs: Math.max(intervals.historyMs, spreadMs * 10),
    }
  }

  function join(keyArn: string, reader: BoundedQueue<Observation>): void {
    const running = watched.get(keyArn)
    if (running) {
      running.readers.add(reader)
      if (running.watch.last) reader.push(running.watch.last)
      return
    }
    const readers = new Set([reader])
    const watch = startKeyWatch({
      keyArn,
      kms: kmsOf(keyArn),
      clock,
      random,
      intervals: currentIntervals,
      logger,
      startAfterMs: takeTurn(),
      onObservation: (observation) => {
        for (const each of readers) each.push(observation)
      },
    })
    watched.set(keyArn, { watch, readers })
  }

  function leave(keyArn: string, reader: BoundedQueue<Observation>): void {
    const running = watched.get(keyArn)
    if (!running?.readers.delete(reader) || running.readers.size > 0) return
    watched.delete(keyArn)
    running.watch[Symbol.dispose]()
  }

  return {
    watch(keyArns) {
      const arns = new Set(keyArns)
      const reader = createBoundedQueue<Observation>(maxQueued + arns.size, () => {
        for (const keyArn of arns) leave(keyArn, reader)
      })
      for (const keyArn of arns) join(keyArn, reader)
      return reader
    },
    nudge(keyArn) {
      watched.get(keyArn)?.watch.nudge()
    },
    viewOf: (keyArn) => watched.get(keyArn)?.watch.last?.view,
    get size() {
      return watched.size
    },
    [Symbol.dispose]() {
      for (const { watch, readers } of watched.values()) {
        watch[Symbol.dispose]()
        for (const reader of readers) reader.end()
      }
      watched.clear()
    },
  }
}
