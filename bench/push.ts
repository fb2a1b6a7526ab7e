import { KMSClient, RotateKeyOnDemandCommand } from '@aws-sdk/client-kms'
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
    const delays = await delaysOf(side, rounds)
    results.push([
      String(side.subscribers),
      String(side.watchedKeys),
      median(delays).toFixed(0),
      Math.max(...delays).toFixed(0),
      String(GOAL_MS),
    ])
  }
  report('push', [
    configuration({ rounds, 'time from RotateKeyOnDemand to the entry in the history': '500 ms' }),
    table(['subscribers', 'watched keys', 'median, ms', 'maximum, ms', 'goal, ms'], results),
  ])
}

async function delaysOf({ subscribers, watchedKeys }: Side, rounds: number): Promise<readonly number[]> {
  await using emulator = await startEmulator({
    startClearsAfterMs: 500,
    historyVisibleAfterMs: 500,
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
    await kms.send(new RotateKeyOnDemandCommand({ KeyId: arn }))
    const times = await received
    const last = times.reduce((latest, time) => Math.max(latest, time), 0)
    delays.push(performance.timeOrigin + last - (await completedAt(emulator, arn)))
    // Further polls of this rotation are over.
    await delay(3_000)
  }
  kms.destroy()
  await sockets.close()
  return delays
}

/** Until the first poll of each key is over: first polls start at 20 per second, and a notice waits behind them. */
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
