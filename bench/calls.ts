import { startEmulator } from './emulator.ts'
import { makeFleet } from './fleet.ts'
import { NO_QUOTAS, installPeers, startGateway, startPeer } from './peers.ts'
import { configuration, report } from './report.ts'
import { contest, contestTable, goodRatio } from './sides.ts'

const KEYS = 200
const KEYS_ON_A_PAGE = 50
const CLIENTS = 8
const SECONDS = 8

/** Quotas off, everything read anew: what a call costs on the way. */
export async function calls({ rounds }: { readonly rounds: number }): Promise<void> {
  installPeers()
  await using emulator = await startEmulator({ isThrottling: false })
  await makeFleet(emulator, KEYS)
  await using gateway = await startGateway(emulator, {
    flags: [...NO_QUOTAS, '--rate-limit-points', '0'],
  })
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
    headersOf: (side) => (side === gateway ? { 'cache-control': 'no-cache' } : {}),
  })
  const [ours, ...peers] = contests
  report('calls', [
    configuration({
      keys: KEYS,
      'keys on a page': KEYS_ON_A_PAGE,
      clients: CLIENTS,
      'seconds a turn': SECONDS,
      rounds,
      quotas: 'off',
      'cache-control': 'no-cache',
    }),
    contestTable(contests),
    `Good answers, ours over theirs: ${peers.map((peer) => `${peer.name} ${goodRatio(ours, peer)}`).join('; ')}.`,
  ])
}
