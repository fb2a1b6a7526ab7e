import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startEmulator } from './emulator.ts'
import type { BenchEmulator } from './emulator.ts'
import { median, ratio, table } from './figures.ts'
import { makeFleet } from './make-fleet.ts'
import { graphqlRequest, startGateway } from './peers.ts'
import { configuration, report } from './report.ts'

const KEYS = 100
const ACCOUNTS = ['111122223333', '222233334444', '333344445555']
const REGIONS = ['us-east-1', 'eu-west-1']
const WARM_PAGES = 20
const LATENCY_MS = 5

const PAGE = `query {
  keys(first: ${KEYS}) {
    unavailableScopes { error { message } }
    nodes { arn state rotationStatus { isEnabled nextRotationAt } }
  }
}`

interface Side {
  readonly name: string
  readonly emulator: BenchEmulator
  readonly flags: readonly string[]
  readonly cold: number[]
  readonly warm: number[]
  readonly calls: Map<string, number>
  readonly throttled: number[]
}

/** A page of 100 keys over six scopes, and over one: the first page of a new process, and then cached pages. */
export async function scopes({ rounds }: { readonly rounds: number }): Promise<void> {
  await using one = await startEmulator({ isThrottling: true })
  await using six = await startEmulator({ isThrottling: true }, REGIONS, ACCOUNTS)
  await makeFleet(one, KEYS)
  await makeFleet(six, KEYS, REGIONS, ACCOUNTS)
  for (const emulator of [one, six]) await emulator.addFault({ kind: 'latency', latencyMs: LATENCY_MS })
  const folder = mkdtempSync(path.join(tmpdir(), 'accounts-'))
  const file = path.join(folder, 'accounts.json')
  const role = 'arn:{partition}:iam::{account}:role/kms-rotation-gateway'
  writeFileSync(file, JSON.stringify({ role, accounts: ACCOUNTS.map((id) => ({ id })) }))
  const side = (name: string, emulator: BenchEmulator, flags: readonly string[]): Side => ({
    name,
    emulator,
    flags,
    cold: [],
    warm: [],
    calls: new Map<string, number>(),
    throttled: [],
  })
  const sides = [
    side('six scopes', six, ['--regions', REGIONS.join(), '--accounts-file', file]),
    side('one scope', one, []),
  ] as const
  try {
    for (let round = 0; round < rounds; round++)
      for (const each of round % 2 === 0 ? sides : sides.toReversed()) await turn(each)
  } finally {
    rmSync(folder, { recursive: true })
  }
  const [ours, theirs] = sides
  report('scopes', [
    configuration({
      rounds,
      keys: KEYS,
      'accounts and Regions of the six scopes': `${ACCOUNTS.length} and ${REGIONS.length}`,
      'KMS round trip': `${LATENCY_MS} ms`,
      'cached pages per round': WARM_PAGES,
    }),
    table(
      ['', ...sides.map(({ name }) => name), 'ratio, median of the rounds'],
      [
        row('first page, ms', ours.cold, theirs.cold, 0),
        row('cached page, ms', ours.warm, theirs.warm, 1),
        ['KMS and STS calls of the first page', ...sides.map(callsOf), ''],
      ],
    ),
    `ThrottlingExceptions: ${sides.flatMap(({ throttled }) => throttled).reduce((sum, each) => sum + each)}.`,
  ])
}

const row = (name: string, ours: readonly number[], theirs: readonly number[], digits: number) => [
  name,
  ...[ours, theirs].map((values) => median(values).toFixed(digits)),
  ratio(ours, theirs),
]

const callsOf = ({ calls }: Side): string =>
  [...calls].map(([operation, number]) => `${operation} ${number}`).join(', ')

async function turn({ emulator, flags, cold, warm, calls, throttled }: Side): Promise<void> {
  await emulator.resetStatistics()
  await using gateway = await startGateway(emulator, { flags: [...flags, '--rate-limit-points', '0'] })
  cold.push(await timeOfPage(gateway.url))
  calls.clear()
  for (const { operation, calls: number } of (await emulator.statistics()).calls)
    calls.set(operation, (calls.get(operation) ?? 0) + number)
  const times: number[] = []
  for (let page = 0; page < WARM_PAGES; page++) times.push(await timeOfPage(gateway.url))
  warm.push(median(times))
  throttled.push(await throttledBy(emulator))
}

async function timeOfPage(url: string): Promise<number> {
  const begun = performance.now()
  const response = await fetch(graphqlRequest(`${url}/graphql`, PAGE, {}))
  const { data, errors } = await response.json()
  const ms = performance.now() - begun
  const { nodes = [], unavailableScopes = [] } = data?.keys ?? {}
  const isWhole = nodes.every(({ rotationStatus }: { readonly rotationStatus: unknown }) => rotationStatus)
  if (errors || nodes.length !== KEYS || unavailableScopes.length > 0 || !isWhole)
    throw new Error(`The page is not complete: ${JSON.stringify({ errors, unavailableScopes })}`)
  return ms
}

async function throttledBy(emulator: BenchEmulator): Promise<number> {
  const { calls } = await emulator.statistics()
  return calls.reduce((sum, { outcomes }) => sum + (outcomes['ThrottlingException'] ?? 0), 0)
}
