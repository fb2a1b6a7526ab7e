import { RotateKeyOnDemandCommand, KMSClient } from '@aws-sdk/client-kms'
import { describe, expect, test } from 'vitest'
import { createEmulatorClock } from '../../emulator/emulator-clock.ts'
import { createEmulator } from '../../emulator/emulator.ts'
import { createGateway } from '../../src/gateway.ts'
import { createAwsKms } from '../../src/kms/aws/aws-kms.ts'
import { DIRECT } from '../../src/kms/aws/http-settings.ts'
import { openPushQueues } from '../../src/push/push-queues.ts'
import type { MessageOutcome } from '../../src/push/push-source.ts'
import { NOTICE_PAUSES_MS } from '../../src/rotation/watch/notice-polls.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { waitUntil } from '../support/wait-until.ts'
import { apiCallEvent, rotationEvent } from './aws-events.ts'

const credentials = { accessKeyId: 'emulator', secretAccessKey: 'emulator' }
/** So rare that no idle poll finds anything during a test. */
const NEVER_MS = 30 * 86_400_000

interface Delivered {
  readonly kind: string
  readonly eventId: string
}

/** A gateway with push on the emulator, and a subscriber to all keys. The clock moves only by `pass`. */
async function start({ idleMs = NEVER_MS, historyMs = NEVER_MS } = {}) {
  const clock = createEmulatorClock({ speed: 0 })
  const emulator = createEmulator({
    clock,
    regions: ['us-east-1'],
    settings: { startClearsAfterMs: 500, historyVisibleAfterMs: 500, isThrottling: false },
  })
  const endpoint = await emulator.listen({ port: 0 })
  const [kms, direct] = [
    createAwsKms({
      accountId: emulator.accountId,
      region: 'us-east-1',
      clock,
      endpoint,
      credentials,
      http: DIRECT,
    }),
    new KMSClient({ region: 'us-east-1', endpoint, credentials, maxAttempts: 1 }),
  ]
  const outcomes: MessageOutcome[] = []
  const reachable: boolean[] = []
  const key = emulator.createKey()
  const logger = createMemoryLogger()
  const gateway = createGateway({
    kms: [kms],
    logger,
    version: '0.0.0-test',
    clock,
    graphiql: false,
    watchIntervals: { idleMs, historyMs },
    push: await openPushQueues({
      addresses: [
        { url: emulator.queueUrl(), region: 'us-east-1', accountId: emulator.accountId, name: 'q' },
      ],
      credentials,
      http: DIRECT,
      logger,
      clock,
    }),
    observers: [
      {
        onPushMessage: (_, outcome) => void outcomes.push(outcome),
        onPushQueueRead: (_, isReachable) => void reachable.push(isReachable),
      },
    ],
  })
  const events: Delivered[] = []
  const closing = new AbortController()
  const response = await gateway.fetch(
    new Request('http://127.0.0.1/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({
        query: 'subscription { rotationEvents { kind: __typename ... on RotationEvent { eventId } } }',
      }),
      signal: closing.signal,
    }),
  )
  const reading = (async () => {
    let text = ''
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString()
      const lines = text.split('\n')
      text = lines.pop() ?? ''
      for (const line of lines) {
        if (!line.startsWith('data: {')) continue
        events.push(JSON.parse(line.slice(6)).data.rotationEvents)
      }
    }
  })().catch(() => {})
  const polls = () => emulator.calls('ListKeyRotations')
  await waitUntil(() => emulator.calls('ListKeyRotations') > 0)
  await waitUntil(() => emulator.statistics().inFlight === 1)
  return {
    clock,
    emulator,
    gateway,
    key,
    events,
    outcomes,
    reachable,
    polls,
    logger,
    rotate: () => direct.send(new RotateKeyOnDemandCommand({ KeyId: key.keyId })),
    /** Until only the long poll is in flight. */
    settled: () => waitUntil(() => emulator.statistics().inFlight <= 1),
    async pass(ms: number, step = 500) {
      for (let passed = 0; passed < ms; passed += step) {
        clock.advance(step)
        await new Promise((resolve) => setTimeout(resolve, 0))
        await waitUntil(() => emulator.statistics().inFlight <= 1)
      }
    },
    async [Symbol.asyncDispose]() {
      closing.abort()
      await gateway[Symbol.asyncDispose]()
      await reading
      kms[Symbol.dispose]()
      direct.destroy()
      await emulator[Symbol.asyncDispose]()
    },
  }
}

const completions = (events: readonly Delivered[]) =>
  events.filter(({ kind }) => kind === 'RotationCompleted')

describe('a rotation made directly at KMS', () => {
  test('is delivered once, soon after KMS shows it', async () => {
    await using world = await start()
    await world.rotate()
    await world.pass(3_000)
    await waitUntil(() => completions(world.events).length === 1)
    await world.pass(70_000, 5_000)
    expect(completions(world.events)).toHaveLength(1)
    expect(world.outcomes).toEqual(['POLLED', 'POLLED'])
  })

  test('is delivered once if its messages are duplicated and out of order', async () => {
    await using world = await start()
    world.emulator.settings({ messageDuplicates: 3, messagesOrder: 'newest-first', messageDelayMs: 2_000 })
    await world.rotate()
    await world.pass(10_000)
    await waitUntil(() => completions(world.events).length === 1)
    await waitUntil(() => world.outcomes.length === 8)
    expect(world.outcomes.filter((outcome) => outcome === 'DUPLICATE')).toHaveLength(6)
    await world.pass(70_000, 5_000)
    expect(completions(world.events)).toHaveLength(1)
  })

  test('is delivered once by polling if all messages are lost', async () => {
    await using world = await start({ idleMs: 30_000, historyMs: 60_000 })
    world.emulator.settings({ messageLossEvery: 1 })
    await world.rotate()
    await world.pass(120_000, 5_000)
    await waitUntil(() => completions(world.events).length === 1)
    expect(world.outcomes).toEqual([])
  })

  test('is delivered once after the queue was unreachable', async () => {
    await using world = await start()
    world.emulator.addFault({ kind: 'error', operation: 'ReceiveMessage', code: 'AccessDenied' })
    // Ends the long poll.
    world.emulator.sendMessage('us-east-1', JSON.stringify(apiCallEvent('TagResource')))
    await waitUntil(() => world.reachable.includes(false))
    await world.rotate()
    await world.pass(10_000)
    expect(completions(world.events)).toEqual([])
    world.emulator.clearFaults()
    await world.pass(70_000, 5_000)
    await waitUntil(() => completions(world.events).length === 1)
    expect(
      world.logger.lines.filter(({ message }) => message === 'push: the queue cannot be read'),
    ).toHaveLength(1)
    expect(world.logger.lines.some(({ message }) => message === 'push: the queue can be read again')).toBe(
      true,
    )
  })
})

test('messages that are malformed, forged, or about unknown keys lead to no event', async () => {
  await using world = await start()
  const { arn, keyId } = world.key
  const send = (body: unknown) =>
    world.emulator.sendMessage('us-east-1', typeof body === 'string' ? body : JSON.stringify(body))
  const before = world.polls()
  send('not JSON')
  send(rotationEvent({ id: 'forged', region: 'us-east-1', resources: [arn], detail: { 'key-id': keyId } }))
  send(rotationEvent({ id: 'unknown', region: 'us-east-1', resources: [arn.replace(/.{4}$/, '0000')] }))
  send(rotationEvent({ id: 'elsewhere' }))
  await waitUntil(() => world.outcomes.length === 4)
  for (const [index, pause] of [0, ...NOTICE_PAUSES_MS].entries()) {
    world.clock.advance(pause)
    await waitUntil(() => world.polls() - before === index + 1)
  }
  await world.pass(120_000, 5_000)
  expect(world.outcomes.filter((outcome) => outcome !== 'MALFORMED').toSorted()).toEqual([
    'INVALIDATED',
    'NOT_SERVED',
    'POLLED',
  ])
  expect(world.events).toEqual([])
  // Now, and after 5, 15 and 60 seconds.
  expect(world.polls() - before).toBe(4)
})

test('a message about a new key makes the subscription over all keys follow the key soon', async () => {
  await using world = await start()
  await world.pass(20_000, 5_000)
  const before = world.emulator.calls('ListKeys')
  const { arn } = world.emulator.createKey()
  const names = {
    requestParameters: null,
    responseElements: null,
    resources: [{ accountId: world.emulator.accountId, type: 'AWS::KMS::Key', ARN: arn }],
  }
  const created = { ...apiCallEvent('CreateKey', names), id: 'created', region: 'us-east-1' }
  world.emulator.sendMessage('us-east-1', JSON.stringify(created))
  await waitUntil(() =>
    world.emulator.callLog().some((call) => call.operation === 'ListKeyRotations' && call.keyArn === arn),
  )
  expect(world.emulator.calls('ListKeys')).toBe(before + 1)
})

test('ten messages about one key cause one poll now', async () => {
  await using world = await start()
  const { arn } = world.key
  const before = world.polls()
  for (let count = 0; count < 10; count++)
    world.emulator.sendMessage(
      'us-east-1',
      JSON.stringify(rotationEvent({ id: `message-${count}`, region: 'us-east-1', resources: [arn] })),
    )
  await waitUntil(() => world.outcomes.length === 10)
  await world.settled()
  expect(world.polls() - before).toBeLessThanOrEqual(1)
})
