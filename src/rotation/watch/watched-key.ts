import type { Observation } from './key-view.ts'
import type { KeyWatch } from './key-watch.ts'
import type { LingeringKeys } from './lingering-keys.ts'
import { QueuedPolls } from './queued-polls.ts'
import type { PollQueue } from './queued-polls.ts'

export interface Listener {
  readonly next: (observation: Observation) => void
  /** The watches are disposed. */
  readonly end: () => void
}

/** The watch of one key, with its listeners and its queued polls. */
export class WatchedKey implements Disposable {
  readonly watch: KeyWatch
  /** See {@link KeyWatches.watchedSince}. */
  readonly since: number
  /** Set while the watch has no listeners and will stop after a while. */
  lingering: LingeringKeys | undefined
  readonly #queue: PollQueue
  /** Each listener, and whether it named the key. */
  readonly #listeners = new Map<Listener, boolean>()
  #named = 0
  /** Undefined before the first queued poll. */
  #polls: QueuedPolls | undefined
  /** A listener needs a newer view than that of the last poll, and the watch has not polled since. */
  #isOutdated = false

  constructor(watch: KeyWatch, since: number, queue: PollQueue) {
    this.watch = watch
    this.since = since
    this.#queue = queue
  }

  get polls(): QueuedPolls {
    return (this.#polls ??= new QueuedPolls(this.watch, this.#queue))
  }

  /** Whether a listener named the key. */
  get isNamed(): boolean {
    return this.#named > 0
  }

  get hasListeners(): boolean {
    return this.#listeners.size > 0
  }

  get listeners(): Iterable<Listener> {
    return this.#listeners.keys()
  }

  /** The first observation for a new listener. */
  get last(): Observation | undefined {
    return this.#isOutdated ? undefined : this.watch.last
  }

  addListener(listener: Listener, isNamed: boolean): void {
    if (this.#listeners.has(listener)) return
    this.#listeners.set(listener, isNamed)
    if (!isNamed) return
    this.#named++
    if (this.#named > 1) return
    this.#polls?.prioritize()
    this.watch.reschedule()
  }

  /** @returns whether it was a listener of the key */
  removeListener(listener: Listener): boolean {
    if (this.#listeners.get(listener) === true) this.#named--
    return this.#listeners.delete(listener)
  }

  /**
   * The last poll may be long ago, so the next listener gets what a first poll would find. The poll is queued once, even if
   * listeners come and go before it, so that it does not move behind later ones.
   */
  requirePoll(): void {
    if (!this.#isOutdated) {
      this.watch.refresh()
      this.polls.add(this.isNamed)
    }
    this.#isOutdated = true
  }

  /** Call when a poll has succeeded or was rejected. */
  notePolled(hasEvents: boolean): void {
    this.#isOutdated = false
    this.#polls?.notePolled(hasEvents)
  }

  [Symbol.dispose](): void {
    this.#polls?.[Symbol.dispose]()
    this.watch[Symbol.dispose]()
  }
}
