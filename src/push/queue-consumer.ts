import { hasPassed } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import { parseEventMessage } from './event-message.ts'
import type { EventMessage } from './event-message.ts'
import { QueueError } from './message-queue.ts'
import type { MessageQueue, QueuedMessage } from './message-queue.ts'
import type { NoticeReceiver, PushObserver } from './push-source.ts'
import { RecentIds } from './recent-ids.ts'

export interface QueueConsumerOptions {
  readonly queue: MessageQueue
  readonly receive: NoticeReceiver
  readonly clock: Clock
  /** From 0 to 1. */
  readonly random: () => number
  readonly logger: Logger
  readonly observer: PushObserver
}

/** A receive without messages takes up to 20 seconds. */
const MIN_EMPTY_MS = 1_000
const FIRST_BACKOFF_MS = 1_000
const MAX_BACKOFF_MS = 60_000
const MALFORMED_LOG_INTERVAL_MS = 60_000
/** How long a stopping consumer waits until the messages that it has handled are deleted. */
const DRAIN_MS = 2_000
/** EventBridge and SQS deliver a duplicate soon. */
const MAX_RECENT_IDS = 10_000

/** Reads a queue until it is disposed. Messages are deleted after their polls were scheduled. */
export function consumeQueue(options: QueueConsumerOptions): AsyncDisposable {
  const { queue, receive, clock, random, logger, observer } = options
  const { region, name } = queue
  const stopping = new AbortController()
  const drained = new AbortController()
  const handled = new RecentIds(MAX_RECENT_IDS)
  let failures = 0
  let malformed = 0
  let malformedLoggedAt = -Infinity

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const requestedAt = clock.elapsed()
        const messages = await queue.receive(stopping.signal)
        noteSuccess()
        const done = handle(messages)
        if (done.length > 0) {
          await queue.delete(done, drained.signal)
          observer.onPushMessagesDeleted(region, done.length)
        }
        // A queue that answers without waiting for messages must not cause one request after the other.
        if (messages.length === 0 && clock.elapsed() - requestedAt < MIN_EMPTY_MS)
          await hasPassed(clock, MIN_EMPTY_MS, stopping.signal)
      } catch (error) {
        if (stopping.signal.aborted) return
        noteFailure(error)
        const waitMs = Math.min(FIRST_BACKOFF_MS * 2 ** (failures - 1), MAX_BACKOFF_MS)
        await hasPassed(clock, waitMs * (1 - random() / 4), stopping.signal)
      }
    }
  }

  /** @returns the messages to delete */
  function handle(messages: readonly QueuedMessage[]): readonly QueuedMessage[] {
    const parsed = messages.map((message) => ({ message, event: parseEventMessage(message.body) }))
    const seen = new Set<string>()
    const isNew = ({ id }: EventMessage) => !handled.has(id) && seen.size < seen.add(id).size
    const fresh: { readonly event: EventMessage; readonly message: QueuedMessage }[] = []
    for (const { message, event } of parsed) {
      if (!event) noteMalformed(message)
      else if (!isNew(event)) observer.onPushMessage(region, 'DUPLICATE')
      else if (event.isRejectedCall) observer.onPushMessage(region, 'REJECTED_CALL')
      else fresh.push({ event, message })
    }
    const outcomes = receive(
      fresh.map(({ event, message }) => ({ ...event, sentAt: message.sentAt ?? clock.now() })),
    )
    for (const outcome of outcomes) observer.onPushMessage(region, outcome)
    for (const id of seen) handled.add(id)
    return parsed.filter(({ event }) => event).map(({ message }) => message)
  }

  /** The body is not logged, because anyone who may write to the queue decides what it contains. */
  function noteMalformed({ id }: QueuedMessage): void {
    observer.onPushMessage(region, 'MALFORMED')
    malformed++
    if (clock.elapsed() - malformedLoggedAt < MALFORMED_LOG_INTERVAL_MS) return
    logger.warn(
      { region, queue: name, messageId: id, messages: malformed },
      'push: a message is not an event of KMS',
    )
    malformedLoggedAt = clock.elapsed()
    malformed = 0
  }

  function noteSuccess(): void {
    observer.onPushQueueRead(region, true)
    if (failures > 0) logger.info({ region, queue: name }, 'push: the queue can be read again')
    failures = 0
  }

  function noteFailure(error: unknown): void {
    observer.onPushQueueRead(region, false)
    failures++
    if (failures > 1) return
    if (error instanceof QueueError)
      logger.warn(
        { region, queue: name, code: error.code, reason: error.message },
        'push: the queue cannot be read',
      )
    else logger.error({ region, queue: name, err: error }, 'push: the queue cannot be read')
  }

  const running = run()
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort()
      const bound = setTimeout(() => drained.abort(), DRAIN_MS)
      await running
      clearTimeout(bound)
      queue[Symbol.dispose]()
    },
  }
}
