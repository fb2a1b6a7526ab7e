import { parseArgs } from 'node:util'
import { StartupError } from './errors.ts'
import type { LogLevel } from './logger.ts'

/** How the gateway was told to run. */
export interface Config {
  readonly kms: 'aws' | 'emulator'
  readonly host: string
  readonly port: number
  /** Empty = as AWS's own settings say; for the emulator its default ones. */
  readonly regions: readonly string[]
  readonly accountId: string | undefined
  readonly isReadOnly: boolean
  readonly hasGraphiql: boolean
  readonly logLevel: LogLevel
  readonly onDemandRotationsPerKey: number
  readonly completionTimeoutMs: number
  readonly maxMaterialAgeInDays: number
  /** Undefined = rotation requests are kept in memory. */
  readonly dataFolder: string | undefined
  readonly maxConnections: number
  readonly maxConnectionsPerAddress: number
  readonly maxOperationsPerConnection: number
  readonly maxMessageBytes: number
  readonly connectionInitTimeoutMs: number
  readonly keepAliveIntervalMs: number
  readonly emulatorPort: number
}

interface Setting {
  /** The flag is `--name`, the environment variable NAME. */
  readonly name: string
  readonly default: string
  /** What follows the flag; null for a switch, whose variable is `true` or `false`. */
  readonly takes: string | null
  readonly description: string
}

const SETTINGS = [
  {
    name: 'kms',
    default: 'aws',
    takes: 'aws | emulator',
    description: 'AWS KMS by the usual AWS settings, or an embedded emulator with sample keys.',
  },
  { name: 'host', default: '127.0.0.1', takes: 'address', description: 'Where to listen. Loopback only.' },
  { name: 'port', default: '4000', takes: 'number', description: 'Port to listen on; 0 takes any.' },
  {
    name: 'regions',
    default: '',
    takes: 'a,b,…',
    description: "Regions to serve; the first one is the default. Left out: AWS_REGION or the profile's.",
  },
  {
    name: 'account-id',
    default: '',
    takes: '12 digits',
    description: 'Your AWS account. Left out: that of the first key listed.',
  },
  { name: 'read-only', default: 'false', takes: null, description: 'Serve no mutations.' },
  { name: 'no-graphiql', default: 'false', takes: null, description: 'Serve no GraphiQL to browsers.' },
  {
    name: 'log-level',
    default: 'info',
    takes: 'debug | info | warn | error | silent',
    description: 'What to log, as JSON lines on standard error.',
  },
  {
    name: 'on-demand-rotations-per-key',
    default: '25',
    takes: 'number',
    description: "AWS's quota of on-demand rotations per key and lifetime.",
  },
  {
    name: 'completion-timeout-ms',
    default: '900000',
    takes: 'milliseconds',
    description: 'After how long a rotation not seen to complete is TIMED_OUT.',
  },
  {
    name: 'max-material-age-in-days',
    default: '365',
    takes: 'days',
    description: 'Oldest key material that is compliant where a caller names no policy.',
  },
  {
    name: 'data-folder',
    default: '',
    takes: 'path',
    description:
      'Where rotation requests and idempotency keys are kept through restarts. Left out: in memory only.',
  },
  {
    name: 'max-connections',
    default: '10000',
    takes: 'number',
    description: 'Connections at a time, WebSocket, SSE and others together. One more is refused with 503.',
  },
  {
    name: 'max-connections-per-address',
    default: '1000',
    takes: 'number',
    description:
      "Of these from one address. One more is refused with 429. Behind a proxy every address is the proxy's: give it as many as --max-connections.",
  },
  {
    name: 'max-operations-per-connection',
    default: '100',
    takes: 'number',
    description: 'Subscriptions and other operations that one connection may carry at a time.',
  },
  {
    name: 'max-message-bytes',
    default: '65536',
    takes: 'bytes',
    description: 'A longer WebSocket message closes its connection with 1009.',
  },
  {
    name: 'connection-init-timeout-ms',
    default: '5000',
    takes: 'milliseconds',
    description: 'Time a WebSocket client has for its connection_init; then it is closed with 4408.',
  },
  {
    name: 'keep-alive-interval-ms',
    default: '12000',
    takes: 'milliseconds',
    description:
      'Between pings on a WebSocket and comments on an SSE stream. A peer that takes none for two of them is dropped.',
  },
  {
    name: 'emulator-port',
    default: '0',
    takes: 'number',
    description: 'Port of the embedded emulator; 0 takes any.',
  },
] as const satisfies readonly Setting[]

type SettingName = (typeof SETTINGS)[number]['name']

export type CommandLine =
  { readonly kind: 'help' } | { readonly kind: 'version' } | { readonly kind: 'run'; readonly config: Config }

/**
 * Flags first, then environment variables of the same names, then defaults. The only reader of the environment.
 *
 * @throws {StartupError} that quotes what is wrong, and what is possible
 */
export function readCommandLine(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): CommandLine {
  const flags = parseFlags(args)
  if (flags['help'] === true) return { kind: 'help' }
  if (flags['version'] === true) return { kind: 'version' }
  const read = (name: SettingName): Read => {
    const flag = flags[name]
    const variable = variableOf(name)
    if (flag !== undefined) return { source: `--${name}`, text: String(flag) }
    const set = environment[variable]
    if (set) return { source: variable, text: set }
    return { source: `--${name}`, text: SETTINGS.find((setting) => setting.name === name)?.default ?? '' }
  }
  const config: Config = {
    kms: oneOf(['aws', 'emulator'], read('kms')),
    host: read('host').text,
    port: integer(read('port'), 0, 65_535),
    regions: regionList(read('regions')),
    accountId: account(read('account-id')),
    isReadOnly: boolean(read('read-only')),
    hasGraphiql: !boolean(read('no-graphiql')),
    logLevel: oneOf(['debug', 'info', 'warn', 'error', 'silent'], read('log-level')),
    onDemandRotationsPerKey: integer(read('on-demand-rotations-per-key'), 0, 1_000_000),
    completionTimeoutMs: integer(read('completion-timeout-ms'), 1, 2_147_483_647),
    maxMaterialAgeInDays: integer(read('max-material-age-in-days'), 1, 36_500),
    dataFolder: read('data-folder').text || undefined,
    maxConnections: integer(read('max-connections'), 1, 1_000_000),
    maxConnectionsPerAddress: integer(read('max-connections-per-address'), 1, 1_000_000),
    maxOperationsPerConnection: integer(read('max-operations-per-connection'), 1, 1_000_000),
    maxMessageBytes: integer(read('max-message-bytes'), 1_024, 104_857_600),
    connectionInitTimeoutMs: integer(read('connection-init-timeout-ms'), 1, 2_147_483_647),
    keepAliveIntervalMs: integer(read('keep-alive-interval-ms'), 1, 1_000_000_000),
    emulatorPort: integer(read('emulator-port'), 0, 65_535),
  }
  return { kind: 'run', config: Object.freeze(config) }
}

export function helpText(): string {
  const lines = SETTINGS.map((setting) => {
    const flag = setting.takes === null ? `--${setting.name}` : `--${setting.name} <${setting.takes}>`
    return `  ${flag}\n      ${setting.description}\n      Environment: ${variableOf(setting.name)}. Default: ${setting.default || 'none'}.`
  })
  return [
    'Usage: kms-rotation-gateway [flags]',
    '',
    'One GraphQL endpoint over the AWS KMS key-rotation APIs. On AWS it uses the same settings as every AWS tool:',
    'AWS_REGION, AWS_PROFILE, AWS_ACCESS_KEY_ID and the like, AWS_ENDPOINT_URL_KMS, AWS_ENDPOINT_URL.',
    '',
    ...lines,
    '  --help\n      This text.',
    '  --version\n      The version.',
    '',
  ].join('\n')
}

const variableOf = (name: string): string => name.replaceAll('-', '_').toUpperCase()

function parseFlags(args: readonly string[]): Readonly<Record<string, string | boolean | undefined>> {
  const options = Object.fromEntries(
    SETTINGS.map(({ name, takes }) => [
      name,
      { type: takes === null ? ('boolean' as const) : ('string' as const) },
    ]),
  )
  try {
    return parseArgs({
      args: [...args],
      options: { ...options, help: { type: 'boolean' }, version: { type: 'boolean' } },
      strict: true,
      allowPositionals: false,
    }).values
  } catch (cause) {
    throw new StartupError(
      `${cause instanceof Error ? cause.message.split(/\.\s/)[0] : 'Unusable flags'}. See --help.`,
      {
        cause,
      },
    )
  }
}

interface Read {
  /** The flag or variable it came from. */
  readonly source: string
  readonly text: string
}

function oneOf<const Value extends string>(values: readonly Value[], { source, text }: Read): Value {
  const value = values.find((each) => each === text)
  if (value !== undefined) return value
  throw new StartupError(`${source} is '${text}'; it must be one of ${values.join(', ')}.`)
}

const boolean = (read: Read): boolean => oneOf(['true', 'false'], read) === 'true'

function integer({ source, text }: Read, min: number, max: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN
  if (value >= min && value <= max) return value
  throw new StartupError(`${source} is '${text}'; it must be a whole number from ${min} to ${max}.`)
}

function regionList({ source, text }: Read): readonly string[] {
  const regions = text
    .split(',')
    .map((region) => region.trim())
    .filter(Boolean)
  const wrong = regions.find((region) => !/^[a-z]{2}(-[a-z]+)+-\d+$/.test(region))
  if (wrong !== undefined)
    throw new StartupError(`${source} names '${wrong}', which is not an AWS Region such as us-east-1.`)
  return [...new Set(regions)]
}

function account({ source, text }: Read): string | undefined {
  if (text === '' || /^\d{12}$/.test(text)) return text || undefined
  throw new StartupError(`${source} is '${text}'; an AWS account ID has 12 digits.`)
}
