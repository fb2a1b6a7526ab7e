import {
  DeleteMessageBatchCommand,
  MessageSystemAttributeName,
  ReceiveMessageCommand,
  SQSClient,
  SQSServiceException,
} from '@aws-sdk/client-sqs'
import type { AwsCredentials, AwsIdentity } from '../kms/aws/credentials.ts'
import { wordsOf } from '../kms/aws/credentials-unavailable.ts'
import type { HttpSettings } from '../kms/aws/http-settings.ts'
import { createUndiciHandler } from '../kms/aws/undici-handler.ts'
import { QueueError } from './message-queue.ts'
import type { MessageQueue } from './message-queue.ts'
import type { QueueAddress } from './queue-address.ts'

export interface SqsOptions {
  readonly credentials: AwsCredentials | AwsIdentity
  /** Proxies and certificate authorities. */
  readonly http: HttpSettings
}

const LONG_POLL_SECONDS = 20
const MAX_MESSAGES = 10
const VISIBILITY_SECONDS = 30
/** More than a long poll. */
const REQUEST_TIMEOUT_MS = 30_000

export function createSqsClient({ region, url }: QueueAddress, { credentials, http }: SqsOptions): SQSClient {
  return new SQSClient({
    region,
    // Otherwise the SDK would write a warning to the console for a queue at another host than its own.
    endpoint: new URL(url).origin,
    credentials:
      'provide' in credentials ? Object.assign(() => credentials.provide(), { memoized: true }) : credentials,
    requestHandler: createUndiciHandler({ http, requestTimeoutMs: REQUEST_TIMEOUT_MS }),
    // The consumer waits after a failure.
    maxAttempts: 1,
  })
}

/** A {@link MessageQueue} over SQS. */
export function openSqsQueue(address: QueueAddress, options: SqsOptions): MessageQueue {
  const { url: QueueUrl, region, name } = address
  const client = createSqsClient(address, options)

  return {
    region,
    name,
    async receive(signal) {
      const command = new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: MAX_MESSAGES,
        VisibilityTimeout: VISIBILITY_SECONDS,
        WaitTimeSeconds: LONG_POLL_SECONDS,
        MessageSystemAttributeNames: [MessageSystemAttributeName.SentTimestamp],
      })
      const { Messages = [] } = await inWords(client.send(command, { abortSignal: signal }), signal)
      return Messages.map(({ MessageId = '', ReceiptHandle = '', Body = '', Attributes }) => ({
        id: MessageId,
        receipt: ReceiptHandle,
        body: Body,
        sentAt: timeOf(Attributes?.SentTimestamp),
      }))
    },
    async delete(messages, signal) {
      const Entries = messages.map(({ receipt }, index) => ({ Id: String(index), ReceiptHandle: receipt }))
      // A message that is not deleted is delivered again, and then is a duplicate.
      await inWords(
        client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }), { abortSignal: signal }),
        signal,
      )
    },
    [Symbol.dispose]() {
      client.destroy()
    },
  }
}

function timeOf(text: string | undefined): number | undefined {
  const time = Number(text)
  return Number.isSafeInteger(time) && time > 0 ? time : undefined
}

/** @throws {QueueError} for an error of the SDK */
export async function inWords<Value>(sent: Promise<Value>, signal?: AbortSignal): Promise<Value> {
  try {
    return await sent
  } catch (error) {
    signal?.throwIfAborted()
    throw new QueueError(errorCode(error), wordsOf(error))
  }
}

function errorCode(error: unknown): string {
  if (error instanceof SQSServiceException) return error.name
  const { code } = Object(error)
  return typeof code === 'string' ? code : error instanceof Error ? error.name : 'Error'
}
