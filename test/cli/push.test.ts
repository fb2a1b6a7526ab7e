import { KMSClient, RotateKeyOnDemandCommand } from '@aws-sdk/client-kms'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createEmulator } from '../../emulator/emulator.ts'
import type { Emulator } from '../../emulator/emulator.ts'
import { ACCOUNT, rotationEvent } from '../push/aws-events.ts'
import { query } from '../server/clients.ts'
import { bearer, makeToken, temporaryFile } from '../support/credentials.ts'
import { waitUntil } from '../support/wait-until.ts'
import { addressOf, startProgram } from './program.ts'

let emulator: Emulator
let environment: Record<string, string>
let kms: KMSClient
beforeEach(async () => {
  emulator = createEmulator({
    accountIds: [ACCOUNT],
    regions: ['us-east-1'],
    settings: { startClearsAfterMs: 500, historyVisibleAfterMs: 500, isThrottling: false },
  })
  const endpoint = await emulator.listen({ port: 0 })
  environment = {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'base',
    AWS_SECRET_ACCESS_KEY: 'base',
    AWS_ENDPOINT_URL: endpoint,
  }
  kms = new KMSClient({
    region: 'us-east-1',
    endpoint,
    credentials: { accessKeyId: 'other', secretAccessKey: 'other' },
  })
})
afterEach(async () => {
  kms.destroy()
  await emulator[Symbol.asyncDispose]()
})

const start = (...flags: readonly string[]) =>
  startProgram(
    [
      '--port',
      '0',
      '--no-inventory',
      '--push-queues',
      `us-east-1=${emulator.queueUrl()}`,
      '--metrics-port',
      '0',
      ...flags,
    ],
    environment,
  )

/** A subscriber to all keys, over server-sent events. */
async function subscribe(url: string, headers: Readonly<Record<string, string>> = {}) {
  const closing = new AbortController()
  const response = await fetch(`${url}/graphql`, {
    ...query('subscription { rotationCompleted { ... on RotationCompleted { key { arn } } } }', {
      accept: 'text/event-stream',
      ...headers,
    }),
    signal: closing.signal,
  })
  let text = ''
  const reading = (async () => {
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString()
  })().catch(() => {})
  return {
    /** The ARN of each rotated key, in the order of the events. */
    rotated: (): readonly string[] => [...text.matchAll(/"arn":"([^"]*)"/g)].map(([, arn = '']) => arn),
    async [Symbol.asyncDispose]() {
      closing.abort()
      await reading
    },
  }
}

/** Number of messages with an outcome. */
async function messagesOf(metricsUrl: string, outcome: string): Promise<number> {
  const text = await (await fetch(metricsUrl)).text()
  const fits = new RegExp(`^kms_gateway_push_messages_total\\{.*outcome="${outcome}".*\\} (\\d+)`, 'm')
  return Number(fits.exec(text)?.[1] ?? 0)
}

/** Waits until a poll of each key is over, so that the next one is caused by a message. */
const untilPolled = (keys: number) =>
  waitUntil(() => emulator.calls('ListKeyRotations') >= keys && emulator.statistics().inFlight <= 1)
const rotate = (arn: string) => kms.send(new RotateKeyOnDemandCommand({ KeyId: arn }))
function messagesInQueue(): number {
  const { messages } = emulator.queues().find(({ name }) => name === 'kms-rotation-gateway') ?? {}
  return messages ? messages.visible + messages.inFlight : 0
}

test('the program delivers a rotation made directly at KMS after a message of its queue, and no forged one', async () => {
  const { arn, keyId } = emulator.createKey()
  const other = emulator.createKey()
  await using program = start()
  const url = await addressOf(program)
  const metrics = await program.says(/(http:\S+\/metrics)/)
  await using subscriber = await subscribe(url)
  await untilPolled(2)
  const forged = rotationEvent({
    region: 'us-east-1',
    resources: [arn],
    detail: { 'key-id': keyId, 'rotation-type': 'ON_DEMAND' },
  })
  emulator.sendMessage('us-east-1', JSON.stringify(forged))
  emulator.sendMessage('us-east-1', 'not an event')
  await waitUntil(async () => (await messagesOf(metrics, 'polled')) === 1)
  await rotate(other.arn)
  await waitUntil(() => subscriber.rotated().length > 0)
  expect(subscriber.rotated()).toEqual([other.arn])
  // The event of the API call, and that of the rotation.
  await waitUntil(async () => (await messagesOf(metrics, 'polled')) === 3)
  expect(await messagesOf(metrics, 'malformed')).toBeGreaterThan(0)
  // The malformed message stays until SQS moves it to the dead-letter queue.
  await waitUntil(() => messagesInQueue() === 1)
})

test('with push, a caller gets events of the keys that it may read, and not of others', async () => {
  const visible = emulator.createKey({ aliases: ['orders'] })
  const hidden = emulator.createKey({ aliases: ['billing'] })
  const [all, some] = [makeToken('all', ['all']), makeToken('some', ['some'])]
  const permissions = ['ROTATION_READ']
  await using policy = await temporaryFile({
    roles: { all: { permissions }, some: { permissions, keys: [{ alias: 'orders' }] } },
    tokens: [all.entry, some.entry],
  })
  await using program = start('--auth', 'tokens', '--policy-file', policy.path)
  const url = await addressOf(program)
  await using everything = await subscribe(url, bearer(all.token))
  await using restricted = await subscribe(url, bearer(some.token))
  await untilPolled(2)
  await rotate(hidden.arn)
  await waitUntil(() => everything.rotated().length === 1)
  await rotate(visible.arn)
  await waitUntil(() => everything.rotated().length === 2 && restricted.rotated().length > 0)
  expect(everything.rotated()).toEqual([hidden.arn, visible.arn])
  expect(restricted.rotated()).toEqual([visible.arn])
})
