import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Client } from 'pg'
import { backgroundQuotas } from '../../src/kms/rate/quotas.ts'
import { isOperation } from '../../src/kms/operations.ts'
import { startEmulator } from '../emulator.ts'
import type { BenchEmulator } from '../emulator.ts'
import { median, percentile, ratio, table } from '../figures.ts'
import { graphqlRequest } from '../peers.ts'
import { configuration, report } from '../report.ts'
import { COLLECTABLE, startServer } from '../server-process.ts'
import type { ServerProcess } from '../server-process.ts'
import { copyKeys } from './copied-table.ts'
import { startPostgres } from './postgres.ts'
import { COUNTS, PAGE, PAGE_FROM_KMS } from './questions.ts'
import type { Question } from './questions.ts'

const KEYS = 10_000
const ACCOUNTS = ['111122223333', '222233334444']
const REGIONS = ['us-east-1', 'eu-west-1']
const LATENCY_MS = 5
const QUESTIONS_PER_ROUND = 100
const FILLING_TIMEOUT_MS = 30 * 60_000
const MIB = 2 ** 20

interface Viewer {
  readonly name: string
  readonly token: string
  readonly role: object
  /** The tags of the visible keys, for SQL. */
  readonly tags: string | null
}

const EVERYTHING: Viewer = {
  name: 'all keys',
  token: 'everything',
  role: { permissions: ['ROTATION_READ', 'ADMIN'] },
  tags: null,
}
const ONE_TEAM: Viewer = {
  name: 'keys of one team',
  token: 'one-team',
  role: { permissions: ['ROTATION_READ'], keys: [{ tag: 'team=payments' }] },
  tags: JSON.stringify({ team: 'payments' }),
}
const VIEWERS = [EVERYTHING, ONE_TEAM]

/** Questions about 10,000 keys: from the inventory of the gateway, from KMS, and in SQL from a copied table. */
export async function fleet({ rounds }: { readonly rounds: number }): Promise<void> {
  await using postgres = await startPostgres()
  await using emulator = await startEmulator({ isThrottling: true }, REGIONS, ACCOUNTS)
  await emulator.createFleet({ keys: KEYS })
  await copyKeys(postgres.client, await emulator.keys())
  await emulator.addFault({ kind: 'latency', latencyMs: LATENCY_MS })
  const files = writeFiles()
  try {
    const emptyMib = await memoryWithoutInventory(emulator, files.flags)
    await using gateway = await start(emulator, files.flags)
    const filling = await fill(gateway, emulator)
    const filledMib = await residentMib(gateway)
    const rows: string[][] = []
    for (const question of [COUNTS, PAGE])
      for (const viewer of VIEWERS) {
        const times = await measure({ question, viewer, gateway, client: postgres.client, rounds })
        rows.push([question.name, viewer.name, ...columnsOf(times)])
      }
    const scan = await scanKms(gateway)
    report('fleet', [
      configuration({
        keys: KEYS,
        scopes: ACCOUNTS.length * REGIONS.length,
        rounds,
        'requests per round': QUESTIONS_PER_ROUND,
        'KMS round trip': `${LATENCY_MS} ms`,
        quotas: "AWS's",
        PostgreSQL: `${postgres.version}, Unix socket`,
      }),
      table(
        [
          'question',
          'viewer',
          'inventory, p50 ms',
          'p99 ms',
          'SQL, p50 ms',
          'p99 ms',
          'ratio of the medians',
        ],
        rows,
      ),
      `First filling: ${filling.seconds.toFixed(0)} s, ${(filling.seconds / filling.permittedSeconds).toFixed(2)} times what the rate permits (${filling.permittedSeconds.toFixed(0)} s). Memory: ${emptyMib.toFixed(0)} MiB without inventory, ${filledMib.toFixed(0)} MiB with it.`,
      `The page by requests to KMS: ${scan.pages} pages, ${scan.seconds.toFixed(0)} s. By requests to KMS, the counts need the same reads and a program of your own.`,
    ])
  } finally {
    files.remove()
  }
}

interface Files {
  readonly flags: readonly string[]
  remove(): void
}

/** The accounts file and the policy file. */
function writeFiles(): Files {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-fleet-'))
  const write = (name: string, content: object): string => {
    const file = path.join(folder, name)
    writeFileSync(file, JSON.stringify(content), { mode: 0o600 })
    return file
  }
  const sha256 = (token: string) => createHash('sha256').update(token).digest('hex')
  const accounts = write('accounts.json', {
    role: 'arn:{partition}:iam::{account}:role/kms-rotation-gateway',
    accounts: ACCOUNTS.map((id) => ({ id })),
  })
  const policy = write('policy.json', {
    roles: Object.fromEntries(VIEWERS.map(({ token, role }) => [token, role])),
    tokens: VIEWERS.map(({ token }) => ({ sha256: sha256(token), subject: token, roles: [token] })),
  })
  return {
    flags: [
      '--accounts-file',
      accounts,
      '--regions',
      REGIONS.join(),
      '--auth',
      'tokens',
      '--policy-file',
      policy,
    ],
    remove: () => rmSync(folder, { recursive: true }),
  }
}

const FLAGS = '--kms aws --port 0 --log-level error --rate-limit-points 0 --request-timeout-ms 300000'.split(
  ' ',
)

const start = (emulator: BenchEmulator, flags: readonly string[]): Promise<ServerProcess> =>
  startServer([...COLLECTABLE, 'dist/cli.js', ...FLAGS, ...flags], emulator.environment)

async function memoryWithoutInventory(emulator: BenchEmulator, flags: readonly string[]): Promise<number> {
  await using gateway = await start(emulator, [...flags, '--no-inventory'])
  await ask(gateway, EVERYTHING, '{ keys(first: 1) { nodes { arn } } }')
  return residentMib(gateway)
}

async function residentMib(gateway: ServerProcess): Promise<number> {
  await gateway.collect()
  return gateway.residentBytes() / MIB
}

/** The time of the first filling, and the time that its requests take at the maximum rate of background requests. */
async function fill(
  gateway: ServerProcess,
  emulator: BenchEmulator,
): Promise<{ readonly seconds: number; readonly permittedSeconds: number }> {
  await emulator.resetStatistics()
  const begun = performance.now()
  for (;;) {
    const { fleet: answer } = Object(await ask(gateway, EVERYTHING, '{ fleet { isComplete keyCount } }'))
    if (answer.isComplete === true) break
    if (performance.now() - begun > FILLING_TIMEOUT_MS)
      throw new Error('The inventory was not filled in time.')
    await delay(500)
  }
  const seconds = (performance.now() - begun) / 1_000
  const rates = backgroundQuotas()
  const { calls } = await emulator.statistics()
  const times = calls.map(({ operation, calls: count }) => {
    const isFilling = isOperation(operation) && operation !== 'GetKeyLastUsage'
    return isFilling ? count / rates[operation] : 0
  })
  return { seconds, permittedSeconds: Math.max(...times) }
}

interface Measured {
  readonly question: Question
  readonly viewer: Viewer
  readonly gateway: ServerProcess
  readonly client: Client
  readonly rounds: number
}

/** The times of all requests of each side, by round. */
interface Times {
  readonly inventory: number[][]
  readonly sql: number[][]
}

async function measure({ question, viewer, gateway, client, rounds }: Measured): Promise<Times> {
  const inventory = async () => question.numberIn.graphql(await ask(gateway, viewer, question.graphql))
  const sql = async () => {
    const { rows } = await client.query<Record<string, unknown>>({
      name: question.name.slice(0, 60),
      text: question.sql,
      values: [viewer.tags],
    })
    return question.numberIn.sql(rows)
  }
  // The sides answer from the same data, so a difference is an error of the benchmark.
  const [ours, theirs] = [await inventory(), await sql()]
  if (ours !== theirs || !(Number(ours) > 0))
    throw new Error(
      `${question.name}, ${viewer.name}: the inventory counts ${String(ours)} keys, SQL ${String(theirs)}.`,
    )
  const times: Times = { inventory: [], sql: [] }
  for (let round = 0; round < rounds; round++) {
    times.inventory.push(await timesOf(inventory))
    times.sql.push(await timesOf(sql))
  }
  return times
}

async function timesOf(request: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let index = 0; index < QUESTIONS_PER_ROUND; index++) {
    const begun = performance.now()
    await request()
    times.push(performance.now() - begun)
  }
  return times
}

function columnsOf({ inventory, sql }: Times): readonly string[] {
  const sides = [inventory, sql].flatMap((rounds) => {
    const all = rounds.flat()
    return [median(all), percentile(all, 99)].map((ms) => ms.toFixed(1))
  })
  return [...sides, ratio(inventory.map(median), sql.map(median))]
}

async function scanKms(
  gateway: ServerProcess,
): Promise<{ readonly pages: number; readonly seconds: number }> {
  const begun = performance.now()
  let pages = 0
  let after: string | undefined
  do {
    const { keys } = Object(await ask(gateway, EVERYTHING, PAGE_FROM_KMS, { after }))
    pages++
    after = keys.pageInfo.hasNextPage === true ? keys.pageInfo.endCursor : undefined
  } while (after !== undefined)
  return { pages, seconds: (performance.now() - begun) / 1_000 }
}

/** The data of a response without errors. */
async function ask(
  gateway: ServerProcess,
  { token }: Viewer,
  query: string,
  variables: object = {},
): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}` }
  const response = await fetch(graphqlRequest(`${gateway.url}/graphql`, query, variables, headers))
  const { data, errors } = await response.json()
  if (errors) throw new Error(JSON.stringify(errors))
  return data
}
