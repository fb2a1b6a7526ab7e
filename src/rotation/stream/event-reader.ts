import { setImmediate as immediate } from 'node:timers/promises'
import { createBoundedQueue } from '../watch/bounded-queue.ts'
import type { BoundedQueue } from '../watch/bounded-queue.ts'
import type { Observation } from '../watch/key-view.ts'
import type { LiveReader, LiveStep, LiveStream } from './live-stream.ts'
import type { Replay } from './replay.ts'
import type { StreamMessage } from './stream-message.ts'

export interface EventReaderOptions {
  readonly live: LiveStream
  /** The start of this reader, in milliseconds since the epoch. */
  readonly openedAt: number
  /** Maximum number of unread messages and observations. */
  readonly maxQueued: number
  /** Returns one object for equal messages. */
  readonly intern: (message: StreamMessage) => StreamMessage
  /** The last observation of a key. */
  readonly lastOf: (keyArn: string) => Observation | undefined
}

type Item = readonly StreamMessage[] | LiveStep

const NOTHING: readonly StreamMessage[] = []
/** Marks that the items before it include every key. */
const ALL_KEYS_QUEUED: readonly StreamMessage[] = []
/** Marks that scopes are denied and not reported yet. */
const SCOPES_DENIED: readonly StreamMessage[] = []
/** Marks the end of the replay: the items after it are messages of the live stream. */
const LIVE_FROM_HERE: readonly StreamMessage[] = []
const UNSEEN = { isSeen: false, isFirst: false, isLate: false, completeUpTo: -Infinity }
/** Number of keys to process before yielding to the event loop. */
const SLICE = 500

/**
 * The event stream of one subscriber. A resumed reader first processes the keys that the live stream has seen, then the first
 * view of each further key as it arrives. After every key it delivers the messages of the live stream. A class, because
 * each subscriber has one: a method takes no memory per instance, a closure does.
 */
export class EventReader implements LiveReader, AsyncIterableIterator<StreamMessage, undefined, undefined> {
  readonly #options: EventReaderOptions
  readonly #items: BoundedQueue<Item>
  #current: Iterator<StreamMessage> = NOTHING[Symbol.iterator]()
  /** Undefined after the replay. */
  #replay: Replay | undefined
  /** The keys that the live stream has seen and this reader has not processed. */
  #ahead: Iterator<readonly [string, number]> | undefined
  /** The number of the last processed key. */
  #taken = 0
  /** Whether every key is queued, and whether every key was processed. */
  #hasQueuedAll = false
  #hasTakenAll = false
  #hasQueuedScopes = false
  /** Whether it delivers the messages of the live stream. */
  #isLive = true

  constructor(options: EventReaderOptions) {
    const { live, maxQueued } = options
    this.#options = options
    this.#items = createBoundedQueue<Item>(maxQueued, () => live.leave(this))
    live.join(this)
  }

  /** Starts the replay. */
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
      const own = step.isLate ? messages.filter((message) => this.#isOwn(message)) : messages
      if (own.length > 0) this.#items.push(own)
      return
    }
    if (this.#needsReplay(step)) this.#items.push(step)
    this.#joinLiveIfComplete()
  }

  keysChanged(): void {
    if (this.#isLive) return
    if (!this.#hasQueuedScopes && this.#replay?.hasPendingScopes) {
      this.#hasQueuedScopes = true
      this.#items.push(SCOPES_DENIED)
    }
    this.#joinLiveIfComplete()
  }

  end(): void {
    this.#items.end()
  }

  async next(): Promise<IteratorResult<StreamMessage, undefined>> {
    let processed = 0
    for (;;) {
      const message = this.#current.next()
      if (!message.done) return { done: false, value: message.value }
      if (this.#ahead) {
        this.#current = this.#takeAhead(this.#ahead)
        if (++processed % SLICE === 0) await immediate()
        continue
      }
      const item = await this.#items.next()
      if (item.done) return { done: true, value: undefined }
      const removals =
        item.value === LIVE_FROM_HERE || item.value === ALL_KEYS_QUEUED
          ? this.#replay?.takeRemovals()
          : undefined
      if (item.value === LIVE_FROM_HERE) this.#replay = undefined
      else if (item.value === ALL_KEYS_QUEUED) this.#hasTakenAll = true
      this.#current =
        'observation' in item.value
          ? this.#messagesOf(item.value)
          : item.value === SCOPES_DENIED
            ? this.#takeScopes()
            : removals
              ? this.#interned(removals)
              : item.value[Symbol.iterator]()
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

  /** A key that joins late has rotations since the start of the live stream, which may be earlier than this reader's. */
  #isOwn(message: StreamMessage): boolean {
    return message.kind !== 'RotationCompleted' || message.occurredAt.getTime() >= this.#options.openedAt
  }

  #takeScopes(): Iterator<StreamMessage> {
    this.#hasQueuedScopes = false
    return (this.#replay?.takeScopes() ?? NOTHING)[Symbol.iterator]()
  }

  /** Whether the replay must process this step, and will not process its key later anyway. */
  #needsReplay({ observation, isSeen, isFirst }: LiveStep): boolean {
    const number = this.#options.live.seen.get(observation.keyArn)
    if (this.#ahead && number !== undefined && number > this.#taken) return false
    if (isFirst || !isSeen) return this.#replay?.hasPending(observation) === true
    return observation.events.length > 0 || observation.problem !== undefined
  }

  /** The messages of the next key that the live stream has seen. */
  #takeAhead(ahead: Iterator<readonly [string, number]>): Iterator<StreamMessage> {
    const next = ahead.next()
    if (next.done) {
      this.#ahead = undefined
      this.#joinLiveIfComplete()
      return NOTHING[Symbol.iterator]()
    }
    const [keyArn, number] = next.value
    this.#taken = number
    const observation = this.#options.lastOf(keyArn)
    if (!observation || !this.#replay?.hasPending(observation)) return NOTHING[Symbol.iterator]()
    return this.#interned(this.#replay.takeFirst(observation, true))
  }

  #messagesOf({ observation, isSeen, isFirst, completeUpTo }: LiveStep): Iterator<StreamMessage> {
    const replay = this.#replay
    const number = this.#options.live.seen.get(observation.keyArn) ?? Infinity
    // The first view of a key includes what was known before, and the reader may have processed it since.
    if (!replay || (!isSeen && number <= this.#taken)) return NOTHING[Symbol.iterator]()
    if (this.#hasTakenAll) replay.caughtUp(completeUpTo)
    const isNext = isSeen && !isFirst
    return this.#interned(isNext ? replay.takeNext(observation) : replay.takeFirst(observation, isFirst))
  }

  *#interned(messages: Iterable<StreamMessage>): Generator<StreamMessage, void, undefined> {
    for (const message of messages) yield this.#options.intern(message)
  }

  #pushLast(keyArn: string): void {
    const observation = this.#options.lastOf(keyArn)
    if (observation) this.#items.push({ observation, ...UNSEEN })
  }

  /** Joins the live stream after every key was queued. The replay continues while AWS denies some keys or scopes. */
  #joinLiveIfComplete(): void {
    const { live } = this.#options
    if (this.#ahead || !live.isComplete) return
    if (live.isDenied) {
      if (!this.#hasQueuedAll) this.#items.push(ALL_KEYS_QUEUED)
      this.#hasQueuedAll = true
      return
    }
    this.#isLive = true
    this.#replay?.endRemovals()
    live.includePast()
    this.#items.push(LIVE_FROM_HERE)
  }
}
