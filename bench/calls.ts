import { startEmulator } from './emulator.ts'
import { makeFleet } from './make-fleet.ts'
import { NO_QUOTAS, installPeers, startGateway, startPeers } from './peers.ts'
import { FLEET, contest, reportContest } from './sides.ts'

const SECONDS = 8

/** Throughput with quotas disabled and without cached responses: the overhead of the gateway per KMS call. */
export async function calls({ rounds }: { readonly rounds: number }): Promise<void> {
  installPeers()
  await using emulator = await startEmulator({ isThrottling: false })
  await makeFleet(emulator, FLEET.keys)
  await using gateway = await startGateway(emulator, {
    flags: [...NO_QUOTAS, '--rate-limit-points', '0'],
  })
  await using peers = await startPeers(emulator)
  const contests = await contest({
    emulator,
    sides: [gateway, ...peers.sides],
    rounds,
    seconds: SECONDS,
    headersOf: (side) => (side === gateway ? { 'cache-control': 'no-cache' } : {}),
  })
  reportContest('calls', contests, {
    seconds: SECONDS,
    rounds,
    quotas: 'off',
    'cache-control': 'no-cache',
  })
}
