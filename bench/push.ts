import { KMSClient, RotateKeyOnDemandCommand } from '@aws-sdk/client-kms'
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { startEmulator } from './emulator.ts'
import type { BenchEmulator } from './emulator.ts'
import { median, table } from './figures.ts'
import { configuration, report } from './report.ts'
import { startServer } from './server-process.ts'
import { openSockets } from './sockets.ts'

export interface PushOptions {
  readonly sockets: number
  readonly keys: number
  readonly rounds: number
}

interface Side {
  readonly subscribers: number
  readonly watchedKeys: number
}

const GOAL_MS = 3_000
/** For the time from a message's arrival, without the poll that it causes. */
const MESSAGE_GOAL_MS = 1_000
/** Time from RotateKeyOnDemand to the entry in the history. */
const ROTATION_MS = 500

interface World {
  readonly emulator: BenchEmulator
  readonly kms: KMSClient
  readonly arn: string
}

/** Rotates the key. Resolves with a function that gives the time from which the delay counts, in milliseconds since the epoch. */
type Round = (world: World) => Promise<() => Promise<number> | number>

/**
 * Rotates a key directly at KMS and measures the time from when KMS's history has the rotation until the last subscriber has the
 * event, with push.
 */
export async function push({ sockets, keys, rounds }: PushOptions): Promise<void> {
  const sides: readonly Side[] = [
    { subscribers: sockets, watchedKeys: 1 },
    { subscribers: 1, watchedKeys: keys },
  ]
  const results: (readonly [string, string, string, string, string])[] = []
  for (const side of sides) {
    const delays = await delaysOf(side, rounds, rotate)
    results.push([
      String(side.subscribers),
      String(side.watchedKeys),
      median(delays).toFixed(0),
      Math.max(...delays).toFixed(0),
      String(GOAL_MS),
    ])
  }
  report('push', [
    configuration({ rounds, 'time from RotateKeyOnDemand to the entry in the history': `${ROTATION_MS} ms` }),
    table(['subscribers', 'watched keys', 'median, ms', 'maximum, ms', 'goal, ms'], results),
  ])
}

/**
 * Measures the time from a message's arrival at SQS until the last subscriber has the event. KMS shows the rotation before the
 * message arrives, and the messages of the rotation itself are lost.
 */
export async function pushMessage({ sockets, rounds }: Omit<PushOptions, 'keys'>): Promise<void> {
  const delays = await delaysOf({ subscribers: sockets, watchedKeys: 1 }, rounds, sendLateMessage)
  report('push-message', [
    configuration({ rounds }),
    table(
      ['subscribers', 'median, ms', 'maximum, ms', 'goal beyond the poll, ms'],
      [[String(sockets), median(delays).toFixed(0), Math.max(...delays).toFixed(0), String(MESSAGE_GOAL_MS)]],
    ),
  ])
}

const rotate: Round = async ({ emulator, kms, arn }) => {
  await kms.send(new RotateKeyOnDemandCommand({ KeyId: arn }))
  return () => completedAt(emulator, arn)
}

const sendLateMessage: Round = async ({ emulator, kms, arn }) => {
  await emulator.change({ messageLossEvery: 1 })
  await kms.send(new RotateKeyOnDemandCommand({ KeyId: arn }))
  await delay(ROTATION_MS * 2)
  const sentAt = performance.timeOrigin + performance.now()
  await emulator.sendMessage('us-east-1', {
    id: randomUUID(),
    source: 'aws.kms',
    'detail-type': 'KMS CMK Rotation',
    account: '111122223333',
    region: 'us-east-1',
    resources: [arn],
    detail: {},
  })
  return () => sentAt
}

async function delaysOf(
  { subscribers, watchedKeys }: Side,
  rounds: number,
  begin: Round,
): Promise<readonly number[]> {
  await using emulator = await startEmulator({
    startClearsAfterMs: ROTATION_MS,
    historyVisibleAfterMs: ROTATION_MS,
    onDemandLimit: rounds + 2,
  })
  const { arn } = await emulator.createKey()
  for (let count = 1; count < watchedKeys; count++) await emulator.createKey()
  const limit = String(subscribers + 10)
  const queue = `us-east-1=${emulator.url}/111122223333/kms-rotation-gateway`
  await using gateway = await startServer(
    ['dist/cli.js', '--port', '0', '--log-level', 'error', '--push-queues', queue].concat(
      '--max-connections',
      limit,
      '--max-connections-per-address',
      limit,
    ),
    emulator.environment,
  )
  const query =
    'subscription { rotationCompleted { ... on RotationCompleted { eventId cursor key { arn } } } }'
  const sockets = await openSockets({
    url: `${gateway.url.replace('http', 'ws')}/graphql`,
    count: subscribers,
    protocol: 'graphql-transport-ws',
    opening: [
      { say: '{"type":"connection_init"}', until: 'connection_ack' },
      { say: JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }), until: undefined },
    ],
    counts: '"next"',
  })
  await untilPolled(emulator, watchedKeys)
  const kms = new KMSClient({
    region: 'us-east-1',
    endpoint: emulator.url,
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  })
  const delays: number[] = []
  for (let round = 0; round < rounds; round++) {
    const received = sockets.nextRound()
    const since = await begin({ emulator, kms, arn })
    const times = await received
    const last = times.reduce((latest, time) => Math.max(latest, time), 0)
    delays.push(performance.timeOrigin + last - (await since()))
    // Further polls of this rotation are over.
    await delay(3_000)
  }
  kms.destroy()
  await sockets.close()
  return delays
}

/** Until the first poll of each key is over: first polls start at 20 per second. */
async function untilPolled(emulator: BenchEmulator, keys: number): Promise<void> {
  for (;;) {
    const { calls } = await emulator.statistics()
    const polls = calls.find(({ operation }) => operation === 'ListKeyRotations')?.calls ?? 0
    if (polls >= keys) return delay(2_000)
    await delay(1_000)
  }
}

async function completedAt(emulator: BenchEmulator, arn: string): Promise<number> {
  const { rotations } = await emulator.key(arn)
  return Date.parse(rotations.at(-1)?.completedAt ?? '')
}
