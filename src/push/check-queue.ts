import { DeleteMessageCommand, GetQueueAttributesCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs'
import { inWords, createSqsClient } from './sqs-queue.ts'
import type { SqsOptions } from './sqs-queue.ts'
import { QueueError } from './message-queue.ts'
import type { QueueAddress } from './queue-address.ts'

/** The result of a check of a queue: the gateway's rights, and the configuration of the queue. */
export interface QueueCheck {
  readonly address: QueueAddress
  /** Sentences with what is wrong and what to do, in the order of the checks. Empty: push works. */
  readonly problems: readonly string[]
  /** Number of waiting messages, an estimate by SQS; undefined if it could not be read. */
  readonly messages: number | undefined
  /** The queue policy, empty if the queue does not have one; undefined if it could not be read. */
  readonly policy: string | undefined
}

/** EventBridge's duplicate and a restart of the gateway are not failures, so a message gets several deliveries. */
const MAX_RECEIVE_COUNT = 5

/**
 * Checks that a queue can be reached, that the gateway may read and delete its messages, and that it has a dead-letter queue.
 * A waiting message is received once and stays visible. (SQS: GetQueueAttributes, ReceiveMessage, DeleteMessage)
 */
export async function checkQueue(address: QueueAddress, options: SqsOptions): Promise<QueueCheck> {
  const { url: QueueUrl } = address
  const client = createSqsClient(address, options)
  const problems: string[] = []
  let messages: number | undefined
  let policy: string | undefined

  async function attempt(
    action: string,
    isAllowed: (error: QueueError) => boolean,
    send: () => Promise<unknown>,
  ) {
    try {
      await inWords(send())
    } catch (error) {
      if (!(error instanceof QueueError)) throw error
      if (!isAllowed(error)) problems.push(problemOf(action, error))
    }
  }

  try {
    await attempt(
      'sqs:GetQueueAttributes',
      () => false,
      async () => {
        const { Attributes = {} } = await client.send(
          new GetQueueAttributesCommand({
            QueueUrl,
            AttributeNames: ['ApproximateNumberOfMessages', 'RedrivePolicy', 'Policy'],
          }),
        )
        messages = Number(Attributes.ApproximateNumberOfMessages)
        policy = Attributes.Policy ?? ''
        problems.push(...redriveProblems(Attributes.RedrivePolicy))
      },
    )
    await attempt(
      'sqs:ReceiveMessage',
      () => false,
      () =>
        client.send(
          new ReceiveMessageCommand({
            QueueUrl,
            MaxNumberOfMessages: 1,
            WaitTimeSeconds: 0,
            VisibilityTimeout: 0,
          }),
        ),
    )
    // No message has this receipt handle. SQS checks the permission first.
    await attempt(
      'sqs:DeleteMessage',
      ({ code }) => /ReceiptHandleIsInvalid|InvalidParameterValue/.test(code),
      () => client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: 'check' })),
    )
  } finally {
    client.destroy()
  }
  return { address, problems, messages, policy }
}

function problemOf(action: string, { code, message }: QueueError): string {
  if (/AccessDenied/.test(code))
    return `The gateway may not ${action}. Allow it in the policy of the gateway's role. (${message})`
  return `${action} failed with ${code}: ${message}`
}

function redriveProblems(policy: string | undefined): readonly string[] {
  if (policy === undefined)
    return [
      `The queue has no dead-letter queue, so messages that are not events of KMS come back until they expire. Add a redrive policy with maxReceiveCount ${MAX_RECEIVE_COUNT}.`,
    ]
  const maxReceiveCount = maxReceiveCountOf(policy)
  return maxReceiveCount >= MAX_RECEIVE_COUNT
    ? []
    : [
        `The queue moves messages to its dead-letter queue after ${maxReceiveCount} deliveries. Set maxReceiveCount to ${MAX_RECEIVE_COUNT}, because a restart of the gateway is a delivery too.`,
      ]
}

function maxReceiveCountOf(policy: string): number {
  try {
    return Number(Object(JSON.parse(policy)).maxReceiveCount)
  } catch {
    return NaN
  }
}
