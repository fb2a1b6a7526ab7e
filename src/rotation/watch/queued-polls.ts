import type { Clock } from '../../clock.ts'
import type { KeyWatch } from './key-watch.ts'
import { NoticePolls } from './notice-polls.ts'
import type { QueuedStart, StartKind } from './start-queue.ts'

/** The queue of the polls of all keys. */
export interface PollQueue {
  readonly clock: Clock
  /** Queues a poll. May start it immediately. */
  readonly enqueue: (start: () => void, kind: StartKind) => QueuedStart
  /** Called when a poll answers a notice, with the milliseconds since AWS sent the notice. */
  readonly onNoticePoll: ((delayMs: number) => void) | undefined
}

/**
 * The polls of one key that are queued among those of all keys: its first poll, or the poll for a listener that returned, and
 * the polls for notices.
 */
export class QueuedPolls implements Disposable {
  readonly #watch: Pick<KeyWatch, 'wake' | 'notice'>
  readonly #queue: PollQueue
  #queued: QueuedStart | undefined
  /** Undefined before the first notice. */
  #notices: NoticePolls | undefined

  constructor(watch: Pick<KeyWatch, 'wake' | 'notice'>, queue: PollQueue) {
    this.#watch = watch
    this.#queue = queue
  }

  /** Queues one poll. Replaces one that is queued. */
  add(isNamed: boolean): void {
    this.#cancel()
    this.#queued = this.#queue.enqueue(() => this.#watch.wake(), isNamed ? 'NAMED' : 'OTHER')
  }

  /** Call when a caller names the key. */
  prioritize(): void {
    this.#queued?.prioritize()
  }

  /** @param noticedAt when AWS sent the notice, in milliseconds since the epoch */
  notice(noticedAt: number): void {
    const { clock, enqueue, onNoticePoll } = this.#queue
    this.#notices ??= new NoticePolls({
      clock,
      enqueue: (start) => enqueue(start, 'NOTICE'),
      poll: () => this.#watch.notice(),
      onPoll: (oldestAt) => onNoticePoll?.(Math.max(0, clock.now() - oldestAt)),
    })
    this.#notices.notice(noticedAt)
  }

  /** Queues one poll that reads the history: a read showed that the key has changed. */
  refresh(): void {
    this.#cancel()
    this.#queued = this.#queue.enqueue(() => this.#watch.notice(), 'NOTICE')
  }

  /** Call when a poll has succeeded or was rejected. */
  notePolled(hasEvents: boolean): void {
    this.#cancel()
    if (hasEvents) this.#notices?.settle()
  }

  [Symbol.dispose](): void {
    this.#cancel()
    this.#notices?.[Symbol.dispose]()
  }

  #cancel(): void {
    this.#queued?.cancel()
    this.#queued = undefined
  }
}
