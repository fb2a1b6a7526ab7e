import { setTimeout as delay } from 'node:timers/promises'
import { startEmulator } from './emulator.ts'
import { median, percentile, ratio, table } from './figures.ts'
import { makeFleet } from './make-fleet.ts'
import { graphqlRequest, startGateway } from './peers.ts'
import type { Side } from './peers.ts'
import { configuration, report } from './report.ts'

const KEYS = 5_000
const QUESTIONS = 150
const SCANNERS = 4
const SCAN_TIMEOUT_MS = 300_000

const ONE_KEY = `query ($arn: String!) {
  key(by: { arn: $arn }) { state rotationStatus { nextRotationAt } rotations(first: 25) { nodes { rotatedAt type } } }
}`

/**
 * One client reads one key after the other without cached responses: on an idle gateway, and during a scan of the whole
 * fleet with its histories, which takes about a minute at the quota.
 */
export async function scan({ rounds }: { readonly rounds: number }): Promise<void> {
  await using emulator = await startEmulator({ isThrottling: true })
  const arns = await makeFleet(emulator, KEYS)
  await emulator.addFault({ kind: 'latency', latencyMs: 5 })
  await using gateway = await startGateway(emulator, {
    flags: ['--request-timeout-ms', String(SCAN_TIMEOUT_MS), '--rate-limit-points', '0'],
  })
  let asked = 0
  const question = () => {
    const arn = arns[(asked++ * 7) % arns.length]
    return graphqlRequest(`${gateway.url}/graphql`, ONE_KEY, { arn }, { 'cache-control': 'no-cache' })
  }
  await latencies(question)

  const [idle, busy]: [number[], number[]] = [[], []]
  const walks: number[] = []
  await emulator.resetStatistics()
  for (let round = 0; round < rounds; round++) {
    idle.push(percentile(await latencies(question), 99))
    const scanning = new AbortController()
    const begun = performance.now()
    const scanned = Promise.all(Array.from({ length: SCANNERS }, () => walk(gateway, scanning.signal)))
    await delay(2_000)
    busy.push(percentile(await latencies(question), 99))
    if (round === 0) {
      await scanned
      walks.push((performance.now() - begun) / 1_000)
    } else scanning.abort()
    await scanned
    await delay(2_000)
  }
  const { calls } = await emulator.statistics()
  const throttled = calls.reduce((sum, { outcomes }) => sum + (outcomes['ThrottlingException'] ?? 0), 0)
  report('scan', [
    configuration({
      keys: KEYS,
      rounds,
      'KMS round trip': '5 ms',
      'concurrent scans': SCANNERS,
      requests: QUESTIONS,
    }),
    table(
      ['', 'no other requests', 'during fleet scans', 'ratio, median of the rounds'],
      [['p99 of one key, ms', median(idle).toFixed(1), median(busy).toFixed(1), ratio(busy, idle)]],
    ),
    `${SCANNERS} scans of all ${KEYS} keys with their histories at once took ${median(walks).toFixed(0)} s. ThrottlingExceptions: ${throttled}.`,
  ])
}

/** Sends one request after the other. */
async function latencies(question: () => Request): Promise<readonly number[]> {
  const times: number[] = []
  for (let index = 0; index < QUESTIONS; index++) {
    const askedAt = performance.now()
    const response = await fetch(question())
    const body = await response.text()
    if (!body.includes('"rotatedAt"')) throw new Error(`The response has no rotation: ${body}`)
    times.push(performance.now() - askedAt)
  }
  return times
}

async function walk(side: Side, signal: AbortSignal): Promise<void> {
  let after: string | undefined
  do {
    if (signal.aborted) return
    const response = await fetch(side.page(after), {
      signal: AbortSignal.any([signal, AbortSignal.timeout(SCAN_TIMEOUT_MS)]),
    }).catch((error: unknown) => {
      if (signal.aborted) return undefined
      throw error
    })
    if (!response) return
    const { data, errors } = await response.json().catch(() => ({}))
    if (signal.aborted) return
    if (errors) throw new Error(JSON.stringify(errors))
    const { hasNextPage, endCursor } = data.keys.pageInfo
    after = hasNextPage ? endCursor : undefined
  } while (after)
}
