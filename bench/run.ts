import { parseArgs } from 'node:util'
import { calls } from './calls.ts'
import { cost } from './cost.ts'
import { fanOut } from './fan-out.ts'
import { fleet } from './fleet/fleet.ts'
import { isPostgresInstalled } from './fleet/postgres.ts'
import { push, pushMessage } from './push.ts'
import { quotas } from './quotas.ts'
import { resubscribe } from './resubscribe.ts'
import { scan } from './scan.ts'
import { scopes } from './scopes.ts'
import { sizes } from './sizes.ts'
import { sizing } from './sizing.ts'
import { startUp } from './start-up.ts'
import { warm } from './warm.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sockets: { type: 'string', default: '4000' },
    rounds: { type: 'string' },
    earlier: { type: 'string' },
  },
})
const rounds = (usual: number) => Number(values.rounds ?? usual)

const PARTS = new Map<string, () => Promise<void>>([
  ['quotas', () => quotas({ rounds: rounds(3) })],
  ['warm', () => warm({ rounds: rounds(5) })],
  ['calls', () => calls({ rounds: rounds(5) })],
  ['scan', () => scan({ rounds: rounds(3) })],
  ['sizes', () => sizes()],
  ['scopes', () => scopes({ rounds: rounds(15) })],
  ['fleet', () => fleet({ rounds: rounds(5) })],
  ['cost', () => cost()],
  ['sizing', () => sizing()],
  ['resubscribe', () => resubscribe()],
  ['start-up', () => startUp({ rounds: rounds(5), earlier: values.earlier })],
  ['push-message', () => pushMessage({ sockets: Number(values.sockets), rounds: rounds(5) })],
  ['push', () => push({ sockets: Number(values.sockets), keys: 3_000, rounds: rounds(5) })],
  ['fan-out', () => fanOut({ sockets: Number(values.sockets), rounds: rounds(9) })],
])

const unknown = positionals.find((name) => !PARTS.has(name))
if (unknown !== undefined) {
  process.stderr.write(
    `'${unknown}' is not a benchmark. The benchmarks are ${[...PARTS.keys()].join(', ')}.\n`,
  )
  process.exit(2)
}
const isRequested = (name: string) => positionals.length === 0 || positionals.includes(name)
for (const [name, run] of PARTS) {
  if (!isRequested(name)) continue
  if (name === 'fleet' && positionals.length === 0 && !isPostgresInstalled())
    process.stdout.write(
      "\nThe part 'fleet' was not measured, because PostgreSQL is missing. Install Debian's package postgresql.\n",
    )
  else await run()
}
process.exit(0)
