import { build } from 'esbuild'
import { startEmulator } from './emulator.ts'
import { makeFleet } from './make-fleet.ts'
import { gatewaySide, startGateway } from './peers.ts'
import { startServer } from './server-process.ts'
import { FLEET, contest, reportContest } from './sides.ts'

const SECONDS = 5
const BUNDLE = 'dist/bench-in-memory.js'

/** Throughput with cached responses, compared with the same graph over values in memory. */
export async function warm({ rounds }: { readonly rounds: number }): Promise<void> {
  // Bundled like the gateway.
  await build({
    entryPoints: ['bench/in-memory.ts'],
    outfile: BUNDLE,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    logLevel: 'error',
  })
  await using emulator = await startEmulator({ isThrottling: false })
  await makeFleet(emulator, FLEET.keys)
  // The cache refreshes expired responses from time to time, as in production.
  await using gateway = await startGateway(emulator, { flags: ['--rate-limit-points', '0'] })
  await using memory = gatewaySide('values in memory', await startServer([BUNDLE], emulator.environment))
  const contests = await contest({
    emulator,
    sides: [gateway, memory],
    rounds,
    seconds: SECONDS,
  })
  reportContest('warm', contests, {
    seconds: SECONDS,
    rounds,
    quotas: 'off',
    TTLs: 'default',
  })
}
