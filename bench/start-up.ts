import { loadavg } from 'node:os'
import { startEmulator } from './emulator.ts'
import { makeFleet } from './make-fleet.ts'
import { median, ratio, table } from './figures.ts'
import { NO_QUOTAS, PEERS, installPeers, isWhole, startGateway, startPeer } from './peers.ts'
import type { Side } from './peers.ts'
import { configuration, report } from './report.ts'

const KEYS = 50

export interface StartUpOptions {
  readonly rounds: number
  /** The `dist/cli.js` of an earlier version, which is measured as well. */
  readonly earlier: string | undefined
}

/** The time from the start of a process to its first complete response. */
export async function startUp({ rounds, earlier }: StartUpOptions): Promise<void> {
  installPeers()
  await using emulator = await startEmulator({ isThrottling: false })
  await makeFleet(emulator, KEYS)
  const starts: [string, () => Promise<Side>][] = [
    ['this gateway', () => startGateway(emulator, { flags: NO_QUOTAS })],
    ...PEERS.map((peer): [string, () => Promise<Side>] => [peer.name, () => startPeer(peer, emulator)]),
  ]
  if (earlier !== undefined)
    starts.push(['earlier version', () => startGateway(emulator, { program: earlier, flags: NO_QUOTAS })])
  const times = new Map<string, { listening: number[]; answered: number[] }>()
  for (let round = 0; round < rounds; round++)
    for (const [name, start] of starts) {
      const taken = times.get(name) ?? { listening: [], answered: [] }
      times.set(name, taken)
      const begun = performance.now()
      await using side = await start()
      taken.listening.push(performance.now() - begun)
      const response = await fetch(side.page())
      const body = await response.text()
      taken.answered.push(performance.now() - begun)
      if (!isWhole(body, response.status, KEYS))
        throw new Error(`The first response of '${name}' is not complete.`)
    }
  const ours = times.get('this gateway')
  report('start-up', [
    configuration({
      'load of the machine, 1 minute': (loadavg()[0] ?? 0).toFixed(1),
      rounds,
      quotas: 'off',
      'first response': `a page of ${KEYS} keys with their histories`,
    }),
    table(
      ['', 'listens after, ms', 'first response after, ms', 'ratio, listening', 'ratio, first response'],
      [...times].map(([name, { listening, answered }]) => [
        name,
        median(listening).toFixed(0),
        median(answered).toFixed(0),
        name === 'this gateway' ? '' : ratio(ours?.listening ?? [], listening),
        name === 'this gateway' ? '' : ratio(ours?.answered ?? [], answered),
      ]),
    ),
  ])
}
