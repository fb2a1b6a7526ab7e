import type { Operation } from '../operation.ts'
import { RequestMembers } from '../validation.ts'
import { queueOf } from './queue-of.ts'
import type { Delivery } from './queue.ts'

const MAX_VISIBILITY_SECONDS = 43_200
const DEFAULT_VISIBILITY_SECONDS = 30

/** Waits on the emulator's clock. Ends without messages when the client disconnects. */
export const receiveMessage: Operation = {
  name: 'ReceiveMessage',
  async run(body, call) {
    const queue = queueOf(body, call)
    const members = new RequestMembers(body)
    const max = members.integer('MaxNumberOfMessages', 1, 10) ?? 1
    const visibility =
      members.integer('VisibilityTimeout', 0, MAX_VISIBILITY_SECONDS) ?? DEFAULT_VISIBILITY_SECONDS
    const waitSeconds = members.integer('WaitTimeSeconds', 0, 20) ?? 0
    members.throwIfInvalid()
    const { clock, signal, now } = call
    const until = now + waitSeconds * 1_000
    while (!signal.aborted) {
      const deliveries = queue.receive(max, visibility * 1_000)
      const left = until - clock.now()
      if (deliveries.length > 0) return { Messages: deliveries.map(messageOf) }
      if (left <= 0) break
      const waitMs = Math.min(left, Math.max(0, queue.nextVisibleAt - clock.now()))
      await clock.sleep(waitMs, AbortSignal.any([queue.arrival, signal])).catch(() => {})
    }
    return {}
  },
}

const messageOf = (delivery: Delivery) => ({
  MessageId: delivery.messageId,
  ReceiptHandle: delivery.receiptHandle,
  MD5OfBody: delivery.md5,
  Body: delivery.body,
  Attributes: {
    SenderId: 'AIDAEXAMPLE',
    SentTimestamp: String(delivery.sentAt),
    ApproximateFirstReceiveTimestamp: String(delivery.firstReceivedAt),
    ApproximateReceiveCount: String(delivery.receiveCount),
  },
})
