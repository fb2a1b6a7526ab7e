import { startEmulator } from './emulator.ts'
import { makeFleet } from './make-fleet.ts'
import { installPeers, startGateway, startPeers } from './peers.ts'
import { FLEET, contest, reportContest } from './sides.ts'

const SECONDS = 10

/** Throughput of all sides with AWS's request quotas and 5 ms latency to KMS. */
export async function quotas({ rounds }: { readonly rounds: number }): Promise<void> {
  installPeers()
  await using emulator = await startEmulator({ isThrottling: true })
  await makeFleet(emulator, FLEET.keys)
  await emulator.addFault({ kind: 'latency', latencyMs: 5 })
  await using gateway = await startGateway(emulator, { flags: ['--rate-limit-points', '0'] })
  await using peers = await startPeers(emulator)
  const contests = await contest({
    emulator,
    sides: [gateway, ...peers.sides],
    rounds,
    seconds: SECONDS,
    pauseMs: 2_000,
  })
  reportContest('quotas', contests, { seconds: SECONDS, rounds, 'KMS round trip': '5 ms' })
}
