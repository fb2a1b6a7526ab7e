import { startEmulator } from './emulator.ts'
import type { BenchEmulator } from './emulator.ts'
import { median, ratio, table } from './figures.ts'
import { configuration, report } from './report.ts'
import { COLLECTABLE, startServer } from './server-process.ts'
import type { ServerProcess } from './server-process.ts'
import { openSockets } from './sockets.ts'
import type { Sockets } from './sockets.ts'

export interface FanOutOptions {
  readonly sockets: number
  readonly rounds: number
}

/** The result of one side in one round. */
interface Round {
  /** Time from the first socket's message to the last socket's, in milliseconds. */
  readonly spreadMs: number
  /** When the last message was received, in milliseconds since the epoch. */
  readonly endedAt: number
}

interface Side {
  readonly round: () => Promise<Round>
  /** Resident memory per socket, garbage included. */
  readonly bytesPerSocket: number
  /** Resident memory per socket after a garbage collection. */
  readonly keptBytesPerSocket: number
}

const SUBSCRIPTION = `subscription ($keys: [ID!], $after: String) {
  rotationCompleted(keys: $keys, after: $after) {
    ... on RotationCompleted { eventId cursor occurredAt key { arn } rotation { type rotatedAt } }
  }
}`

/**
 * Delivers one rotation to many sockets, compared with a bare `ws` server that sends a prepared frame of the same size. Both
 * sides run in turns, and one process receives all messages.
 */
export async function fanOut({ sockets: count, rounds }: FanOutOptions): Promise<void> {
  await using emulator = await startEmulator({
    startClearsAfterMs: 500,
    historyVisibleAfterMs: 500,
    onDemandLimit: rounds + 2,
  })
  const { arn } = await emulator.createKey()
  await using gateway = await startGateway(emulator, count)
  await using bare = await startServer([...COLLECTABLE, '--import', 'tsx', 'bench/bare-ws.ts'])

  const keyId = await keyIdOf(gateway, arn)
  const frame = await warmUp(gateway, keyId)
  const [ours, theirs] = [await gatewaySide(gateway, keyId, count), await bareSide(bare, frame, count)]

  await emulator.resetStatistics()
  const [own, other]: [Round[], Round[]] = [[], []]
  const delays: number[] = []
  for (let round = 0; round < rounds; round++) {
    const delivered = await ours.round()
    own.push(delivered)
    const { rotations } = await emulator.key(arn)
    delays.push(delivered.endedAt - Date.parse(rotations.at(-1)?.completedAt ?? ''))
    other.push(await theirs.round())
  }
  const { calls } = await emulator.statistics()

  const spreads = [own, other].map((side) => side.map(({ spreadMs }) => spreadMs))
  report('fan-out', [
    configuration({
      sockets: count,
      rounds,
      'frame in bytes': Buffer.byteLength(frame),
      'polls of a running rotation': 'every 2 s',
    }),
    table(
      ['', 'this gateway', 'bare ws', 'ratio, median of the rounds'],
      [
        [
          'first to last socket, ms',
          ...spreads.map((values) => median(values).toFixed(0)),
          ratio(spreads[0] ?? [], spreads[1] ?? []),
        ],
        [
          'memory per subscriber, kB',
          ...[ours, theirs].map(({ bytesPerSocket }) => (bytesPerSocket / 1_000).toFixed(1)),
          (ours.bytesPerSocket / theirs.bytesPerSocket).toFixed(2),
        ],
        [
          'memory per subscriber after a collection, kB',
          ...[ours, theirs].map(({ keptBytesPerSocket }) => (keptBytesPerSocket / 1_000).toFixed(1)),
          (ours.keptBytesPerSocket / theirs.keptBytesPerSocket).toFixed(2),
        ],
        ['completion visible at KMS to last socket, ms', median(delays).toFixed(0), '', ''],
      ],
    ),
    `KMS calls for ${rounds} rotations delivered to ${count} sockets: ${calls.map((each) => `${each.operation} ${each.calls}`).join(', ')}.`,
  ])
}

function startGateway(emulator: BenchEmulator, sockets: number): Promise<ServerProcess> {
  const limit = String(sockets + 10)
  const limits = ['--max-connections', limit, '--max-connections-per-address', limit]
  return startServer(
    [...COLLECTABLE, 'dist/cli.js', '--port', '0', '--log-level', 'error', ...limits],
    emulator.environment,
  )
}

async function ask<Data>({ url }: ServerProcess, query: string, variables: object): Promise<Data> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  })
  const { data, errors }: { data: Data; errors?: unknown } = await response.json()
  if (errors) throw new Error(JSON.stringify(errors))
  return data
}

async function keyIdOf(gateway: ServerProcess, arn: string): Promise<string> {
  const { key } = await ask<{ key: { id: string } }>(
    gateway,
    'query ($arn: String!) { key(by: { arn: $arn }) { id } }',
    {
      arn,
    },
  )
  return key.id
}

async function rotate(gateway: ServerProcess, keyId: string): Promise<void> {
  const { rotateKeyOnDemand } = await ask<{ rotateKeyOnDemand: { kind: string } }>(
    gateway,
    'mutation ($id: ID!) { rotateKeyOnDemand(input: { key: { id: $id } }) { kind: __typename } }',
    { id: keyId },
  )
  if (rotateKeyOnDemand.kind !== 'RotateKeyOnDemandPayload') throw new Error(rotateKeyOnDemand.kind)
}

async function headOf(gateway: ServerProcess, keyId: string): Promise<string> {
  const { rotationEvents } = await ask<{ rotationEvents: { pageInfo: { endCursor: string } } }>(
    gateway,
    'query ($keys: [ID!]) { rotationEvents(first: 0, filter: { keys: $keys }) { pageInfo { endCursor } } }',
    { keys: [keyId] },
  )
  return rotationEvents.pageInfo.endCursor
}

const opening = (keyId: string, after: string) => [
  { say: '{"type":"connection_init"}', until: 'connection_ack' },
  {
    say: JSON.stringify({
      id: '1',
      type: 'subscribe',
      payload: { query: SUBSCRIPTION, variables: { keys: [keyId], after } },
    }),
    until: undefined,
  },
]

const socketUrl = ({ url }: ServerProcess) => `${url.replace('http', 'ws')}/graphql`

/** Warms up with one subscriber and one event, and returns the frame that the subscriber received. */
async function warmUp(gateway: ServerProcess, keyId: string): Promise<string> {
  const { WebSocket } = await import('ws')
  const after = await headOf(gateway, keyId)
  const socket = new WebSocket(socketUrl(gateway), 'graphql-transport-ws')
  const frame = new Promise<string>((resolve, reject) => {
    socket.on('error', reject)
    socket.on('open', () => socket.send('{"type":"connection_init"}'))
    socket.on('message', (data: Buffer) => {
      const text = data.toString()
      if (text.includes('connection_ack')) socket.send(opening(keyId, after)[1]?.say ?? '')
      if (text.includes('"next"')) resolve(text)
    })
  })
  await rotate(gateway, keyId)
  const text = await frame
  socket.terminate()
  return text
}

/** The subscribed sockets of a side, and the memory that they need at the server. */
async function gatewaySide(gateway: ServerProcess, keyId: string, count: number): Promise<Side> {
  await gateway.collect()
  const before = gateway.residentBytes()
  const sockets = await openSockets({
    url: socketUrl(gateway),
    count,
    protocol: 'graphql-transport-ws',
    opening: opening(keyId, await headOf(gateway, keyId)),
    counts: '"next"',
  })
  // A socket that subscribes later receives the event then.
  const round = () => nextRound(sockets, () => rotate(gateway, keyId))
  await round()
  return { round, ...(await memoryPerSocket(gateway, before, count)) }
}

async function bareSide(bare: ServerProcess, frame: string, count: number): Promise<Side> {
  // Warm up with one socket and one frame, as on the other side.
  const first = await openSockets({ url: bare.url.replace('http', 'ws'), count: 1, counts: '"next"' })
  await nextRound(first, async () => void (await fetch(bare.url, { method: 'POST', body: frame })))
  await first.close()
  await bare.collect()
  const before = bare.residentBytes()
  const sockets = await openSockets({ url: bare.url.replace('http', 'ws'), count, counts: '"next"' })
  const round = () =>
    nextRound(sockets, async () => {
      const response = await fetch(bare.url, { method: 'POST', body: frame })
      if ((await response.text()) !== String(count)) throw new Error('The bare server lost sockets.')
    })
  await round()
  return { round, ...(await memoryPerSocket(bare, before, count)) }
}

/** Both figures, because the time of a garbage collection moves the first one by several kB. */
async function memoryPerSocket(server: ServerProcess, before: number, count: number) {
  const bytesPerSocket = (server.residentBytes() - before) / count
  await server.collect()
  return { bytesPerSocket, keptBytesPerSocket: (server.residentBytes() - before) / count }
}

async function nextRound(sockets: Sockets, begin: () => Promise<void>): Promise<Round> {
  const received = sockets.nextRound()
  await begin()
  const times = await received
  const last = times.reduce((latest, time) => Math.max(latest, time), 0)
  const first = times.reduce((earliest, time) => Math.min(earliest, time), Infinity)
  return { spreadMs: last - first, endedAt: performance.timeOrigin + last }
}
