import { startEmulator } from './emulator.ts'
import { table } from './figures.ts'
import { makeFleet } from './make-fleet.ts'
import { graphqlRequest, startGateway } from './peers.ts'
import { configuration, report } from './report.ts'

const SIZES = [50, 500, 5_000]
const REGIONS = ['us-east-1', 'eu-west-1', 'ap-southeast-2', 'sa-east-1']

const STATUS_OF_ALL = `query ($after: String) {
  keys(first: 100, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes { arn rotationStatus { automatic nextRotationAt } }
  }
}`

/** The cost of reading a whole fleet, by its size and number of Regions, with AWS's quotas. */
export async function sizes(): Promise<void> {
  const rows: string[][] = []
  for (const [keys, regions] of [
    ...SIZES.map((keys): [number, readonly string[]] => [keys, REGIONS.slice(0, 1)]),
    [500, REGIONS] as const,
  ]) {
    await using emulator = await startEmulator({ isThrottling: true }, regions)
    await makeFleet(emulator, keys, regions)
    await using gateway = await startGateway(emulator, { flags: ['--regions', regions.join()] })
    const url = `${gateway.url}/graphql`
    await emulator.resetStatistics()
    const cold = await walk(url)
    const { calls } = await emulator.statistics()
    const warm = await walk(url)
    const count = new Map<string, number>()
    for (const { operation, calls: number } of calls)
      count.set(operation, (count.get(operation) ?? 0) + number)
    rows.push([
      String(keys),
      String(regions.length),
      (cold.ms / 1_000).toFixed(2),
      (warm.ms / 1_000).toFixed(2),
      [...count].map(([operation, number]) => `${operation} ${number}`).join(', '),
      String(calls.reduce((sum, { outcomes }) => sum + (outcomes['ThrottlingException'] ?? 0), 0)),
    ])
  }
  report('sizes', [
    configuration({ query: 'every key with its rotation status, 100 per page' }),
    table(['keys', 'Regions', 'cold, s', 'warm, s', 'KMS calls, cold', 'ThrottlingExceptions'], rows),
  ])
}

async function walk(url: string): Promise<{ readonly ms: number }> {
  const begun = performance.now()
  let after: string | undefined
  do {
    const response = await fetch(graphqlRequest(url, STATUS_OF_ALL, { after }))
    const { data, errors } = await response.json()
    if (errors) throw new Error(JSON.stringify(errors))
    after = data.keys.pageInfo.hasNextPage ? data.keys.pageInfo.endCursor : undefined
  } while (after)
  return { ms: performance.now() - begun }
}
