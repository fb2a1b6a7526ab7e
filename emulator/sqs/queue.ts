import { createHash, randomUUID } from 'node:crypto'

export interface QueueAddress {
  readonly accountId: string
  readonly region: string
  readonly name: string
}

/** A delivery of a message. */
export interface Delivery {
  readonly messageId: string
  readonly receiptHandle: string
  readonly body: string
  readonly md5: string
  /** Milliseconds since the epoch. */
  readonly sentAt: number
  readonly firstReceivedAt: number
  readonly receiveCount: number
}

interface Message {
  readonly messageId: string
  readonly body: () => string
  readonly sentAt: number
  visibleAt: number
  firstReceivedAt: number | undefined
  receiveCount: number
  receiptHandle: string | undefined
}

export interface RedriveTarget {
  readonly queue: Queue
  readonly maxReceiveCount: () => number
}

export interface QueueOptions {
  readonly address: QueueAddress
  readonly now: () => number
  readonly isNewestFirst: () => boolean
  readonly redrive?: RedriveTarget
}

/** SQS keeps messages for days. The emulator bounds their number, because it may be that nobody reads them. */
export const MAX_MESSAGES = 20_000

/** A standard queue: a message is delivered again when its visibility timeout ends, until it is deleted or moved to another queue. */
export class Queue {
  readonly address: QueueAddress
  readonly redrive: RedriveTarget | undefined
  readonly #now: () => number
  readonly #isNewestFirst: () => boolean
  readonly #messages = new Map<string, Message>()
  readonly #byReceipt = new Map<string, Message>()
  #arrival = new AbortController()

  constructor({ address, now, isNewestFirst, redrive }: QueueOptions) {
    this.address = address
    this.redrive = redrive
    this.#now = now
    this.#isNewestFirst = isNewestFirst
  }

  get arn(): string {
    const { region, accountId, name } = this.address
    return `arn:aws:sqs:${region}:${accountId}:${name}`
  }

  /** Aborts when the next message is sent or becomes visible by ChangeMessageVisibility. */
  get arrival(): AbortSignal {
    return this.#arrival.signal
  }

  /** When the next message becomes visible, in milliseconds since the epoch; Infinity if the queue is empty. */
  get nextVisibleAt(): number {
    let next = Infinity
    for (const { visibleAt } of this.#messages.values()) next = Math.min(next, visibleAt)
    return next
  }

  counts(): { readonly visible: number; readonly inFlight: number; readonly delayed: number } {
    const now = this.#now()
    const all = [...this.#messages.values()]
    const hidden = all.filter(({ visibleAt }) => visibleAt > now)
    const delayed = hidden.filter(({ receiveCount }) => receiveCount === 0).length
    return { visible: all.length - hidden.length, inFlight: hidden.length - delayed, delayed }
  }

  /** @param delayMs time until the message is in the queue. Its body is built when it is first received. */
  send(body: () => string, delayMs = 0): void {
    const sentAt = this.#now() + delayMs
    this.#add({
      messageId: randomUUID(),
      body,
      sentAt,
      visibleAt: sentAt,
      firstReceivedAt: undefined,
      receiveCount: 0,
      receiptHandle: undefined,
    })
  }

  receive(max: number, visibilityMs: number): readonly Delivery[] {
    const now = this.#now()
    const visible = [...this.#messages.values()].filter(({ visibleAt }) => visibleAt <= now)
    if (this.#isNewestFirst()) visible.reverse()
    const deliveries: Delivery[] = []
    for (const message of visible) {
      if (deliveries.length === max) break
      if (this.redrive && message.receiveCount >= this.redrive.maxReceiveCount()) this.#redrive(message)
      else deliveries.push(this.#deliver(message, now, visibilityMs))
    }
    return deliveries
  }

  /** @returns whether the handle is one of this queue's. Deleting a message twice succeeds. */
  delete(receiptHandle: string): boolean {
    const message = this.#byReceipt.get(receiptHandle)
    if (message) this.#remove(message)
    return message !== undefined || isReceiptHandle(receiptHandle)
  }

  /** @returns whether the message is in flight */
  changeVisibility(receiptHandle: string, visibilityMs: number): boolean {
    const message = this.#byReceipt.get(receiptHandle)
    const now = this.#now()
    if (!message || message.visibleAt <= now) return false
    message.visibleAt = now + visibilityMs
    this.#announce()
    return true
  }

  purge(): void {
    this.#messages.clear()
    this.#byReceipt.clear()
  }

  #add(message: Message): void {
    this.#messages.set(message.messageId, message)
    for (const oldest of this.#messages.values()) {
      if (this.#messages.size <= MAX_MESSAGES) break
      this.#remove(oldest)
    }
    this.#announce()
  }

  #deliver(message: Message, now: number, visibilityMs: number): Delivery {
    if (message.receiptHandle !== undefined) this.#byReceipt.delete(message.receiptHandle)
    const receiptHandle = `${RECEIPT_PREFIX}${randomUUID()}`
    message.receiptHandle = receiptHandle
    this.#byReceipt.set(receiptHandle, message)
    message.visibleAt = now + visibilityMs
    message.firstReceivedAt ??= now
    message.receiveCount++
    const body = message.body()
    const { messageId, sentAt, firstReceivedAt, receiveCount } = message
    const md5 = createHash('md5').update(body).digest('hex')
    return { messageId, receiptHandle, body, md5, sentAt, firstReceivedAt, receiveCount }
  }

  #redrive(message: Message): void {
    this.#remove(message)
    const target = this.redrive?.queue
    if (target) target.#add({ ...message, receiveCount: 0, receiptHandle: undefined })
  }

  #remove({ messageId, receiptHandle }: Message): void {
    this.#messages.delete(messageId)
    if (receiptHandle !== undefined) this.#byReceipt.delete(receiptHandle)
  }

  #announce(): void {
    const arrival = this.#arrival
    this.#arrival = new AbortController()
    arrival.abort()
  }
}

const RECEIPT_PREFIX = 'AQEB'
const isReceiptHandle = (text: string) => text.startsWith(RECEIPT_PREFIX)
