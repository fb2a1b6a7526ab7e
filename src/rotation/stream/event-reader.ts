import { setImmediate as immediate } from 'node:timers/promises'
import { createBoundedQueue } from '../watch/bounded-queue.ts'
import type { BoundedQueue } from '../watch/bounded-queue.ts'
import type { Observation } from '../watch/key-view.ts'
import type { LiveReader, LiveStep, LiveStream } from './live-stream.ts'
import type { Replay } from './replay.ts'
import type { StreamMessage } from './stream-message.ts'

export interface EventReaderOptions {
  readonly live: LiveStream
  /** Messages and observations that may be left unread. */
  readonly maxQueued: number
  /** One object for messages that say the same. */
  readonly pooled: (message: StreamMessage) => StreamMessage
  /** What was seen of a key last. */
  readonly lastOf: (keyArn: string) => Observation | undefined
}

type Item = readonly StreamMessage[] | LiveStep

const NOTHING: readonly StreamMessage[] = []
/** By the items before this one every key has been taken. */
const IS_WHOLE: readonly StreamMessage[] = []
/** The items before this one are the replay's, and those behind it the live stream's. */
const IS_LIVE: readonly StreamMessage[] = []
/** How many keys are gone through before other work has its turn. */
const SLICE = 500

/**
 * One stream of events, to be read once. One that resumes goes through the keys that the live stream has seen, then takes
 * the first view of each further key as it comes, and is given the live stream's messages once every key was taken. A
 * class, because each subscriber has one: methods cost nothing, closures do.
 */
export class EventReader implements LiveReader, AsyncIterableIterator<StreamMessage, undefined, undefined> {
  readonly #options: EventReaderOptions
  readonly #items: BoundedQueue<Item>
  #current: Iterator<StreamMessage> = NOTHING[Symbol.iterator]()
  /** Until everything that it has to make messages of is read. */
  #replay: Replay | undefined
  /** The keys that the live stream has seen, as far as they were not taken. */
  #ahead: Iterator<readonly [string, number]> | undefined
  /** The number of the last key of these that was taken. */
  #taken = 0
  /** Whether every key has been given to it, and whether it has come to them. */
  #isWhole = false
  #hasTakenAll = false
  /** Whether it is given the live stream's own messages. */
  #isLive = true

  constructor(options: EventReaderOptions) {
    const { live, maxQueued } = options
    this.#options = options
    this.#items = createBoundedQueue<Item>(maxQueued, () => live.leave(this))
    live.join(this)
  }

  /** Has to catch up first. */
  resume(replay: Replay): void {
    const { live } = this.#options
    this.#isLive = false
    this.#replay = replay
    this.#current = replay.opening()[Symbol.iterator]()
    this.#ahead = live.seen.entries()
    for (const keyArn of live.unreadable) this.#pushLast(keyArn)
  }

  observe(step: LiveStep, messages: readonly StreamMessage[]): void {
    if (this.#isLive) {
      if (messages.length > 0) this.#items.push(messages)
      return
    }
    if (this.#isMine(step)) this.#items.push(step)
    this.#goOn()
  }

  keysLeft(): void {
    if (!this.#isLive) this.#goOn()
  }

  end(): void {
    this.#items.end()
  }

  async next(): Promise<IteratorResult<StreamMessage, undefined>> {
    let passedOver = 0
    for (;;) {
      const message = this.#current.next()
      if (!message.done) return { done: false, value: message.value }
      if (this.#ahead) {
        this.#current = this.#takeAhead(this.#ahead)
        if (++passedOver % SLICE === 0) await immediate()
        continue
      }
      const item = await this.#items.next()
      if (item.done) return { done: true, value: undefined }
      if (item.value === IS_LIVE) this.#replay = undefined
      else if (item.value === IS_WHOLE) this.#hasTakenAll = true
      this.#current =
        'observation' in item.value ? this.#messagesOf(item.value) : item.value[Symbol.iterator]()
    }
  }

  return(): Promise<IteratorReturnResult<undefined>> {
    this.#current = NOTHING[Symbol.iterator]()
    this.#ahead = undefined
    this.#replay = undefined
    return this.#items.return()
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  /** Whether the replay has anything to make of it, and will not come to it by itself. */
  #isMine({ observation, isSeen, isFirst }: LiveStep): boolean {
    const number = this.#options.live.seen.get(observation.keyArn)
    if (this.#ahead && number !== undefined && number > this.#taken) return false
    if (isFirst || !isSeen) return this.#replay?.hasPending(observation) === true
    return observation.events.length > 0 || observation.problem !== undefined
  }

  /** The messages of the next key that was seen before this reader came to it. */
  #takeAhead(ahead: Iterator<readonly [string, number]>): Iterator<StreamMessage> {
    const next = ahead.next()
    if (next.done) {
      this.#ahead = undefined
      this.#goOn()
      return NOTHING[Symbol.iterator]()
    }
    const [keyArn, number] = next.value
    this.#taken = number
    const observation = this.#options.lastOf(keyArn)
    if (!observation || !this.#replay?.hasPending(observation)) return NOTHING[Symbol.iterator]()
    return this.#pooled(this.#replay.takeFirst(observation, true))
  }

  #messagesOf({ observation, isSeen, isFirst, reach }: LiveStep): Iterator<StreamMessage> {
    const replay = this.#replay
    const number = this.#options.live.seen.get(observation.keyArn) ?? Infinity
    // What was known of a key before its first view is part of that, and the reader may have come to it since.
    if (!replay || (!isSeen && number <= this.#taken)) return NOTHING[Symbol.iterator]()
    if (this.#hasTakenAll) replay.caughtUp(reach)
    const isNext = isSeen && !isFirst
    return this.#pooled(isNext ? replay.takeNext(observation) : replay.takeFirst(observation, isFirst))
  }

  *#pooled(messages: Iterable<StreamMessage>): Generator<StreamMessage, void, undefined> {
    for (const message of messages) yield this.#options.pooled(message)
  }

  #pushLast(keyArn: string): void {
    const observation = this.#options.lastOf(keyArn)
    if (observation) this.#items.push({ observation, isSeen: false, isFirst: false, reach: -Infinity })
  }

  /** Once every key was given to it. It stays with the replay while there are keys that cannot be read. */
  #goOn(): void {
    const { live } = this.#options
    if (this.#ahead || !live.isWhole) return
    if (live.unreadable.size > 0) {
      if (!this.#isWhole) this.#items.push(IS_WHOLE)
      this.#isWhole = true
      return
    }
    this.#isLive = true
    live.includePast()
    this.#items.push(IS_LIVE)
  }
}
