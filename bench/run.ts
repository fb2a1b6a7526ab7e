import { parseArgs } from 'node:util'
import { fanOut } from './fan-out.ts'

const PARTS = ['fan-out'] as const

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sockets: { type: 'string', default: '4000' },
    rounds: { type: 'string', default: '9' },
  },
})
const unknown = positionals.find((name) => !PARTS.some((part) => part === name))
if (unknown !== undefined) {
  process.stderr.write(`'${unknown}' is no part of the benchmarks; they are ${PARTS.join(', ')}.\n`)
  process.exit(2)
}
const isAskedFor = (part: (typeof PARTS)[number]) => positionals.length === 0 || positionals.includes(part)
const rounds = Number(values.rounds)

if (isAskedFor('fan-out')) await fanOut({ sockets: Number(values.sockets), rounds })
process.exit(0)
