import { build } from 'esbuild'
import { startEmulator } from './emulator.ts'
import { makeFleet } from './fleet.ts'
import { gatewaySide, startGateway } from './peers.ts'
import { configuration, report } from './report.ts'
import { startServer } from './server-process.ts'
import { contest, contestTable, goodRatio } from './sides.ts'

const KEYS = 200
const KEYS_ON_A_PAGE = 50
const CLIENTS = 8
const SECONDS = 5
const BUNDLE = 'dist/bench-in-memory.js'

/** What is kept is asked for: beside the same graph over values in memory. */
export async function warm({ rounds }: { readonly rounds: number }): Promise<void> {
  // Bundled as the gateway is.
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
  await makeFleet(emulator, KEYS)
  // Old answers are read anew now and then, as they always are.
  await using gateway = await startGateway(emulator, { flags: ['--rate-limit-points', '0'] })
  await using memory = gatewaySide('values in memory', await startServer([BUNDLE], emulator.environment))
  const contests = await contest({
    emulator,
    sides: [gateway, memory],
    keys: KEYS_ON_A_PAGE,
    clients: CLIENTS,
    rounds,
    seconds: SECONDS,
  })
  const [ours, theirs] = contests
  report('warm', [
    configuration({
      keys: KEYS,
      'keys on a page': KEYS_ON_A_PAGE,
      clients: CLIENTS,
      'seconds a turn': SECONDS,
      rounds,
      quotas: 'off',
      'max ages': 'as by default',
    }),
    contestTable(contests),
    `Good answers, ours over those from memory: ${goodRatio(ours, theirs)}.`,
  ])
}
