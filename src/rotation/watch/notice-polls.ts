import { hasPassed } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import type { QueuedStart } from './start-queue.ts'

/** Pauses between the polls after a notice, in milliseconds: the key is polled now, and after 5, 15 and 60 seconds. */
export const NOTICE_PAUSES_MS: readonly number[] = [5_000, 10_000, 45_000]

/** Minimum time between two polls for notices about one key, in milliseconds. Notices in between share the second poll. */
export const NOTICE_INTERVAL_MS = 2_000

export interface NoticePollsOptions {
  readonly clock: Clock
  /** Queues a poll. May start it immediately. */
  readonly enqueue: (start: () => void) => QueuedStart
  readonly poll: () => void
  /** Called with the date of the oldest notice that a poll answers, in milliseconds since the epoch. */
  readonly onPoll: (noticedAt: number) => void
}

/**
 * The polls of one key after notices that it may have changed. Each notice starts the pauses again. The number of queued
 * polls and timers does not depend on the number of notices.
 */
export class NoticePolls implements Disposable {
  readonly #options: NoticePollsOptions
  #pauses = NOTICE_PAUSES_MS.values()
  #queued: QueuedStart | undefined
  #isQueued = false
  #polledAt = -Infinity
  /** The date of the oldest notice that no poll has answered. */
  #noticedAt: number | undefined
  #waiting = new AbortController()

  constructor(options: NoticePollsOptions) {
    this.#options = options
  }

  /** @param noticedAt when AWS sent the notice, in milliseconds since the epoch */
  notice(noticedAt: number): void {
    this.#noticedAt ??= noticedAt
    this.#pauses = NOTICE_PAUSES_MS.values()
    // A queued poll starts after this notice.
    if (this.#isQueued) return
    void this.#enqueueAfter(this.#polledAt + NOTICE_INTERVAL_MS - this.#options.clock.elapsed())
  }

  /** A poll found an event, so further polls are not needed. */
  settle(): void {
    this.#waiting.abort()
  }

  [Symbol.dispose](): void {
    this.#waiting.abort()
    this.#queued?.cancel()
  }

  async #enqueueAfter(ms: number): Promise<void> {
    this.#waiting.abort()
    this.#waiting = new AbortController()
    if (ms > 0 && !(await hasPassed(this.#options.clock, ms, this.#waiting.signal))) return
    this.#isQueued = true
    this.#queued = this.#options.enqueue(() => this.#start())
  }

  #start(): void {
    this.#isQueued = false
    this.#polledAt = this.#options.clock.elapsed()
    this.#options.poll()
    if (this.#noticedAt !== undefined) this.#options.onPoll(this.#noticedAt)
    this.#noticedAt = undefined
    const { value: pauseMs } = this.#pauses.next()
    if (pauseMs !== undefined) void this.#enqueueAfter(pauseMs)
  }
}
