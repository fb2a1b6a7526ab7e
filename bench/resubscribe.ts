import { once } from 'node:events'
import { loadavg } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { startEmulator } from './emulator.ts'
import type { BenchEmulator } from './emulator.ts'
import { table } from './figures.ts'
import { makeFleet } from './make-fleet.ts'
import { graphqlRequest, startGateway } from './peers.ts'
import type { Side } from './peers.ts'
import { configuration, report } from './report.ts'

const KEYS = 3_000
const SUBSCRIPTIONS = [20, 60, 200]
/** Numbers of keys for the same number of subscriptions. */
const HALF = { keys: 1_500, subscriptions: 60 }
const SUBSCRIPTIONS_PER_SOCKET = 50
const GIVEN_UP_AFTER_MS = 90_000
const HEALTH_EVERY_MS = 100
const ROTATED_EVERY_MS = 500

const ALL_KEYS = `subscription ($after: String) {
  rotationEvents(after: $after) {
    kind: __typename
    ... on RotationEvent { cursor }
    ... on StreamGap { cursor }
  }
}`
const HEAD = `query ($keys: [ID!]) { rotationEvents(first: 0, filter: { keys: $keys }) { pageInfo { endCursor } } }`
const KEY = `query ($arn: String!) { key(by: { arn: $arn }) { id } }`
const ROTATE = `mutation ($id: ID!) { rotateKeyOnDemand(input: { key: { id: $id } }) { __typename } }`

interface Opening {
  readonly opened: number
  readonly failed: number
  readonly seconds: number
  readonly worstHealthMs: number
  readonly megabytes: number
  readonly kmsCalls: Readonly<Record<string, number>>
}

/**
 * Opens many subscriptions to all keys at a gateway that has just started: without cursors, and with cursors of an earlier
 * gateway. A subscription counts as open when it receives its first message: the gap at the start of a resumed one, or a
 * rotation. For that, the benchmark rotates one key after the other.
 */
export async function resubscribe(): Promise<void> {
  const rows: string[][] = []
  for (const { keys, sizes } of [
    { keys: KEYS, sizes: SUBSCRIPTIONS },
    { keys: HALF.keys, sizes: [HALF.subscriptions] },
  ]) {
    await using emulator = await startEmulator({ isThrottling: true, startVisibleAfterMs: 0 })
    const arns = await makeFleet(emulator, keys)
    for (const count of sizes)
      for (const isResumed of [false, true]) {
        const cursors = isResumed ? await cursorsOf(emulator, arns, count) : []
        const opening = await open(emulator, arns, count, cursors)
        const { opened, failed, seconds, worstHealthMs, megabytes, kmsCalls } = opening
        rows.push([
          String(keys),
          String(count),
          isResumed ? 'resumed' : 'cold',
          String(opened),
          String(failed),
          seconds.toFixed(1),
          worstHealthMs.toFixed(0),
          megabytes.toFixed(0),
          String(kmsCalls['ListKeys'] ?? 0),
          String(kmsCalls['DescribeKey'] ?? 0),
        ])
      }
  }
  report('resubscribe', [
    configuration({
      'load of the machine, 1 minute': (loadavg()[0] ?? 0).toFixed(1),
      'subscriptions per socket': SUBSCRIPTIONS_PER_SOCKET,
      'timeout in seconds': GIVEN_UP_AFTER_MS / 1_000,
    }),
    table(
      [
        'keys',
        'subscriptions',
        '',
        'open',
        'failed',
        'all open, s',
        'slowest /health, ms',
        'memory, MB',
        'ListKeys',
        'DescribeKey',
      ],
      rows,
    ),
  ])
}

/** A different cursor for each subscription: each one processed another event last. */
async function cursorsOf(
  emulator: BenchEmulator,
  arns: readonly string[],
  count: number,
): Promise<readonly string[]> {
  await using gateway = await startGateway(emulator)
  const { key } = await ask<{ key: { id: string } }>(gateway, KEY, { arn: arns[0] })
  const cursors: string[] = []
  while (cursors.length < count) {
    const { rotationEvents } = await ask<{ rotationEvents: { pageInfo: { endCursor: string } } }>(
      gateway,
      HEAD,
      { keys: [key.id] },
    )
    cursors.push(rotationEvents.pageInfo.endCursor)
  }
  return cursors
}

async function open(
  emulator: BenchEmulator,
  arns: readonly string[],
  count: number,
  cursors: readonly string[],
): Promise<Opening> {
  await using gateway = await startGateway(emulator)
  await emulator.resetStatistics()
  const watching = new AbortController()
  const health = watchHealth(gateway, watching.signal)
  const begunAt = performance.now()
  const subscribing = await subscribe(gateway, count, cursors)
  const rotating = rotateOneByOne(gateway, arns, watching.signal)
  await Promise.race([subscribing.all, delay(GIVEN_UP_AFTER_MS, undefined, { signal: watching.signal })])
  const seconds = (performance.now() - begunAt) / 1_000
  watching.abort()
  await rotating
  const { worstMs, bytes } = await health
  const { calls } = await emulator.statistics()
  subscribing.close()
  return {
    ...subscribing.counts,
    seconds,
    worstHealthMs: worstMs,
    megabytes: bytes / 1e6,
    kmsCalls: Object.fromEntries(calls.map((each) => [each.operation, each.calls])),
  }
}

async function subscribe(gateway: Side, count: number, cursors: readonly string[]) {
  const counts = { opened: 0, failed: 0 }
  let finish = () => {}
  const all = new Promise<void>((resolve) => (finish = resolve))
  const sockets = await Promise.all(
    Array.from({ length: Math.ceil(count / SUBSCRIPTIONS_PER_SOCKET) }, async () => {
      const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
      await once(socket, 'open')
      socket.send('{"type":"connection_init"}')
      await once(socket, 'message')
      return socket
    }),
  )
  const open = new Set<string>()
  for (const socket of sockets)
    socket.on('message', (data: Buffer) => {
      const { type, id } = JSON.parse(String(data))
      if ((type !== 'next' && type !== 'error') || open.has(id)) return
      open.add(id)
      if (type === 'next' && !data.includes('"errors"')) counts.opened++
      else counts.failed++
      if (open.size === count) finish()
    })
  for (let index = 0; index < count; index++)
    sockets[Math.floor(index / SUBSCRIPTIONS_PER_SOCKET)]?.send(
      JSON.stringify({
        id: String(index),
        type: 'subscribe',
        payload: { query: ALL_KEYS, variables: { after: cursors[index] } },
      }),
    )
  return { counts, all, close: () => sockets.forEach((socket) => socket.terminate()) }
}

async function rotateOneByOne(gateway: Side, arns: readonly string[], signal: AbortSignal): Promise<void> {
  for (const arn of arns) {
    await delay(ROTATED_EVERY_MS, undefined, { signal }).catch(() => {})
    if (signal.aborted) return
    // A gateway that answers no request has no figure here.
    const id = Buffer.from(`1:Key:${arn}`).toString('base64url')
    await fetch(graphqlRequest(`${gateway.url}/graphql`, ROTATE, { id }), { signal })
      .then((response) => response.text())
      .catch(() => {})
  }
}

async function watchHealth(gateway: Side, signal: AbortSignal) {
  let worstMs = 0
  let bytes = 0
  while (!signal.aborted) {
    const askedAt = performance.now()
    await fetch(`${gateway.url}/health`, { signal })
      .then((response) => response.text())
      .catch(() => {})
    worstMs = Math.max(worstMs, performance.now() - askedAt)
    bytes = Math.max(bytes, gateway.residentBytes())
    await delay(HEALTH_EVERY_MS, undefined, { signal }).catch(() => {})
  }
  return { worstMs, bytes }
}

async function ask<Data>({ url }: Side, query: string, variables: object): Promise<Data> {
  const response = await fetch(graphqlRequest(`${url}/graphql`, query, variables))
  const { data, errors }: { data: Data; errors?: unknown } = await response.json()
  if (errors) throw new Error(JSON.stringify(errors))
  return data
}
