import type { Client } from 'pg'
import { KMS_OPERATIONS, OPERATIONS } from '../../src/kms/operations.ts'
import { startEmulator } from '../emulator.ts'
import { median, percentile, ratio, table } from '../figures.ts'
import { configuration, report } from '../report.ts'
import type { ServerProcess } from '../server-process.ts'
import { copyKeys } from './copied-table.ts'
import { firstFilling } from './first-filling.ts'
import { countFromKms, pageFromKms } from './from-kms.ts'
import type { KmsTime } from './from-kms.ts'
import { ACCOUNTS, ask, createGateways, EVERYTHING, REGIONS, VIEWERS } from './gateways.ts'
import type { Gateways, Viewer } from './gateways.ts'
import { startPostgres } from './postgres.ts'
import { COUNTS, PAGE } from './questions.ts'
import type { Question } from './questions.ts'

const KEYS = 10_000
/** The keys that are read from KMS for the counts. Reading all would take as many minutes as the whole benchmark. */
const KEYS_FROM_KMS = 1_000
const LATENCY_MS = 5
const QUESTIONS_PER_ROUND = 60
const WARMING_QUESTIONS = 20
/** The first filling has this many times AWS's quotas, so that it takes two minutes instead of eight. */
const QUOTA_FACTOR = 4
const QUOTAS = Object.fromEntries(
  KMS_OPERATIONS.map((operation) => [operation, OPERATIONS[operation].quota * QUOTA_FACTOR]),
)
const MIB = 2 ** 20

type Emulator = Awaited<ReturnType<typeof startEmulator>>

/** Questions about 10,000 keys: from the inventory of the gateway, from KMS, and in SQL from a copied table. */
export async function fleet({ rounds }: { readonly rounds: number }): Promise<void> {
  await using postgres = await startPostgres()
  await using emulator = await startEmulator({ isThrottling: true }, REGIONS, ACCOUNTS)
  using gateways = createGateways()
  await emulator.createFleet({ keys: KEYS })
  await copyKeys(postgres.client, await emulator.keys())
  await emulator.addFault({ kind: 'latency', latencyMs: LATENCY_MS })

  const kms = await askKms(gateways, emulator)
  await emulator.change({ quotas: QUOTAS })
  await emulator.resetStatistics()
  const flags = [
    '--kms-quotas',
    Object.entries(QUOTAS)
      .map((quota) => quota.join('='))
      .join(),
  ]
  await using gateway = await gateways.start(emulator, flags)
  const filling = await firstFilling(gateway, emulator, QUOTAS)
  const filledMib = await residentMib(gateway)
  const rows: string[][] = []
  for (const question of [COUNTS, PAGE])
    for (const viewer of VIEWERS) {
      const times = await measure({ question, viewer, gateway, client: postgres.client, rounds })
      rows.push([question.name, viewer.name, ...columnsOf(times)])
    }
  report('fleet', [
    configuration({
      keys: KEYS,
      scopes: ACCOUNTS.length * REGIONS.length,
      rounds,
      'requests per round': QUESTIONS_PER_ROUND,
      'KMS round trip': `${LATENCY_MS} ms`,
      PostgreSQL: `${postgres.version}, Unix socket`,
    }),
    table(
      ['question', 'keys', 'inventory, p50 ms', 'p99 ms', 'SQL, p50 ms', 'p99 ms', 'ratio of the medians'],
      rows,
    ),
    `From KMS, at AWS's quotas: everything that the counts need of ${inSeconds(kms.counts)}; one page, which examines ${inSeconds(kms.page)}.`,
    `First filling, at ${QUOTA_FACTOR} times AWS's quotas: ${filling.seconds.toFixed(0)} s, ${(filling.seconds / filling.permittedSeconds).toFixed(2)} times what the rate permits (${filling.permittedSeconds.toFixed(0)} s). Memory: ${kms.emptyMib.toFixed(0)} MiB before the first question without an inventory, ${filledMib.toFixed(0)} MiB with the inventory.`,
  ])
}

const inSeconds = ({ keys, seconds }: KmsTime): string => `${keys} keys in ${seconds.toFixed(0)} s`

/** The same questions to a gateway that keeps no inventory. */
async function askKms(gateways: Gateways, emulator: Emulator) {
  await using gateway = await gateways.start(emulator, ['--no-inventory'])
  await ask(gateway, EVERYTHING, '{ gateway { version } }')
  const emptyMib = await residentMib(gateway)
  const counts = await countFromKms(gateway, KEYS_FROM_KMS)
  await using other = await gateways.start(emulator, ['--no-inventory'])
  return { emptyMib, counts, page: await pageFromKms(other) }
}

async function residentMib(gateway: ServerProcess): Promise<number> {
  await gateway.collect()
  return gateway.residentBytes() / MIB
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
  readonly inventory: readonly (readonly number[])[]
  readonly sql: readonly (readonly number[])[]
}

async function measure({ question, viewer, gateway, client, rounds }: Measured): Promise<Times> {
  const query = {
    name: `${question.name.slice(0, 10)} ${viewer.name}`,
    text: question.sql(viewer.sqlCondition),
  }
  const inventory = async () => question.numberIn.graphql(await ask(gateway, viewer, question.graphql))
  const sql = async () => {
    const { rows } = await client.query<Record<string, unknown>>(query)
    return question.numberIn.sql(rows)
  }
  // The sides answer from the same data, so a difference is an error of the benchmark.
  const [ours, theirs] = [await inventory(), await sql()]
  if (ours !== theirs || !(Number(ours) > 0))
    throw new Error(
      `${question.name}, ${viewer.name}: the inventory counts ${String(ours)} keys, SQL ${String(theirs)}.`,
    )
  await alternate(inventory, sql, WARMING_QUESTIONS)
  const times: { inventory: number[][]; sql: number[][] } = { inventory: [], sql: [] }
  for (let round = 0; round < rounds; round++) {
    const { first, second } = await alternate(inventory, sql, QUESTIONS_PER_ROUND)
    times.inventory.push(first)
    times.sql.push(second)
  }
  return times
}

/** The times of both sides in milliseconds. One request after the other, so that other work on the machine slows both. */
async function alternate(first: () => Promise<unknown>, second: () => Promise<unknown>, count: number) {
  const times: { first: number[]; second: number[] } = { first: [], second: [] }
  for (let index = 0; index < count; index++) {
    times.first.push(await timeOf(first))
    times.second.push(await timeOf(second))
  }
  return times
}

async function timeOf(request: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await request()
  return performance.now() - begun
}

function columnsOf({ inventory, sql }: Times): readonly string[] {
  const sides = [inventory, sql].flatMap((rounds) => {
    const all = rounds.flat()
    return [median(all), percentile(all, 99)].map((ms) => ms.toFixed(1))
  })
  return [...sides, ratio(inventory.map(median), sql.map(median))]
}
