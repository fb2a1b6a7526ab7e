import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import type { Message } from '@aws-sdk/client-sqs'
import { DisableKeyRotationCommand, RotateKeyOnDemandCommand } from '@aws-sdk/client-kms'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { waitUntil } from '../../test/support/wait-until.ts'
import { ACCOUNT, kmsOverSocket, refusalOf, START } from './kms-over-socket.ts'
import type { KmsOverSocket } from './kms-over-socket.ts'

let server: KmsOverSocket
let sqs: SQSClient
let url: string

const sqsOf = (region = 'us-east-1') =>
  new SQSClient({
    region,
    endpoint: server.endpoint,
    maxAttempts: 1,
    credentials: { accessKeyId: 'emulator', secretAccessKey: 'emulator' },
  })

beforeEach(async () => {
  server = await kmsOverSocket()
  sqs = sqsOf()
  url = server.emulator.queueUrl()
  // The emulator feeds its queues from the first use on.
  await receive()
})

afterEach(async () => {
  sqs.destroy()
  await server[Symbol.asyncDispose]()
})

async function receive(options: object = {}): Promise<readonly Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ['All'],
      ...options,
    }),
  )
  return Messages
}

const bodyOf = ({ Body = '' }: Message) => JSON.parse(Body)
const countsOf = (name: string) =>
  server.emulator.queues().find((queue) => queue.region === 'us-east-1' && queue.name === name)?.messages

describe('the events of KMS', () => {
  test('of a rotation on demand are the API call, and the rotation when it completes', async () => {
    const { arn, keyId } = server.emulator.createKey()
    server.emulator.purgeQueues()
    await server.kms().send(new RotateKeyOnDemandCommand({ KeyId: keyId }))
    const [call, ...others] = (await receive()).map(bodyOf)
    expect(others).toEqual([])
    expect(call).toMatchObject({
      version: '0',
      'detail-type': 'AWS API Call via CloudTrail',
      source: 'aws.kms',
      account: ACCOUNT,
      region: 'us-east-1',
      resources: [],
      detail: {
        eventSource: 'kms.amazonaws.com',
        eventName: 'RotateKeyOnDemand',
        awsRegion: 'us-east-1',
        requestParameters: { keyId },
        resources: [{ accountId: ACCOUNT, type: 'AWS::KMS::Key', ARN: arn }],
        eventType: 'AwsApiCall',
        recipientAccountId: ACCOUNT,
      },
    })
    server.emulator.purgeQueues()
    server.clock.advance(30_000)
    const [message] = await receive()
    expect(message?.Attributes).toMatchObject({
      SentTimestamp: String(START + 30_000),
      ApproximateReceiveCount: '1',
    })
    expect(bodyOf(message ?? {})).toEqual({
      version: '0',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      'detail-type': 'KMS CMK Rotation',
      source: 'aws.kms',
      account: ACCOUNT,
      time: '2026-11-23T12:00:30Z',
      region: 'us-east-1',
      resources: [arn],
      detail: {
        'key-id': keyId,
        'key-origin': 'AWS_KMS',
        'rotation-type': 'ON_DEMAND',
        'previous-key-material-id': expect.stringMatching(/^[0-9a-f]{64}$/),
        'current-key-material-id': expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    })
  })

  test('go to the queue of their Region, also of changes outside the KMS API', async () => {
    const { arn } = server.emulator.createKey({ region: 'eu-west-1', aliases: ['orders'] })
    server.emulator.changeKey(arn, { state: 'Disabled' })
    server.emulator.removeKey(arn)
    expect(await receive()).toEqual([])
    const messages = await sqsOf('eu-west-1').send(
      new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 }),
    )
    const events = (messages.Messages ?? []).map(bodyOf)
    expect(events.map(({ detail, ...event }) => detail.eventName ?? event['detail-type'])).toEqual([
      'CreateKey',
      'CreateAlias',
      'DisableKey',
      'KMS CMK Deletion',
    ])
  })

  test('of a call that KMS rejects do not exist', async () => {
    const { keyId } = server.emulator.createKey({ denies: ['DisableKeyRotation'] })
    server.emulator.purgeQueues()
    await refusalOf(server.kms().send(new DisableKeyRotationCommand({ KeyId: keyId })))
    expect(await receive()).toEqual([])
  })

  test('can be delayed, lost, duplicated and out of order', async () => {
    server.emulator.settings({ messageDelayMs: 300_000 })
    server.emulator.createKey()
    expect(await receive()).toEqual([])
    server.clock.advance(300_000)
    expect(await receive()).toHaveLength(1)

    server.emulator.purgeQueues()
    server.emulator.settings({ messageDelayMs: 0, messageLossEvery: 2, messageDuplicates: 1 })
    const keys = Array.from({ length: 4 }, () => server.emulator.createKey().keyId)
    const idsOf = (messages: readonly Message[]) =>
      messages.map((message) => bodyOf(message).detail.requestParameters.keyId)
    expect(idsOf(await receive())).toEqual([keys[0], keys[0], keys[2], keys[2]])

    server.emulator.purgeQueues()
    server.emulator.settings({ messageLossEvery: 0, messageDuplicates: 0, messagesOrder: 'newest-first' })
    const others = Array.from({ length: 2 }, () => server.emulator.createKey().keyId)
    expect(idsOf(await receive())).toEqual(others.toReversed())
  })
})

describe('a message', () => {
  beforeEach(() => server.emulator.sendMessage('us-east-1', 'not JSON'))

  test('is hidden for its visibility timeout, and delivered again until it is deleted', async () => {
    const [first] = await receive({ VisibilityTimeout: 30 })
    expect(first?.Body).toBe('not JSON')
    expect(await receive()).toEqual([])
    server.clock.advance(30_000)
    const [second] = await receive()
    expect(second?.MessageId).toBe(first?.MessageId)
    expect(second?.Attributes?.ApproximateReceiveCount).toBe('2')
    await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: second?.ReceiptHandle }))
    server.clock.advance(60_000)
    expect(await receive()).toEqual([])
  })

  test('can be made visible again', async () => {
    const [message] = await receive()
    const { ReceiptHandle } = message ?? {}
    await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout: 0 }))
    expect(await receive()).toHaveLength(1)
  })

  test('moves to the dead-letter queue after five deliveries', async () => {
    for (let count = 0; count < 5; count++) {
      expect(await receive()).toHaveLength(1)
      server.clock.advance(30_000)
    }
    expect(await receive()).toEqual([])
    expect(countsOf('kms-rotation-gateway')).toEqual({ visible: 0, inFlight: 0, delayed: 0 })
    expect(countsOf('kms-rotation-gateway-dead-letters')).toEqual({ visible: 1, inFlight: 0, delayed: 0 })
  })

  test('is deleted in a batch; a handle that no message has is reported', async () => {
    const [message] = await receive()
    const { Successful, Failed } = await sqs.send(
      new DeleteMessageBatchCommand({
        QueueUrl: url,
        Entries: [
          { Id: 'a', ReceiptHandle: message?.ReceiptHandle },
          { Id: 'b', ReceiptHandle: 'unknown' },
        ],
      }),
    )
    expect(Successful).toEqual([{ Id: 'a' }])
    expect(Failed).toMatchObject([{ Id: 'b', Code: 'ReceiptHandleIsInvalid' }])
    expect(countsOf('kms-rotation-gateway')).toEqual({ visible: 0, inFlight: 0, delayed: 0 })
  })
})

describe('a long poll', () => {
  test('ends when a message arrives', async () => {
    const polling = receive({ WaitTimeSeconds: 20 })
    await waitForCall()
    server.emulator.createKey()
    expect(await polling).toHaveLength(1)
  })

  test('ends without messages after its time on the clock', async () => {
    const polling = receive({ WaitTimeSeconds: 20 })
    await waitForCall()
    server.clock.advance(20_000)
    expect(await polling).toEqual([])
  })

  test('of a client that disconnects takes no message', async () => {
    const ending = new AbortController()
    const polling = sqs.send(new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 20 }), {
      abortSignal: ending.signal,
    })
    await waitForCall()
    ending.abort()
    await expect(polling).rejects.toThrow('aborted')
    await waitUntil(() => server.emulator.statistics().inFlight === 0)
    server.emulator.createKey()
    expect(await receive()).toHaveLength(1)
  })

  /** Until the emulator processes the request. */
  const waitForCall = () => waitUntil(() => server.emulator.statistics().inFlight > 0)
})

describe('a queue', () => {
  test('is found by its name, and shows its attributes', async () => {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'kms-rotation-gateway' }))
    expect(QueueUrl).toBe(url)
    server.emulator.createKey()
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    )
    expect(Attributes).toMatchObject({
      QueueArn: `arn:aws:sqs:us-east-1:${ACCOUNT}:kms-rotation-gateway`,
      ApproximateNumberOfMessages: '1',
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: `arn:aws:sqs:us-east-1:${ACCOUNT}:kms-rotation-gateway-dead-letters`,
        maxReceiveCount: 5,
      }),
    })
  })

  test('that does not exist is an error', async () => {
    const refusal = await refusalOf(sqs.send(new GetQueueUrlCommand({ QueueName: 'other' })))
    expect(refusal).toEqual({
      name: 'QueueDoesNotExist',
      message: 'The specified queue does not exist.',
      status: 400,
    })
  })

  test('can be made unreachable by a fault', async () => {
    server.emulator.addFault({ kind: 'dropBefore', operation: 'ReceiveMessage', times: 1 })
    await expect(receive()).rejects.toThrow('socket hang up')
    server.emulator.addFault({ kind: 'error', operation: 'ReceiveMessage', code: 'AccessDenied', times: 1 })
    expect((await refusalOf(receive())).name).toBe('AccessDenied')
    expect(await receive()).toEqual([])
  })
})
