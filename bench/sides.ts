import { setTimeout as delay } from 'node:timers/promises'
import type { BenchEmulator } from './emulator.ts'
import { median, ratio, table } from './figures.ts'
import { goodPerSecond, load, p50, p99 } from './load.ts'
import type { LoadResult } from './load.ts'
import { isWhole, placesOf } from './peers.ts'
import type { Side } from './peers.ts'
import { configuration, report } from './report.ts'

/** The load of every contest: clients that request the pages of a fleet. */
export const FLEET = { keys: 200, keysOnAPage: 50, clients: 8 } as const

/** The result of one side in one round. */
interface Turn extends LoadResult {
  readonly kmsCalls: number
  readonly throttled: number
  readonly cpuSeconds: number
  readonly residentBytes: number
}

export interface Contest {
  readonly name: string
  readonly turns: readonly Turn[]
}

export interface ContestOptions {
  readonly emulator: BenchEmulator
  readonly sides: readonly Side[]
  readonly rounds: number
  readonly seconds: number
  /** Pause between turns, so that the quotas refill. @default 0 */
  readonly pauseMs?: number
  readonly headersOf?: (side: Side) => Readonly<Record<string, string>>
}

/** Runs each side once per round, in turns. */
export async function contest(options: ContestOptions): Promise<readonly Contest[]> {
  const { sides, rounds, headersOf = () => ({}) } = options
  const places = new Map<Side, readonly (string | undefined)[]>()
  for (const side of sides) places.set(side, await walked(side, options))
  const turns = new Map<Side, Turn[]>(sides.map((side) => [side, []]))
  for (let round = 0; round < rounds; round++)
    for (const side of round % 2 === 0 ? sides : sides.toReversed())
      turns.get(side)?.push(await turn(side, places.get(side) ?? [], headersOf(side), options))
  return sides.map((side) => ({ name: side.name, turns: turns.get(side) ?? [] }))
}

/** Collects the positions of the pages without quotas, because this is not measured. */
async function walked(side: Side, { emulator }: ContestOptions): Promise<readonly (string | undefined)[]> {
  const { isThrottling } = await emulator.settings()
  await emulator.change({ isThrottling: false })
  const places = await placesOf(side)
  await emulator.change({ isThrottling })
  return places
}

async function turn(
  side: Side,
  places: readonly (string | undefined)[],
  headers: Readonly<Record<string, string>>,
  { emulator, seconds, pauseMs = 0 }: ContestOptions,
): Promise<Turn> {
  await delay(pauseMs)
  await emulator.resetStatistics()
  const cpuBefore = side.cpuSeconds()
  const result = await load({
    clients: FLEET.clients,
    seconds,
    request: (number) => side.page(places[number % places.length], headers),
    isGood: (body, status) => isWhole(body, status, FLEET.keysOnAPage),
  })
  const { calls } = await emulator.statistics()
  const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)
  return {
    ...result,
    kmsCalls: sum(calls.map((each) => each.calls)),
    throttled: sum(calls.map(({ outcomes }) => outcomes['ThrottlingException'] ?? 0)),
    cpuSeconds: side.cpuSeconds() - cpuBefore,
    residentBytes: side.residentBytes(),
  }
}

interface ContestFacts
  extends Readonly<Record<string, string | number>>, Pick<ContestOptions, 'rounds' | 'seconds'> {}

/** The figures of a contest whose first side is this gateway. */
export function reportContest(
  part: string,
  [ours, ...others]: readonly Contest[],
  { rounds, seconds, ...facts }: ContestFacts,
): void {
  if (!ours) throw new Error('A contest without sides')
  const { keys, keysOnAPage, clients } = FLEET
  report(part, [
    configuration({
      keys,
      'keys per page': keysOnAPage,
      clients,
      'seconds per run': seconds,
      rounds,
      ...facts,
    }),
    contestTable([ours, ...others]),
    `Successful responses per second, this gateway divided by the peer: ${others.map((other) => `${other.name} ${goodRatio(ours, other)}`).join('; ')}.`,
  ])
}

/** The median round of each side. */
function contestTable(contests: readonly Contest[]): string {
  const middle = ({ turns }: Contest, figure: (turn: Turn) => number, digits = 0) =>
    median(turns.map(figure)).toFixed(digits)
  return table(
    ['', ...contests.map(({ name }) => name)],
    [
      ['successful responses per second', ...contests.map((each) => middle(each, goodPerSecond, 2))],
      [
        'failed responses',
        ...contests.map(({ turns }) => String(turns.reduce((sum, { failed }) => sum + failed, 0))),
      ],
      [
        'responses in total',
        ...contests.map(({ turns }) =>
          String(turns.reduce((sum, { good, failed }) => sum + good + failed, 0)),
        ),
      ],
      ['p50, ms', ...contests.map((each) => middle(each, p50))],
      ['p99, ms', ...contests.map((each) => middle(each, p99))],
      [
        'KMS calls per response',
        ...contests.map((each) =>
          middle(each, ({ kmsCalls, good, failed }) => kmsCalls / (good + failed), 1),
        ),
      ],
      [
        'ThrottlingExceptions',
        ...contests.map(({ turns }) => String(turns.reduce((sum, { throttled }) => sum + throttled, 0))),
      ],
      [
        'CPU ms per successful response',
        ...contests.map((each) => middle(each, ({ cpuSeconds, good }) => (cpuSeconds * 1_000) / good, 1)),
      ],
      ['memory, MB', ...contests.map((each) => middle(each, ({ residentBytes }) => residentBytes / 1e6))],
    ],
  )
}

/** The ratio of good responses of two sides, per round. */
function goodRatio(ours: Contest, theirs: Contest): string {
  const rates = ({ turns }: Contest) => turns.map(goodPerSecond)
  return ratio(rates(ours), rates(theirs))
}
