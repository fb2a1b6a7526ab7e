import { systemClock } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import { consumeQueue } from './queue-consumer.ts'
import type { PushSource } from './push-source.ts'
import type { QueueAddress } from './queue-address.ts'
import type { SqsOptions } from './sqs-queue.ts'

export interface PushQueuesOptions extends SqsOptions {
  readonly addresses: readonly QueueAddress[]
  readonly logger: Logger
  /** @default systemClock */
  readonly clock?: Clock | undefined
}

/** Reads notices from SQS queues. The SDK's client for SQS is loaded by this call. */
export async function openPushQueues(options: PushQueuesOptions): Promise<PushSource> {
  const { addresses, logger, clock = systemClock } = options
  const { openSqsQueue } = await import('./sqs-queue.ts')
  return {
    start(receive, observer) {
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
