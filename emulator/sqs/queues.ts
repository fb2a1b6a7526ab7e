import type { KeyEvent, KeyEvents } from '../key-events.ts'
import type { KeyStore } from '../key-store.ts'
import type { EmulatorSettings } from '../settings.ts'
import { eventMessage } from './event-message.ts'
import { Queue } from './queue.ts'
import type { QueueAddress } from './queue.ts'

export const QUEUE_NAME = 'kms-rotation-gateway'
const DEAD_LETTER_QUEUE_NAME = 'kms-rotation-gateway-dead-letters'

/** A queue and the numbers of its messages. */
export interface QueueReport extends QueueAddress {
  readonly messages: ReturnType<Queue['counts']>
}

export interface QueuesOptions {
  /** The account of the queues. */
  readonly accountId: string
  readonly accountIds: readonly string[]
  readonly regions: readonly string[]
  readonly now: () => number
  readonly settings: () => EmulatorSettings
  readonly store: () => KeyStore
  readonly events: KeyEvents
}

/**
 * The queue of each Region and its dead-letter queue. EventBridge's two rules of every account put the events of KMS into the
 * queue of their Region. This begins when a queue is first used, so that an emulator without readers does not collect messages.
 */
export class Queues {
  readonly #options: QueuesOptions
  readonly #queues: readonly Queue[]
  #isFed = false
  #events = 0

  constructor(options: QueuesOptions) {
    this.#options = options
    const { accountId, regions, now, settings } = options
    const isNewestFirst = () => settings().messagesOrder === 'newest-first'
    this.#queues = regions.flatMap((region) => {
      const common = { now, isNewestFirst }
      const queue = new Queue({ ...common, address: { accountId, region, name: DEAD_LETTER_QUEUE_NAME } })
      const redrive = { queue, maxReceiveCount: () => settings().maxReceiveCount }
      return [new Queue({ ...common, redrive, address: { accountId, region, name: QUEUE_NAME } }), queue]
    })
  }

  list(): readonly QueueReport[] {
    return this.#queues.map((queue) => ({ ...queue.address, messages: queue.counts() }))
  }

  /** The policy of each queue: it admits the rules of all accounts, as docs/push.md says. */
  policyOf({ arn, address: { accountId, region } }: Queue): string {
    const statement = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arn }
    const others = this.#options.accountIds.filter((each) => each !== accountId)
    const roles = others.map((each) => `arn:aws:iam::${each}:role/${QUEUE_NAME}-push-${region}`)
    return JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { ...statement, Principal: { Service: 'events.amazonaws.com' } },
        ...(roles.length === 0 ? [] : [{ ...statement, Principal: { AWS: roles } }]),
      ],
    })
  }

  find(region: string, name: string, accountId: string = this.#options.accountId): Queue | undefined {
    this.#feed()
    return this.#queues.find(
      ({ address }) => address.region === region && address.name === name && address.accountId === accountId,
    )
  }

  /** Empties all queues. */
  purge(): void {
    for (const queue of this.#queues) queue.purge()
    this.#events = 0
  }

  #feed(): void {
    if (this.#isFed) return
    this.#isFed = true
    this.#options.events.on((event) => this.#route(event))
  }

  #route(event: KeyEvent): void {
    const { messageDelayMs, messageLossEvery, messageDuplicates } = this.#options.settings()
    this.#events++
    if (messageLossEvery > 0 && this.#events % messageLossEvery === 0) return
    const queue = this.#queues.find(
      ({ address }) => address.region === event.region && address.name === QUEUE_NAME,
    )
    const body = eventMessage(event, this.#options.store())
    for (let copy = 0; copy <= messageDuplicates; copy++) queue?.send(body, messageDelayMs)
  }
}
