import { parseArgs } from 'node:util'
import type { AuthSettings } from './auth/open-authenticator.ts'
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
  readonly auth: AuthSettings
  readonly allowedHosts: readonly string[]
  readonly isReadOnly: boolean
  readonly hasGraphiql: boolean
  readonly logLevel: LogLevel
  readonly onDemandRotationsPerKey: number
  readonly completionTimeoutMs: number
  readonly maxMaterialAgeInDays: number
  /** Undefined = rotation requests are kept in memory. */
  readonly dataFolder: string | undefined
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

/** Those by which who checks a token cannot make one. */
const JWT_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const

const SETTINGS = [
  {
    name: 'kms',
    default: 'aws',
    takes: 'aws | emulator',
    description: 'AWS KMS by the usual AWS settings, or an embedded emulator with sample keys.',
  },
  {
    name: 'host',
    default: '127.0.0.1',
    takes: 'address',
    description: 'Where to listen. Loopback only, unless --auth asks for credentials.',
  },
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
  {
    name: 'auth',
    default: 'none',
    takes: 'none | tokens | jwt',
    description: 'How callers show who they are: not at all, bearer tokens of the policy file, or JWTs.',
  },
  {
    name: 'policy-file',
    default: '',
    takes: 'path',
    description: 'Who may do what to which keys; read again when it changes. Needed for tokens and jwt.',
  },
  { name: 'jwt-issuer', default: '', takes: 'text', description: "What 'iss' of a JWT has to be." },
  { name: 'jwt-audience', default: '', takes: 'text', description: "What 'aud' of a JWT has to name." },
  {
    name: 'jwt-jwks',
    default: '',
    takes: 'https address | path',
    description: 'The keys that the issuer signs with, a JSON Web Key Set.',
  },
  {
    name: 'jwt-algorithms',
    default: 'RS256,ES256',
    takes: 'a,b,…',
    description: `Algorithms that JWTs may be signed with, of ${JWT_ALGORITHMS.join(', ')}.`,
  },
  {
    name: 'allowed-hosts',
    default: '',
    takes: 'a,b,…',
    description: "Hosts the gateway goes by besides its own, such as a reverse proxy's: kms.example.com.",
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
    auth: authSettings(read),
    allowedHosts: hostList(read('allowed-hosts')),
    isReadOnly: boolean(read('read-only')),
    hasGraphiql: !boolean(read('no-graphiql')),
    logLevel: oneOf(['debug', 'info', 'warn', 'error', 'silent'], read('log-level')),
    onDemandRotationsPerKey: integer(read('on-demand-rotations-per-key'), 0, 1_000_000),
    completionTimeoutMs: integer(read('completion-timeout-ms'), 1, 2_147_483_647),
    maxMaterialAgeInDays: integer(read('max-material-age-in-days'), 1, 36_500),
    dataFolder: read('data-folder').text || undefined,
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

function regionList(read: Read): readonly string[] {
  const { source } = read
  const regions = list(read)
  const wrong = regions.find((region) => !/^[a-z]{2}(-[a-z]+)+-\d+$/.test(region))
  if (wrong !== undefined)
    throw new StartupError(`${source} names '${wrong}', which is not an AWS Region such as us-east-1.`)
  return regions
}

const list = ({ text }: Read): readonly string[] => [
  ...new Set(
    text
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  ),
]

function hostList(read: Read): readonly string[] {
  const wrong = list(read).find((host) => !/^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i.test(host))
  if (wrong === undefined) return list(read)
  throw new StartupError(
    `${read.source} names '${wrong}', which is not a host such as kms.example.com or kms.example.com:8443.`,
  )
}

/** What belongs to another way than the one chosen is refused: a policy that nobody asks would protect nothing. */
function authSettings(read: (name: SettingName) => Read): AuthSettings {
  const kind = oneOf(['none', 'tokens', 'jwt'], read('auth'))
  const needed = (name: SettingName) => {
    const { text } = read(name)
    if (text) return text
    throw new StartupError(`--auth ${kind} needs --${name} (${variableOf(name)}).`)
  }
  const useless = (['policy-file', 'jwt-issuer', 'jwt-audience', 'jwt-jwks'] as const).find(
    (name) => read(name).text && (kind === 'none' || (kind === 'tokens' && name !== 'policy-file')),
  )
  if (useless)
    throw new StartupError(`${read(useless).source} is given, and means nothing with --auth ${kind}.`)
  if (kind === 'none') return { kind }
  const policyFile = needed('policy-file')
  if (kind === 'tokens') return { kind, policyFile }
  const algorithms = list(read('jwt-algorithms')).map((text) =>
    oneOf(JWT_ALGORITHMS, { ...read('jwt-algorithms'), text }),
  )
  const { source, text } = read('jwt-algorithms')
  if (algorithms.length === 0)
    throw new StartupError(`${source} is '${text}'; it must name one algorithm at least.`)
  return {
    kind,
    policyFile,
    issuer: needed('jwt-issuer'),
    audience: needed('jwt-audience'),
    jwks: needed('jwt-jwks'),
    algorithms,
  }
}

function account({ source, text }: Read): string | undefined {
  if (text === '' || /^\d{12}$/.test(text)) return text || undefined
  throw new StartupError(`${source} is '${text}'; an AWS account ID has 12 digits.`)
}
