import { systemClock } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import { consumeQueue } from './queue-consumer.ts'
import type { PushObserver } from './queue-consumer.ts'
import type { PushSource } from './push-source.ts'
import type { QueueAddress } from './queue-address.ts'
import type { SqsOptions } from './sqs-queue.ts'

export interface PushQueuesOptions extends SqsOptions {
  readonly addresses: readonly QueueAddress[]
  readonly logger: Logger
  readonly observers?: readonly PushObserver[] | undefined
  /** @default systemClock */
  readonly clock?: Clock | undefined
}

/** Reads notices from SQS queues. The SDK's client for SQS is loaded by this call. */
export async function openPushQueues(options: PushQueuesOptions): Promise<PushSource> {
  const { addresses, logger, clock = systemClock, observers = [] } = options
  const { openSqsQueue } = await import('./sqs-queue.ts')
  const observer: PushObserver = {
    onMessage: (region, outcome) => observers.forEach((each) => each.onMessage?.(region, outcome)),
    onMessagesDeleted: (region, count) =>
      observers.forEach((each) => each.onMessagesDeleted?.(region, count)),
    onQueueRead: (region, isReachable) =>
      observers.forEach((each) => each.onQueueRead?.(region, isReachable)),
  }
  return {
    start(receive) {
      const consumers = addresses.map((address) =>
        consumeQueue({
          queue: openSqsQueue(address, options),
          receive,
          clock,
          random: Math.random,
          logger,
          observer,
        }),
      )
      return {
        async [Symbol.asyncDispose]() {
          await Promise.all(consumers.map((consumer) => consumer[Symbol.asyncDispose]()))
        },
      }
    },
  }
}
