import { describe, expect, test } from 'vitest'
import { QueueError } from '../../src/push/message-queue.ts'
import type { QueuedMessage } from '../../src/push/message-queue.ts'
import type { KeyNotice } from '../../src/push/push-source.ts'
import { consumeQueue } from '../../src/push/queue-consumer.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { createStillClock, settle } from '../support/still-clock.ts'
import { apiCallEvent, KEY_ARN, rotationEvent } from './aws-events.ts'

/** A queue in memory that delivers a message every 30 seconds until it is deleted, and its consumer. */
function startConsumer() {
  const clock = createStillClock()
  const logger = createMemoryLogger()
  const delivered: KeyNotice[][] = []
  const counts: Record<string, number> = {}
  const reachable: boolean[] = []
  let messages: QueuedMessage[] = []
  const visibleAt = new Map<string, number>()
  const visible = () => messages.filter(({ id }) => (visibleAt.get(id) ?? 0) <= clock.elapsed()).slice(0, 10)
  let waiting = () => {}
  let disposed = false
  const state = {
    failure: undefined as Error | undefined,
    deleteFailure: undefined as Error | undefined,
    receives: 0,
  }

  const count = (name: string, by = 1) => (counts[name] = (counts[name] ?? 0) + by)
  const consumer = consumeQueue({
    queue: {
      region: 'us-west-2',
      name: 'kms-events',
      async receive(signal) {
        state.receives++
        signal.throwIfAborted()
        if (state.failure) throw state.failure
        if (visible().length === 0)
          await new Promise<void>((resolve, reject) => {
            const polled = new AbortController()
            waiting = () => {
              polled.abort()
              resolve()
            }
            signal.addEventListener('abort', () => reject(signal.reason), { once: true })
            // A long poll.
            void clock.sleep(20_000, AbortSignal.any([signal, polled.signal])).then(resolve, () => {})
          })
        const received = visible()
        for (const { id } of received) visibleAt.set(id, clock.elapsed() + 30_000)
        return received
      },
      async delete(done) {
        if (state.deleteFailure) throw state.deleteFailure
        messages = messages.filter((message) => !done.some(({ receipt }) => receipt === message.receipt))
      },
      [Symbol.dispose]() {
        disposed = true
      },
    },
    receive(notices) {
      delivered.push([...notices])
      return notices.map(() => 'POLLED')
    },
    clock,
    random: () => 0,
    logger,
    observer: {
      onPushMessage: (_, outcome) => count(outcome),
      onPushMessagesDeleted: (_, deleted) => count('deleted', deleted),
      onPushQueueRead: (_, isReachable) => reachable.push(isReachable),
    },
  })
  let receipts = 0
  return {
    clock,
    logger,
    counts,
    state,
    reachable,
    consumer,
    send: (...bodies: readonly (object | string)[]) => {
      for (const body of bodies)
        messages.push({
          id: `message-${++receipts}`,
          receipt: `receipt-${receipts}`,
          body: typeof body === 'string' ? body : JSON.stringify(body),
          sentAt: clock.now() - 300,
        })
      waiting()
    },
    remaining: () => messages.length,
    notices: () => delivered.flat(),
    batches: () => delivered.filter((batch) => batch.length > 0).length,
    isDisposed: () => disposed,
  }
}

describe('the consumer of a queue', () => {
  test('delivers the notices of a batch together, and deletes their messages afterwards', async () => {
    const { send, notices, batches, counts, remaining, clock } = startConsumer()
    send(rotationEvent(), rotationEvent({ id: 'other' }), apiCallEvent('CreateKey'))
    await settle()
    expect(batches()).toBe(1)
    expect(notices()).toMatchObject([
      { keys: [KEY_ARN], isAboutRotation: true, sentAt: clock.now() - 300 },
      { keys: [KEY_ARN], isAboutRotation: true },
      { keys: [KEY_ARN], changedList: 'KEYS' },
    ])
    expect(counts).toEqual({ POLLED: 3, deleted: 3 })
    expect(remaining()).toBe(0)
  })

  test('delivers a duplicate once, and deletes it', async () => {
    const { send, notices, counts, remaining } = startConsumer()
    send(rotationEvent(), rotationEvent())
    await settle()
    send(rotationEvent())
    await settle()
    expect(notices()).toHaveLength(1)
    expect(counts).toEqual({ POLLED: 1, DUPLICATE: 2, deleted: 3 })
    expect(remaining()).toBe(0)
  })

  test('deletes a rejected API call without a notice', async () => {
    const { send, notices, counts } = startConsumer()
    send(apiCallEvent('RotateKeyOnDemand', { errorCode: 'AccessDenied' }))
    await settle()
    expect(notices()).toEqual([])
    expect(counts).toEqual({ REJECTED_CALL: 1, deleted: 1 })
  })

  test('leaves malformed messages in the queue, and logs them once a minute without their body', async () => {
    const { send, counts, remaining, logger, clock, consumer } = startConsumer()
    send('secret text', rotationEvent())
    await settle()
    expect(counts).toMatchObject({ POLLED: 1, deleted: 1 })
    expect(remaining()).toBe(1)
    await clock.pass(100_000)
    await consumer[Symbol.asyncDispose]()
    expect(logger.lines).toEqual(
      [1, 2].map((messages) => ({
        level: 'warn',
        fields: { region: 'us-west-2', queue: 'kms-events', messageId: 'message-1', messages },
        message: 'push: a message is not an event of KMS',
      })),
    )
  })

  test('waits longer after each failure, up to a minute, and logs an outage once', async () => {
    const { send, state, clock, logger, reachable, notices } = startConsumer()
    await settle()
    state.failure = new QueueError(
      'AWS.SimpleQueueService.NonExistentQueue',
      'The specified queue does not exist.',
    )
    send(rotationEvent())
    await settle()
    state.receives = 0
    const waits: number[] = []
    for (let round = 0; round < 9; round++) {
      const [wait = 0] = clock.waits()
      waits.push(wait)
      await clock.pass(wait)
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000])
    expect(logger.lines.map(({ message }) => message)).toEqual(['push: the queue cannot be read'])
    state.failure = undefined
    send(rotationEvent({ id: 'later' }))
    await clock.pass(60_000)
    expect(notices().length).toBeGreaterThanOrEqual(1)
    expect(logger.lines.at(-1)?.message).toBe('push: the queue can be read again')
    expect(reachable.at(-1)).toBe(true)
  })

  test('handles a message once if its deletion fails', async () => {
    const { send, state, clock, notices, counts, remaining } = startConsumer()
    state.deleteFailure = new QueueError('ETIMEDOUT', 'No complete response within 30000 ms.')
    send(rotationEvent())
    await settle()
    state.deleteFailure = undefined
    await clock.pass(60_000)
    expect(notices()).toHaveLength(1)
    expect(counts).toEqual({ POLLED: 1, DUPLICATE: 1, deleted: 1 })
    expect(remaining()).toBe(0)
  })

  test('ends a waiting request when it is disposed, and closes the queue', async () => {
    const { consumer, isDisposed, state, clock } = startConsumer()
    await settle()
    await consumer[Symbol.asyncDispose]()
    expect(isDisposed()).toBe(true)
    await clock.pass(600_000)
    expect(state.receives).toBe(1)
  })

  test('ends during a backoff when it is disposed', async () => {
    const { consumer, state, clock, send } = startConsumer()
    await settle()
    state.failure = new Error('KMS')
    send('x')
    await clock.pass(10_000)
    await consumer[Symbol.asyncDispose]()
    expect(clock.sleeping).toBe(0)
  })
})
