import { startEmulator } from './emulator.ts'
import { makeFleet } from './fleet.ts'
import { median, ratio, table } from './figures.ts'
import { NO_QUOTAS, PEERS, installPeers, startGateway, startPeer } from './peers.ts'
import type { Side } from './peers.ts'
import { configuration, report } from './report.ts'

/** The time from the start of a process to its first complete response. */
export async function startUp({ rounds }: { readonly rounds: number }): Promise<void> {
  installPeers()
  await using emulator = await startEmulator({ isThrottling: false })
  await makeFleet(emulator, 50)
  const starts: readonly [string, () => Promise<Side>][] = [
    ['this gateway', () => startGateway(emulator, { flags: NO_QUOTAS })],
    ...PEERS.map((peer): [string, () => Promise<Side>] => [peer.name, () => startPeer(peer, emulator)]),
  ]
  const times = new Map<string, { listening: number[]; answered: number[] }>()
  for (let round = 0; round < rounds; round++)
    for (const [name, start] of starts) {
      const taken = times.get(name) ?? { listening: [], answered: [] }
      times.set(name, taken)
      const begun = performance.now()
      await using side = await start()
      taken.listening.push(performance.now() - begun)
      await (await fetch(side.page())).text()
      taken.answered.push(performance.now() - begun)
    }
  const ours = times.get('this gateway')
  report('start-up', [
    configuration({ rounds, quotas: 'off', 'first response': 'a page of 50 keys with their histories' }),
    table(
      ['', 'listens after, ms', 'first response after, ms', 'gateway divided by peer'],
      [...times].map(([name, { listening, answered }]) => [
        name,
        median(listening).toFixed(0),
        median(answered).toFixed(0),
        name === 'this gateway' ? '' : ratio(ours?.answered ?? [], answered),
      ]),
    ),
  ])
}
