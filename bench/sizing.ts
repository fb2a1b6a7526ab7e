import { setTimeout as delay } from 'node:timers/promises'
import { startEmulator } from './emulator.ts'
import type { BenchEmulator } from './emulator.ts'
import { table } from './figures.ts'
import { makeFleet } from './make-fleet.ts'
import { graphqlRequest } from './peers.ts'
import { configuration, report } from './report.ts'
import { startServer } from './server-process.ts'
import type { ServerProcess } from './server-process.ts'
import { openSockets } from './sockets.ts'
import type { Sockets } from './sockets.ts'

interface Fleet {
  readonly keys: number
  readonly regions: number
  /** Numbers of subscribers, in ascending order: the later ones connect to the same gateway. */
  readonly subscribers: readonly number[]
}

const FLEETS: readonly Fleet[] = [
  { keys: 100, regions: 1, subscribers: [10] },
  { keys: 1_000, regions: 1, subscribers: [10, 1_000] },
  { keys: 10_000, regions: 4, subscribers: [10, 1_000] },
]
const REGIONS = ['us-east-1', 'eu-west-1', 'ap-southeast-2', 'sa-east-1']
/** Longer than the pause between two idle polls of a key. */
const POLLING_SECONDS = 40
/** The gateway starts to poll 20 keys per second. */
const READ_TIMEOUT_SECONDS = 900
const PAGES = 1_000
const CLIENTS = 4
/** The heap of the image of the Dockerfile in a container with a limit of 512 MiB. */
const HEAP = ['--max-old-space-size=256', '--max-semi-space-size=16']
const FLAGS = ['--max-connections-per-address', '10000', '--rate-limit-points', '0']

const ALL_KEYS = 'subscription { rotationEvents { kind: __typename } }'
const PAGE = `{ keys(first: 25) { nodes { displayName compliance { verdict dueAt } } } }`

const MIB = 2 ** 20
/** The recommendations exceed the measured figures by these factors. */
const MARGIN = { request: 1.25, limit: 1.5, cpu: 2 }
/** The recommended CPU also covers this number of pages per second. */
const PAGES_PER_SECOND = 10

interface Usage {
  readonly steadyMib: number
  readonly peakMib: number
  /** CPU seconds per minute without requests. */
  readonly pollingSeconds: number
  /** CPU seconds per 1,000 pages. */
  readonly pagesSeconds: number
}

/**
 * The memory and CPU time of a gateway that has just started and whose subscribers follow all keys. It takes 13 minutes,
 * because the gateway starts to poll 20 keys per second.
 */
export async function sizing(): Promise<void> {
  const rows: string[][] = []
  for (const { keys, regions, subscribers } of FLEETS) {
    const names = REGIONS.slice(0, regions)
    await using emulator = await startEmulator({ isThrottling: true }, names)
    await makeFleet(emulator, keys, names)
    await emulator.resetStatistics()
    await using gateway = await startServer(
      [...HEAP, 'dist/cli.js', '--port', '0', '--log-level', 'error', ...FLAGS, '--regions', names.join()],
      emulator.environment,
    )
    const opened: Sockets[] = []
    for (const [index, count] of subscribers.entries()) {
      opened.push(await subscribe(gateway, count - (subscribers[index - 1] ?? 0)))
      await historiesRead(emulator, keys)
      const usage = await measure(gateway)
      rows.push([...[keys, regions, count].map((number) => number.toLocaleString('en')), ...cellsOf(usage)])
    }
    for (const sockets of opened) await sockets.close()
  }
  const header = [
    'keys',
    'Regions',
    'subscribers',
    'memory, MiB',
    'peak, MiB',
    'CPU s per idle minute',
    'CPU s per 1,000 pages',
    'CPU request',
    'memory request',
    'memory limit',
  ]
  report(
    'sizing',
    [configuration({ heap: HEAP.join(' '), 'keys per page': 25 }), table(header, rows)],
    'docs/deployment.md',
  )
}

const subscribe = (gateway: ServerProcess, count: number): Promise<Sockets> =>
  openSockets({
    url: `${gateway.url.replace('http', 'ws')}/graphql`,
    count,
    protocol: 'graphql-transport-ws',
    opening: [
      { say: '{"type":"connection_init"}', until: 'connection_ack' },
      { say: JSON.stringify({ id: '1', type: 'subscribe', payload: { query: ALL_KEYS } }), until: undefined },
    ],
    counts: '"next"',
  })

async function measure(gateway: ServerProcess): Promise<Usage> {
  const pollingSeconds = await cpuSeconds(gateway, () => delay(POLLING_SECONDS * 1_000))
  const steadyMib = gateway.residentBytes() / MIB
  const pagesSeconds = await cpuSeconds(gateway, () => readPages(gateway))
  return {
    steadyMib,
    peakMib: gateway.peakBytes() / MIB,
    pollingSeconds: (pollingSeconds * 60) / POLLING_SECONDS,
    pagesSeconds: (pagesSeconds * 1_000) / PAGES,
  }
}

/** The first poll of a key reads its history. */
async function historiesRead(emulator: BenchEmulator, keys: number): Promise<void> {
  for (let second = 0; second < READ_TIMEOUT_SECONDS; second++) {
    const { calls } = await emulator.statistics()
    const read = calls
      .filter(({ operation }) => operation === 'ListKeyRotations')
      .reduce((sum, { calls: count }) => sum + count, 0)
    if (read >= keys) return
    await delay(1_000)
  }
  throw new Error(`The gateway did not read ${keys} histories within ${READ_TIMEOUT_SECONDS} s.`)
}

async function cpuSeconds(gateway: ServerProcess, work: () => Promise<unknown>): Promise<number> {
  const before = gateway.cpuSeconds()
  await work()
  return gateway.cpuSeconds() - before
}

async function readPages(gateway: ServerProcess): Promise<void> {
  const client = async () => {
    for (let page = 0; page < PAGES / CLIENTS; page++) {
      const response = await fetch(graphqlRequest(`${gateway.url}/graphql`, PAGE, {}))
      const { errors }: { errors?: unknown } = await response.json()
      if (errors) throw new Error(JSON.stringify(errors))
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
}

function cellsOf({ steadyMib, peakMib, pollingSeconds, pagesSeconds }: Usage): readonly string[] {
  const cores = pollingSeconds / 60 + (PAGES_PER_SECOND * pagesSeconds) / 1_000
  return [
    steadyMib.toFixed(0),
    peakMib.toFixed(0),
    pollingSeconds.toFixed(1),
    pagesSeconds.toFixed(1),
    `${roundUp(cores * MARGIN.cpu * 1_000, 50)}m`,
    `${roundUp(steadyMib * MARGIN.request, 32)}Mi`,
    `${roundUp(peakMib * MARGIN.limit, 64)}Mi`,
  ]
}

const roundUp = (value: number, step: number) => Math.ceil(value / step) * step
