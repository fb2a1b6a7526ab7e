import { isIP } from 'node:net'
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
  readonly isReadOnly: boolean
  readonly hasGraphiql: boolean
  readonly logLevel: LogLevel
  readonly onDemandRotationsPerKey: number
  readonly completionTimeoutMs: number
  readonly maxMaterialAgeInDays: number
  readonly kmsQuotaSharePercent: number
  /** Requests a second by operation, where AWS allows this account others than its defaults. */
  readonly kmsQuotas: Readonly<Record<string, number>>
  readonly maxKmsWaitMs: number
  /** How old an answer may be, in milliseconds, by KMS operation. */
  readonly maxAgesMs: Readonly<Record<string, number>>
  readonly maxCachedAnswers: number
  readonly hasIntrospection: boolean
  /** Points a caller may spend at once; 0 = as many as it likes. */
  readonly rateLimitPoints: number
  readonly rateLimitPointsPerSecond: number
  readonly maxQueryCost: number
  readonly maxQueryNodes: number
  readonly maxQueryTokens: number
  readonly maxQueryDepth: number
  readonly maxQueryAliases: number
  readonly maxQueryDirectives: number
  readonly maxQueryRootFields: number
  /** Undefined = rotation requests are kept in memory. */
  readonly dataFolder: string | undefined
  readonly maxConnections: number
  readonly maxConnectionsPerAddress: number
  readonly maxOperationsPerConnection: number
  readonly maxSubscriptionsPerSubject: number
  readonly maxMessageBytes: number
  readonly connectionInitTimeoutMs: number
  readonly keepAliveIntervalMs: number
  readonly emulatorPort: number
  readonly requestTimeoutMs: number
  readonly maxBodyBytes: number
  readonly allowedHosts: readonly string[]
  readonly corsOrigins: readonly string[]
  readonly trustedProxies: readonly string[]
  /** Undefined = clients send their documents. */
  readonly persistedDocumentsFile: string | undefined
  readonly isPersistedDocumentsOnly: boolean
  readonly metricsHost: string
  /** Undefined = no metrics. */
  readonly metricsPort: number | undefined
  /** Undefined = no traces. */
  readonly traces: { readonly endpoint: string | undefined } | undefined
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
    name: 'kms-quota-share-percent',
    default: '50',
    takes: 'percent',
    description: "How much of each of KMS's request quotas is used; the account's other users need the rest.",
  },
  {
    name: 'kms-quotas',
    default: '',
    takes: 'Operation=number,…',
    description:
      "Requests a second that AWS allows your account in a Region, where that is not AWS's default, as ListKeyRotations=200.",
  },
  {
    name: 'max-kms-wait-ms',
    default: '30000',
    takes: 'milliseconds',
    description:
      'How long a call may wait for its turn at a KMS quota. Who would wait longer is THROTTLED at once.',
  },
  {
    name: 'max-age-ms',
    default:
      'ListKeys=60000,DescribeKey=60000,ListAliases=60000,ListResourceTags=60000,GetKeyRotationStatus=10000,ListKeyRotations=60000',
    takes: 'Operation=milliseconds,…',
    description:
      'How old an answer of KMS may be; 0 = read for each request. Operations left out keep their default.',
  },
  {
    name: 'max-cached-answers',
    default: '50000',
    takes: 'number',
    description: 'Most answers of KMS to keep in memory, in each Region.',
  },
  {
    name: 'no-introspection',
    default: 'false',
    takes: null,
    description: 'Answer no questions about the schema.',
  },
  {
    name: 'rate-limit-points',
    default: '200000',
    takes: 'points',
    description: 'What one caller may spend at once, in points of @cost; 0 = as much as it likes.',
  },
  {
    name: 'rate-limit-points-per-second',
    default: '10000',
    takes: 'points',
    description: 'How many of them come back each second.',
  },
  {
    name: 'max-query-cost',
    default: '20000',
    takes: 'points',
    description: 'Most points that one operation may cost.',
  },
  {
    name: 'max-query-nodes',
    default: '100000',
    takes: 'number',
    description: 'Most objects that the answer of one operation may hold.',
  },
  { name: 'max-query-tokens', default: '2000', takes: 'number', description: 'Most tokens of a document.' },
  {
    name: 'max-query-depth',
    default: '20',
    takes: 'number',
    description: 'How deep its fields may be nested.',
  },
  { name: 'max-query-aliases', default: '50', takes: 'number', description: 'Most aliases in an operation.' },
  {
    name: 'max-query-directives',
    default: '50',
    takes: 'number',
    description: 'Most directives in an operation.',
  },
  {
    name: 'max-query-root-fields',
    default: '20',
    takes: 'number',
    description: 'Most fields at the root of an operation.',
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
    name: 'max-subscriptions-per-subject',
    default: '1000',
    takes: 'number',
    description:
      'Subscriptions that one subject may have at a time, over all its connections. Not limited with --auth none.',
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
  {
    name: 'request-timeout-ms',
    default: '30000',
    takes: 'milliseconds',
    description:
      'How long a query or mutation may take, and opening a subscription. Keep it under the timeout of a proxy in front.',
  },
  {
    name: 'max-body-bytes',
    default: '100000',
    takes: 'bytes',
    description: 'A longer request body is refused.',
  },
  {
    name: 'allowed-hosts',
    default: '',
    takes: 'a,b,…',
    description: "Other names the gateway goes by, such as a reverse proxy's: kms.example.com",
  },
  {
    name: 'cors-origins',
    default: '',
    takes: 'a,b,…',
    description: 'Origins whose pages may use the gateway from elsewhere: https://app.example.com',
  },
  {
    name: 'trust-proxy',
    default: '',
    takes: 'a,b,…',
    description:
      'Proxies whose X-Forwarded-For, -Host and -Proto are believed: addresses, networks such as 10.0.0.0/8, loopback, private.',
  },
  {
    name: 'persisted-documents',
    default: '',
    takes: 'path',
    description: 'JSON file of documents by their ids, which clients may send instead of a document.',
  },
  {
    name: 'persisted-documents-only',
    default: 'false',
    takes: null,
    description: 'Execute nothing but persisted documents. Switches GraphiQL off.',
  },
  {
    name: 'metrics-port',
    default: '',
    takes: 'number',
    description: 'Port for Prometheus to scrape /metrics at; 0 takes any. Left out: no metrics.',
  },
  {
    name: 'metrics-host',
    default: '127.0.0.1',
    takes: 'address',
    description: 'Where to serve metrics. They ask nobody for a credential.',
  },
  {
    name: 'otlp-endpoint',
    default: '',
    takes: 'URL',
    description:
      'Where to send traces, by OTLP over HTTP, e.g. http://127.0.0.1:4318. Left out: where OTEL_EXPORTER_OTLP_TRACES_ENDPOINT or OTEL_EXPORTER_OTLP_ENDPOINT says; without these no traces.',
  },
] as const satisfies readonly Setting[]

/** The largest that GraphQL's Int holds. */
const MAX_INT = 2_147_483_647

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
    regions: list(read('regions'), isRegion, 'an AWS Region such as us-east-1'),
    accountId: account(read('account-id')),
    auth: authSettings(read),
    isReadOnly: boolean(read('read-only')),
    hasGraphiql: !boolean(read('no-graphiql')),
    logLevel: oneOf(['debug', 'info', 'warn', 'error', 'silent'], read('log-level')),
    onDemandRotationsPerKey: integer(read('on-demand-rotations-per-key'), 0, 1_000_000),
    completionTimeoutMs: integer(read('completion-timeout-ms'), 1, MAX_INT),
    maxMaterialAgeInDays: integer(read('max-material-age-in-days'), 1, 36_500),
    kmsQuotaSharePercent: integer(read('kms-quota-share-percent'), 1, 100),
    kmsQuotas: quotaList(read('kms-quotas')),
    maxKmsWaitMs: integer(read('max-kms-wait-ms'), 0, 2_147_483_647),
    maxAgesMs: maxAges(read('max-age-ms')),
    maxCachedAnswers: integer(read('max-cached-answers'), 1_000, 100_000_000),
    hasIntrospection: !boolean(read('no-introspection')),
    rateLimitPoints: integer(read('rate-limit-points'), 0, MAX_INT),
    rateLimitPointsPerSecond: integer(read('rate-limit-points-per-second'), 1, MAX_INT),
    maxQueryCost: integer(read('max-query-cost'), 1, MAX_INT),
    maxQueryNodes: integer(read('max-query-nodes'), 1, MAX_INT),
    maxQueryTokens: integer(read('max-query-tokens'), 1, MAX_INT),
    maxQueryDepth: integer(read('max-query-depth'), 1, MAX_INT),
    maxQueryAliases: integer(read('max-query-aliases'), 0, MAX_INT),
    maxQueryDirectives: integer(read('max-query-directives'), 0, MAX_INT),
    maxQueryRootFields: integer(read('max-query-root-fields'), 1, MAX_INT),
    dataFolder: read('data-folder').text || undefined,
    maxConnections: integer(read('max-connections'), 1, 1_000_000),
    maxConnectionsPerAddress: integer(read('max-connections-per-address'), 1, 1_000_000),
    maxOperationsPerConnection: integer(read('max-operations-per-connection'), 1, 1_000_000),
    maxSubscriptionsPerSubject: integer(read('max-subscriptions-per-subject'), 1, 1_000_000),
    maxMessageBytes: integer(read('max-message-bytes'), 1_024, 104_857_600),
    connectionInitTimeoutMs: integer(read('connection-init-timeout-ms'), 1, 2_147_483_647),
    keepAliveIntervalMs: integer(read('keep-alive-interval-ms'), 1, 1_000_000_000),
    emulatorPort: integer(read('emulator-port'), 0, 65_535),
    requestTimeoutMs: integer(read('request-timeout-ms'), 1, 2_147_483_647),
    maxBodyBytes: integer(read('max-body-bytes'), 1, 1_000_000_000),
    allowedHosts: list(
      read('allowed-hosts'),
      isHost,
      'a host such as kms.example.com, without scheme or path',
    ),
    corsOrigins: list(
      read('cors-origins'),
      isOrigin,
      'an origin such as https://app.example.com, without a path',
    ),
    trustedProxies: list(
      read('trust-proxy'),
      isNetwork,
      'an address, a network such as 10.0.0.0/8, loopback or private',
    ),
    persistedDocumentsFile: read('persisted-documents').text || undefined,
    isPersistedDocumentsOnly: boolean(read('persisted-documents-only')),
    metricsHost: read('metrics-host').text,
    metricsPort: read('metrics-port').text === '' ? undefined : integer(read('metrics-port'), 0, 65_535),
    traces: traces(read('otlp-endpoint'), environment),
  }
  if (config.isPersistedDocumentsOnly && config.persistedDocumentsFile === undefined)
    throw new StartupError(
      '--persisted-documents-only leaves nothing to execute without --persisted-documents.',
    )
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

/** The operations are those of the default. */
function maxAges({ source, text }: Read): Readonly<Record<string, number>> {
  const defaults = SETTINGS.find(({ name }) => name === 'max-age-ms')?.default ?? ''
  const ages = new Map(pairs(defaults).map(([operation, ms]) => [operation, Number(ms)]))
  for (const [operation, ms] of pairs(text)) {
    if (!ages.has(operation))
      throw new StartupError(
        `${source} names '${operation}'; it may name ${[...ages.keys()].join(', ')}, each with its milliseconds, as in GetKeyRotationStatus=5000.`,
      )
    ages.set(operation, integer({ source: `${source}, ${operation},`, text: ms }, 0, 86_400_000))
  }
  return Object.fromEntries(ages)
}

const pairs = (text: string): readonly (readonly [name: string, value: string])[] =>
  text
    .split(',')
    .map((pair) => pair.trim())
    .filter(Boolean)
    .map((pair) => {
      const [name = '', ...value] = pair.split('=')
      return [name.trim(), value.join('=').trim()]
    })

function list({ source, text }: Read, fits: (entry: string) => boolean, what: string): readonly string[] {
  const entries = textsOf({ source, text })
  const wrong = entries.find((entry) => !fits(entry))
  if (wrong !== undefined) throw new StartupError(`${source} names '${wrong}', which is not ${what}.`)
  return entries
}

const textsOf = ({ text }: Read): readonly string[] => [
  ...new Set(
    text
      .split(',')
      .map((entry) => entry.trim())
      .filter(Boolean),
  ),
]

const isRegion = (text: string) => /^[a-z]{2}(-[a-z]+)+-\d+$/.test(text)
const isHost = (text: string) => /^([a-z0-9_.-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/i.test(text)
/** As a browser would write it, so that it can be compared. */
const isOrigin = (text: string) =>
  /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text

function isNetwork(text: string): boolean {
  if (text === 'loopback' || text === 'private') return true
  const [address = '', prefix, ...more] = text.split('/')
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  if (prefix === undefined) return bits > 0
  return more.length === 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= bits
}

function quotaList({ source, text }: Read): Readonly<Record<string, number>> {
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean)
    .map((entry) => {
      const [, operation, perSecond] = /^([A-Za-z]+)=(\d+)$/.exec(entry) ?? []
      if (operation !== undefined && Number(perSecond) > 0) return [operation, Number(perSecond)] as const
      throw new StartupError(
        `${source} has '${entry}'; each entry is an operation and its requests a second, as ListKeyRotations=200.`,
      )
    })
  return Object.fromEntries(entries)
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
  const algorithms = textsOf(read('jwt-algorithms')).map((text) =>
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

/**
 * The standard's variables turn traces on, and off, as in every program that knows them; what else they set, the SDK
 * reads by itself.
 */
function traces(
  { source, text }: Read,
  environment: Readonly<Record<string, string | undefined>>,
): Config['traces'] {
  const set = (name: string) => environment[`OTEL_${name}`] || undefined
  if (text === '') {
    if (set('SDK_DISABLED')?.toLowerCase() === 'true' || set('TRACES_EXPORTER') === 'none') return undefined
    const isSet = set('EXPORTER_OTLP_TRACES_ENDPOINT') ?? set('EXPORTER_OTLP_ENDPOINT')
    return isSet === undefined ? undefined : { endpoint: undefined }
  }
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.username || url?.password)
    throw new StartupError(
      `${source} holds a credential, and addresses are shown in logs. Give it as a header in OTEL_EXPORTER_OTLP_HEADERS.`,
    )
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return { endpoint: text }
  throw new StartupError(
    `${source} is '${text}'; it must be an http or https URL such as http://127.0.0.1:4318.`,
  )
}
