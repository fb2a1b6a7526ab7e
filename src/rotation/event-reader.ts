import { createBoundedQueue } from './bounded-queue.ts'
import type { BoundedQueue } from './bounded-queue.ts'
import type { Observation } from './key-view.ts'
import type { LiveReader, LiveStream } from './live-stream.ts'
import type { Replay } from './replay.ts'
import type { StreamMessage } from './stream-message.ts'

export interface EventReaderOptions {
  readonly live: LiveStream
  /** Messages and observations that may be left unread. */
  readonly maxQueued: number
  /** One object for messages that say the same. */
  readonly pooled: (message: StreamMessage) => StreamMessage
}

type Item = readonly StreamMessage[] | Observation

const NOTHING: readonly StreamMessage[] = []

/** One stream of events, to be read once. A class, because each subscriber has one: methods cost nothing, closures do. */
export class EventReader implements LiveReader, AsyncIterableIterator<StreamMessage, undefined, undefined> {
  readonly #live: LiveStream
  readonly #pooled: EventReaderOptions['pooled']
  readonly #items: BoundedQueue<Item>
  #current: Iterator<StreamMessage> = NOTHING[Symbol.iterator]()
  /** Until everything that it has to make messages of is read. */
  #replay: Replay | undefined
  /** Whether it is given the live stream's own messages. */
  #isLive = true

  constructor({ live, maxQueued, pooled }: EventReaderOptions) {
    this.#live = live
    this.#pooled = pooled
    this.#items = createBoundedQueue<Item>(maxQueued, () => live.leave(this))
    live.join(this)
  }

  /** Has to catch up first: with what the replay says to begin with, and to what was seen of each key last. */
  resume(replay: Replay, lastSeen: Iterable<Observation>): void {
    this.#isLive = false
    this.#replay = replay
    this.#items.push(replay.opening())
    for (const observation of lastSeen) this.#items.push(observation)
  }

  observe(observation: Observation, messages: readonly StreamMessage[]): void {
    if (!this.#isLive) this.#items.push(observation)
    else if (messages.length > 0) this.#items.push(messages)
  }

  end(): void {
    this.#items.end()
  }

  async next(): Promise<IteratorResult<StreamMessage, undefined>> {
    for (;;) {
      const message = this.#current.next()
      if (!message.done) return { done: false, value: message.value }
      const item = await this.#items.next()
      if (item.done) return { done: true, value: undefined }
      if (item.value === NOTHING) this.#replay = undefined
      this.#current = 'keyArn' in item.value ? this.#toldOf(item.value) : item.value[Symbol.iterator]()
    }
  }

  return(): Promise<IteratorReturnResult<undefined>> {
    this.#current = NOTHING[Symbol.iterator]()
    return this.#items.return()
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  *#toldOf(observation: Observation): Generator<StreamMessage, void, undefined> {
    const replay = this.#replay
    if (!replay) return
    for (const message of replay.take(observation)) yield this.#pooled(message)
    if (this.#isLive || !replay.isDone) return
    this.#isLive = true
    this.#live.reachBack()
    // Behind the last observation that is the replay's to tell: whoever reads this has no more use for it.
    this.#items.push(NOTHING)
  }
}
