import { startEmulator } from './emulator.ts'
import { makeFleet } from './fleet.ts'
import { installPeers, startGateway, startPeer } from './peers.ts'
import { configuration, report } from './report.ts'
import { contest, contestTable, goodRatio } from './sides.ts'

const KEYS = 200
const KEYS_ON_A_PAGE = 50
const CLIENTS = 8
const SECONDS = 10

/** A KMS with AWS's request quotas, 5 ms away: who still answers? */
export async function quotas({ rounds }: { readonly rounds: number }): Promise<void> {
  installPeers()
  await using emulator = await startEmulator({ isThrottling: true })
  await makeFleet(emulator, KEYS)
  await emulator.addFault({ kind: 'latency', latencyMs: 5 })
  await using gateway = await startGateway(emulator, { flags: ['--rate-limit-points', '0'] })
  await using plain = await startPeer('plain-node', emulator)
  await using apollo = await startPeer('apollo', emulator)
  await using mercurius = await startPeer('mercurius', emulator)

  const contests = await contest({
    emulator,
    sides: [gateway, plain, apollo, mercurius],
    keys: KEYS_ON_A_PAGE,
    clients: CLIENTS,
    rounds,
    seconds: SECONDS,
    pauseMs: 2_000,
  })
  const [ours, ...peers] = contests
  report('quotas', [
    configuration({
      keys: KEYS,
      'keys on a page': KEYS_ON_A_PAGE,
      clients: CLIENTS,
      'seconds a turn': SECONDS,
      rounds,
      'KMS round trip': '5 ms',
    }),
    contestTable(contests),
    `Good answers, ours over theirs: ${peers.map((peer) => `${peer.name} ${goodRatio(ours, peer)}`).join('; ')}.`,
  ])
}
