#!/usr/bin/env node
import { parseArgs } from 'node:util'
import packageJson from '../package.json' with { type: 'json' }
import { createEmulatorClock } from './emulator-clock.ts'
import { createEmulator } from './emulator.ts'
import type { Emulator } from './emulator.ts'

const HELP = `Usage: kms-rotation-emulator [flags]

Runs a local KMS and STS for any AWS client. It implements the operations of KMS for key rotation and last use, and AssumeRole and
GetCallerIdentity of STS. No AWS account is used.

  --port <number>        port to listen on; 0 = any free port         (default 5600)
  --host <address>       address to listen on                        (default 127.0.0.1)
  --allow-remote         allow a --host that other machines can reach (default off)
  --regions <list>       AWS Regions, separated by commas            (default us-east-1,eu-west-1)
  --fleet <demo|empty>   keys that exist at the start                (default demo)
  --account-ids <list>   accounts, separated by commas               (default 111122223333)
  --speed <factor>       speed of the clock; 0 = the clock is stopped(default 1)
  --help, -h             print this help
  --version, -v          print the version
`

/** A flag is not valid. The program prints the message and exits with code 2. */
class UsageError extends Error {}

interface Flags {
  readonly port: number
  readonly host: string
  readonly regions: readonly string[]
  readonly fleet: 'demo' | 'empty'
  readonly accountIds: readonly string[]
  readonly speed: number
}

function readFlags(args: readonly string[]): Flags | 'help' | 'version' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '5600' },
      host: { type: 'string', default: '127.0.0.1' },
      'allow-remote': { type: 'boolean', default: false },
      regions: { type: 'string', default: 'us-east-1,eu-west-1' },
      fleet: { type: 'string', default: 'demo' },
      'account-ids': { type: 'string', default: '111122223333' },
      speed: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false, short: 'h' },
      version: { type: 'boolean', default: false, short: 'v' },
    },
  })
  if (values.help) return 'help'
  if (values.version) return 'version'
  const { port, host, fleet, speed } = values
  const regions = listOf(values.regions)
  const accountIds = listOf(values['account-ids'])
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new UsageError(`--port must be a number from 0 to 65535, not '${port}'`)
  if (!isLoopback(host) && !values['allow-remote'])
    throw new UsageError(
      `--host ${host} can be reached from other machines, and the emulator has no authentication. Add --allow-remote to allow this`,
    )
  if (
    !regions.every((region) => /^[a-z]{2,}(-[a-z0-9]+)+-\d+$/.test(region)) ||
    new Set(regions).size < regions.length
  )
    throw new UsageError(
      `--regions must be a list of different AWS Regions such as us-east-1,eu-west-1, not '${values.regions}'`,
    )
  if (fleet !== 'demo' && fleet !== 'empty')
    throw new UsageError(`--fleet must be demo or empty, not '${fleet}'`)
  if (
    !accountIds.every((accountId) => /^\d{12}$/.test(accountId)) ||
    new Set(accountIds).size < accountIds.length
  )
    throw new UsageError(
      `--account-ids must be a list of different accounts of 12 digits, not '${values['account-ids']}'`,
    )
  if (!/^\d+(\.\d+)?$/.test(speed)) throw new UsageError(`--speed must be 0 or more, not '${speed}'`)
  return { port: Number(port), host, regions, fleet, accountIds, speed: Number(speed) }
}

const listOf = (text: string) => text.split(',').map((item) => item.trim())

const isLoopback = (host: string) => /^(localhost|127(\.\d{1,3}){3}|::1)$/.test(host)

const greeting = (
  endpoint: string,
  { regions, fleet, accountIds }: Flags,
  keys: number,
) => `KMS emulator: ${endpoint}
  accounts ${accountIds.join(', ')}, Regions ${regions.join(', ')}, ${fleet} fleet (${keys} keys). No AWS account is used.

  export AWS_ENDPOINT_URL_KMS=${endpoint} AWS_ENDPOINT_URL_STS=${endpoint}
  export AWS_ACCESS_KEY_ID=emulator AWS_SECRET_ACCESS_KEY=emulator
  aws kms list-keys --region ${regions[0] ?? ''}
  curl ${endpoint}/_emulator/statistics
`

async function main(): Promise<void> {
  // Without a listener, a broken pipe would end the emulator. Output that nobody reads is dropped.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  let flags: ReturnType<typeof readFlags>
  try {
    flags = readFlags(process.argv.slice(2))
  } catch (error) {
    return fail(2, `${messageOf(error)} (see --help)`)
  }
  if (flags === 'help' || flags === 'version') {
    process.stdout.write(flags === 'help' ? HELP : `${packageJson.version}\n`)
    return
  }

  const { port, host, speed, ...options } = flags
  const emulator = createEmulator({ ...options, clock: createEmulatorClock({ speed }) })
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      stop(emulator).catch((error: unknown) => fail(1, messageOf(error)))
    })
  try {
    const endpoint = await emulator.listen({ port, host })
    process.stdout.write(greeting(endpoint, flags, emulator.keys().length))
  } catch (error) {
    fail(1, `cannot listen on ${host}:${port}: ${messageOf(error)}`)
  }
}

/** The process exits with code 0, because no open socket keeps it alive. */
async function stop(emulator: Emulator): Promise<void> {
  await emulator[Symbol.asyncDispose]()
}

function fail(code: 1 | 2, message: string): void {
  process.stderr.write(`kms-rotation-emulator: ${message}\n`)
  process.exitCode = code
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

await main()
