import { describe, expect, test } from 'vitest'
import { readCommandLine } from '../src/config.ts'
import { helpText } from '../src/config/help.ts'
import { DEFAULT_MAX_ANSWERS } from '../src/kms/cache/cached-kms.ts'
import { defaultMaxAges } from '../src/kms/cache/max-ages.ts'
import { StartupError } from '../src/errors/startup-error.ts'
import { defaultLimits, defaultRateLimit } from '../src/gateway/options.ts'

const JWT = [
  '--auth',
  'jwt',
  '--policy-file',
  'policy.json',
  '--jwt-issuer',
  'https://issuer.example',
  '--jwt-audience',
  'kms',
  '--jwt-jwks',
  'https://issuer.example/jwks',
]
const JWT_ALGORITHMS_EMPTY = "--jwt-algorithms is ','; it must name one algorithm at least."

function configOf(args: readonly string[] = [], environment: Record<string, string> = {}) {
  const command = readCommandLine(args, environment)
  if (command.kind !== 'run') throw new Error(`'${command.kind}' is no run`)
  return command.config
}

describe('settings', () => {
  test('have defaults that touch nothing but AWS, on this machine only', () => {
    expect(configOf()).toEqual({
      kms: 'aws',
      host: '127.0.0.1',
      port: 4_000,
      regions: [],
      accountId: undefined,
      auth: { kind: 'none' },
      isReadOnly: false,
      hasGraphiql: true,
      logLevel: 'info',
      onDemandRotationsPerKey: 25,
      completionTimeoutMs: 900_000,
      maxMaterialAgeInDays: 365,
      usdPer10000Requests: 0.03,
      kmsQuotaSharePercent: 50,
      kmsQuotas: {},
      maxKmsWaitMs: 30_000,
      maxAgesMs: defaultMaxAges,
      maxCachedAnswers: DEFAULT_MAX_ANSWERS,
      hasIntrospection: true,
      rateLimitPoints: defaultRateLimit.maximumAvailable,
      rateLimitPointsPerSecond: defaultRateLimit.restoreRate,
      maxQueryCost: defaultLimits.maxQueryCost,
      maxQueryNodes: defaultLimits.maxQueryNodes,
      maxQueryTokens: defaultLimits.maxQueryTokens,
      maxQueryDepth: defaultLimits.maxQueryDepth,
      maxQueryAliases: defaultLimits.maxQueryAliases,
      maxQueryDirectives: defaultLimits.maxQueryDirectives,
      maxQueryRootFields: defaultLimits.maxQueryRootFields,
      dataFolder: undefined,
      maxConnections: 10_000,
      maxConnectionsPerAddress: 1_000,
      maxOperationsPerConnection: 100,
      maxSubscriptionsPerSubject: 1_000,
      maxMessageBytes: 65_536,
      connectionInitTimeoutMs: 5_000,
      keepAliveIntervalMs: 12_000,
      emulatorPort: 0,
      requestTimeoutMs: 30_000,
      maxBodyBytes: 100_000,
      basePath: '',
      allowedHosts: [],
      corsOrigins: [],
      trustedProxies: [],
      persistedDocumentsFile: undefined,
      isPersistedDocumentsOnly: false,
      metricsHost: '127.0.0.1',
      metricsPort: undefined,
      traces: undefined,
    })
  })

  test.each<[flags: string[], environment: Record<string, string>, expected: object]>([
    [['--kms', 'emulator'], { KMS: 'emulator' }, { kms: 'emulator' }],
    [['--host', '::1'], { HOST: '::1' }, { host: '::1' }],
    [['--port', '0'], { PORT: '0' }, { port: 0 }],
    [
      ['--regions', 'us-east-1, eu-west-1,us-east-1'],
      { REGIONS: 'us-east-1,eu-west-1,' },
      { regions: ['us-east-1', 'eu-west-1'] },
    ],
    [['--regions', 'us-gov-west-1'], { REGIONS: 'us-gov-west-1' }, { regions: ['us-gov-west-1'] }],
    [['--account-id', '111122223333'], { ACCOUNT_ID: '111122223333' }, { accountId: '111122223333' }],
    [
      ['--auth', 'tokens', '--policy-file', 'policy.json'],
      { AUTH: 'tokens', POLICY_FILE: 'policy.json' },
      { auth: { kind: 'tokens', policyFile: 'policy.json' } },
    ],
    [
      [...JWT, '--jwt-algorithms', 'EdDSA, ES256'],
      {
        AUTH: 'jwt',
        POLICY_FILE: 'policy.json',
        JWT_ISSUER: 'https://issuer.example',
        JWT_AUDIENCE: 'kms',
        JWT_JWKS: 'https://issuer.example/jwks',
        JWT_ALGORITHMS: 'EdDSA,ES256',
      },
      {
        auth: {
          kind: 'jwt',
          policyFile: 'policy.json',
          issuer: 'https://issuer.example',
          audience: 'kms',
          jwks: 'https://issuer.example/jwks',
          algorithms: ['EdDSA', 'ES256'],
        },
      },
    ],
    [['--read-only'], { READ_ONLY: 'true' }, { isReadOnly: true }],
    [['--no-graphiql'], { NO_GRAPHIQL: 'true' }, { hasGraphiql: false }],
    [['--log-level', 'silent'], { LOG_LEVEL: 'silent' }, { logLevel: 'silent' }],
    [
      ['--on-demand-rotations-per-key', '10'],
      { ON_DEMAND_ROTATIONS_PER_KEY: '10' },
      { onDemandRotationsPerKey: 10 },
    ],
    [['--completion-timeout-ms', '1'], { COMPLETION_TIMEOUT_MS: '1' }, { completionTimeoutMs: 1 }],
    [['--kms-request-price', '0.5'], { KMS_REQUEST_PRICE: '0.5' }, { usdPer10000Requests: 0.5 }],
    [['--max-material-age-in-days', '90'], { MAX_MATERIAL_AGE_IN_DAYS: '90' }, { maxMaterialAgeInDays: 90 }],
    [['--kms-quota-share-percent', '80'], { KMS_QUOTA_SHARE_PERCENT: '80' }, { kmsQuotaSharePercent: 80 }],
    [
      ['--kms-quotas', 'ListKeyRotations=200, DescribeKey=10000'],
      { KMS_QUOTAS: 'ListKeyRotations=200,DescribeKey=10000,' },
      { kmsQuotas: { ListKeyRotations: 200, DescribeKey: 10_000 } },
    ],
    [['--max-kms-wait-ms', '5000'], { MAX_KMS_WAIT_MS: '5000' }, { maxKmsWaitMs: 5_000 }],
    [
      ['--max-age-ms', 'ListKeys=0, GetKeyRotationStatus=5000'],
      { MAX_AGE_MS: 'ListKeys=0,GetKeyRotationStatus=5000' },
      { maxAgesMs: { ...defaultMaxAges, ListKeys: 0, GetKeyRotationStatus: 5_000 } },
    ],
    [['--max-cached-answers', '1000'], { MAX_CACHED_ANSWERS: '1000' }, { maxCachedAnswers: 1_000 }],
    [['--no-introspection'], { NO_INTROSPECTION: 'true' }, { hasIntrospection: false }],
    [['--rate-limit-points', '0'], { RATE_LIMIT_POINTS: '0' }, { rateLimitPoints: 0 }],
    [
      ['--rate-limit-points-per-second', '7'],
      { RATE_LIMIT_POINTS_PER_SECOND: '7' },
      { rateLimitPointsPerSecond: 7 },
    ],
    [['--max-query-cost', '7'], { MAX_QUERY_COST: '7' }, { maxQueryCost: 7 }],
    [['--max-query-nodes', '7'], { MAX_QUERY_NODES: '7' }, { maxQueryNodes: 7 }],
    [['--max-query-tokens', '7'], { MAX_QUERY_TOKENS: '7' }, { maxQueryTokens: 7 }],
    [['--max-query-depth', '7'], { MAX_QUERY_DEPTH: '7' }, { maxQueryDepth: 7 }],
    [['--max-query-aliases', '0'], { MAX_QUERY_ALIASES: '0' }, { maxQueryAliases: 0 }],
    [['--max-query-directives', '0'], { MAX_QUERY_DIRECTIVES: '0' }, { maxQueryDirectives: 0 }],
    [['--max-query-root-fields', '7'], { MAX_QUERY_ROOT_FIELDS: '7' }, { maxQueryRootFields: 7 }],
    [['--data-folder', '/var/lib/x'], { DATA_FOLDER: '/var/lib/x' }, { dataFolder: '/var/lib/x' }],
    [['--max-connections', '5'], { MAX_CONNECTIONS: '5' }, { maxConnections: 5 }],
    [
      ['--max-connections-per-address', '2'],
      { MAX_CONNECTIONS_PER_ADDRESS: '2' },
      { maxConnectionsPerAddress: 2 },
    ],
    [
      ['--max-operations-per-connection', '7'],
      { MAX_OPERATIONS_PER_CONNECTION: '7' },
      { maxOperationsPerConnection: 7 },
    ],
    [
      ['--max-subscriptions-per-subject', '7'],
      { MAX_SUBSCRIPTIONS_PER_SUBJECT: '7' },
      { maxSubscriptionsPerSubject: 7 },
    ],
    [['--max-message-bytes', '1024'], { MAX_MESSAGE_BYTES: '1024' }, { maxMessageBytes: 1_024 }],
    [
      ['--connection-init-timeout-ms', '10'],
      { CONNECTION_INIT_TIMEOUT_MS: '10' },
      { connectionInitTimeoutMs: 10 },
    ],
    [['--keep-alive-interval-ms', '20'], { KEEP_ALIVE_INTERVAL_MS: '20' }, { keepAliveIntervalMs: 20 }],
    [['--emulator-port', '5600'], { EMULATOR_PORT: '5600' }, { emulatorPort: 5_600 }],
    [['--request-timeout-ms', '5000'], { REQUEST_TIMEOUT_MS: '5000' }, { requestTimeoutMs: 5_000 }],
    [['--max-body-bytes', '1'], { MAX_BODY_BYTES: '1' }, { maxBodyBytes: 1 }],
    [['--base-path', '/kms'], { BASE_PATH: '/kms/' }, { basePath: '/kms' }],
    [
      ['--allowed-hosts', 'kms.example.com, [::1]:4000'],
      { ALLOWED_HOSTS: 'kms.example.com,[::1]:4000' },
      { allowedHosts: ['kms.example.com', '[::1]:4000'] },
    ],
    [
      ['--cors-origins', 'https://a.test,http://b.test:3000'],
      { CORS_ORIGINS: 'https://a.test, http://b.test:3000' },
      { corsOrigins: ['https://a.test', 'http://b.test:3000'] },
    ],
    [
      ['--trust-proxy', 'loopback,10.1.2.3,10.0.0.0/8,fd00::/8'],
      { TRUST_PROXY: 'loopback,10.1.2.3,10.0.0.0/8,fd00::/8' },
      { trustedProxies: ['loopback', '10.1.2.3', '10.0.0.0/8', 'fd00::/8'] },
    ],
    [
      ['--persisted-documents', 'a.json', '--persisted-documents-only'],
      { PERSISTED_DOCUMENTS: 'a.json', PERSISTED_DOCUMENTS_ONLY: 'true' },
      { persistedDocumentsFile: 'a.json', isPersistedDocumentsOnly: true },
    ],
    [['--metrics-port', '9464'], { METRICS_PORT: '9464' }, { metricsPort: 9_464 }],
    [['--metrics-host', '0.0.0.0'], { METRICS_HOST: '0.0.0.0' }, { metricsHost: '0.0.0.0' }],
    [
      ['--otlp-endpoint', 'http://127.0.0.1:4318'],
      { OTLP_ENDPOINT: 'http://127.0.0.1:4318' },
      { traces: { endpoint: 'http://127.0.0.1:4318' } },
    ],
  ])('%j means the same as %j', (flags, environment, expected) => {
    expect(configOf(flags)).toMatchObject(expected)
    expect(configOf([], environment)).toMatchObject(expected)
  })

  test('are taken from a flag before the environment, and from neither where they are empty', () => {
    expect(configOf(['--port', '1'], { PORT: '2' }).port).toBe(1)
    expect(configOf([], { PORT: '', REGIONS: '', READ_ONLY: 'false' })).toEqual(configOf())
  })

  test.each<[environment: Record<string, string>, traces: object | undefined]>([
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a' }, { endpoint: undefined }],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://a' }, { endpoint: undefined }],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a', OTEL_SDK_DISABLED: 'true' }, undefined],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a', OTEL_TRACES_EXPORTER: 'none' }, undefined],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: '' }, undefined],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a', OTLP_ENDPOINT: 'http://b' }, { endpoint: 'http://b' }],
  ])("traces are turned on and off by the standard's variables %j", (environment, traces) => {
    expect(configOf([], environment).traces).toEqual(traces)
  })

  test('do not change once they are read', () => {
    expect(Object.isFrozen(configOf())).toBe(true)
  })
})

type Wrong = [flags: string[], environment: Record<string, string>, message: string]

describe('a wrong one is quoted, with where it came from and what is possible:', () => {
  test.each<Wrong>([
    [['--kms', 'gcp'], {}, "--kms is 'gcp'; it must be one of aws, emulator."],
    [[], { LOG_LEVEL: 'loud' }, "LOG_LEVEL is 'loud'; it must be one of debug, info, warn, error, silent."],
    [['--port', '65536'], {}, "--port is '65536'; it must be a whole number from 0 to 65535."],
    [['--port', '1.5'], {}, "--port is '1.5'; it must be a whole number from 0 to 65535."],
    [
      ['--max-age-ms', 'RotateKeyOnDemand=1'],
      {},
      "--max-age-ms names 'RotateKeyOnDemand'; it may name ListKeys, DescribeKey, ListAliases, ListResourceTags, GetKeyRotationStatus, ListKeyRotations, each with its milliseconds, as in GetKeyRotationStatus=5000.",
    ],
    [
      [],
      { MAX_AGE_MS: 'ListKeys=1m' },
      "MAX_AGE_MS, ListKeys, is '1m'; it must be a whole number from 0 to 86400000.",
    ],
    [
      ['--max-age-ms', 'ListKeys'],
      {},
      "--max-age-ms, ListKeys, is ''; it must be a whole number from 0 to 86400000.",
    ],
    [['--port', ''], {}, "--port is ''; it must be a whole number from 0 to 65535."],
    [
      [],
      { COMPLETION_TIMEOUT_MS: '0' },
      "COMPLETION_TIMEOUT_MS is '0'; it must be a whole number from 1 to 2147483647.",
    ],
    [
      ['--kms-quota-share-percent', '0'],
      {},
      "--kms-quota-share-percent is '0'; it must be a whole number from 1 to 100.",
    ],
    [
      [],
      { KMS_QUOTAS: 'ListKeys=5,ListKeys' },
      "KMS_QUOTAS has 'ListKeys'; each entry is an operation and its requests a second, as ListKeyRotations=200.",
    ],
    [
      ['--kms-quotas', 'ListKeys=0'],
      {},
      "--kms-quotas has 'ListKeys=0'; each entry is an operation and its requests a second, as ListKeyRotations=200.",
    ],
    [[], { READ_ONLY: 'yes' }, "READ_ONLY is 'yes'; it must be one of true, false."],
    [
      ['--regions', 'us-east-1,Mars'],
      {},
      "--regions names 'Mars', which is not an AWS Region such as us-east-1.",
    ],
    ...['kms.example.com/', 'https://kms.example.com', 'a b'].map((host): Wrong => [
      ['--allowed-hosts', host],
      {},
      `--allowed-hosts names '${host}', which is not a host such as kms.example.com, without scheme or path.`,
    ]),
    ...[
      '*',
      'app.example.com',
      'https://app.example.com/',
      'https://APP.test',
      'https://a.test:443',
      'null',
    ].map((origin): Wrong => [
      ['--cors-origins', origin],
      {},
      `--cors-origins names '${origin}', which is not an origin such as https://app.example.com, without a path.`,
    ]),
    ...['all', '10.0.0.0/33', '10.0.0', '::/129', '10.0.0.0/8/8', '10.0.0.0/'].map((proxy): Wrong => [
      ['--trust-proxy', proxy],
      {},
      `--trust-proxy names '${proxy}', which is not an address, a network such as 10.0.0.0/8, loopback or private.`,
    ]),
    [
      ['--persisted-documents-only'],
      {},
      '--persisted-documents-only leaves nothing to execute without --persisted-documents.',
    ],
    [
      ['--kms-request-price', '1001'],
      {},
      "--kms-request-price is '1001'; it must be a number from 0 to 1000, such as 0.03.",
    ],
    [['--account-id', '1'], {}, "--account-id is '1'; an AWS account ID has 12 digits."],
    [['--metrics-port', 'x'], {}, "--metrics-port is 'x'; it must be a whole number from 0 to 65535."],
    [
      ['--otlp-endpoint', 'grpc://a'],
      {},
      "--otlp-endpoint is 'grpc://a'; it must be an http or https URL such as http://127.0.0.1:4318.",
    ],
    [
      [],
      { OTLP_ENDPOINT: 'https://user:secret@a' },
      'OTLP_ENDPOINT holds a credential, and addresses are shown in logs. Give it as a header in OTEL_EXPORTER_OTLP_HEADERS.',
    ],
    [['--auth', 'basic'], {}, "--auth is 'basic'; it must be one of none, tokens, jwt."],
    [['--auth', 'tokens'], {}, '--auth tokens needs --policy-file (POLICY_FILE).'],
    [
      ['--auth', 'jwt', '--policy-file', 'p'],
      { JWT_ISSUER: 'i' },
      '--auth jwt needs --jwt-audience (JWT_AUDIENCE).',
    ],
    [
      [...JWT, '--jwt-algorithms', 'RS256,HS256'],
      {},
      "--jwt-algorithms is 'HS256'; it must be one of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA.",
    ],
    [[...JWT, '--jwt-algorithms', ','], {}, JWT_ALGORITHMS_EMPTY],
    [[], { POLICY_FILE: 'p' }, 'POLICY_FILE is given, and means nothing with --auth none.'],
    [
      ['--auth', 'tokens', '--policy-file', 'p', '--jwt-issuer', 'i'],
      {},
      '--jwt-issuer is given, and means nothing with --auth tokens.',
    ],
    [['--prot', '1'], {}, "Unknown option '--prot'. See --help."],
    [['--read-only=no'], {}, "Option '--read-only' does not take an argument. See --help."],
    [['stray'], {}, "Unexpected argument 'stray'. See --help."],
  ])('%j %j', (flags, environment, message) => {
    const read = () => readCommandLine(flags, environment)
    expect(read).toThrow(StartupError)
    expect(read).toThrow(new StartupError(message))
  })
})

describe('the help', () => {
  test('is asked for before anything else is looked at', () => {
    expect(readCommandLine(['--help', '--port', 'x'], { KMS: 'gcp' })).toEqual({ kind: 'help' })
    expect(readCommandLine(['--version'], { KMS: 'gcp' })).toEqual({ kind: 'version' })
  })

  test('names every setting as flag and variable, with its default', () => {
    const help = helpText()
    const defaults: Readonly<Record<string, string>> = {
      kms: 'aws',
      host: '127.0.0.1',
      port: '4000',
      regions: 'none',
      'account-id': 'none',
      auth: 'none',
      'policy-file': 'none',
      'jwt-issuer': 'none',
      'jwt-audience': 'none',
      'jwt-jwks': 'none',
      'jwt-algorithms': 'RS256,ES256',
      'read-only': 'false',
      'no-graphiql': 'false',
      'log-level': 'info',
      'on-demand-rotations-per-key': '25',
      'completion-timeout-ms': '900000',
      'max-material-age-in-days': '365',
      'kms-request-price': '0.03',
      'kms-quota-share-percent': '50',
      'kms-quotas': 'none',
      'max-kms-wait-ms': '30000',
      'max-age-ms':
        'ListKeys=60000,DescribeKey=60000,ListAliases=60000,ListResourceTags=60000,GetKeyRotationStatus=10000,ListKeyRotations=60000',
      'max-cached-answers': '50000',
      'no-introspection': 'false',
      'rate-limit-points': '200000',
      'rate-limit-points-per-second': '10000',
      'max-query-cost': '20000',
      'max-query-nodes': '100000',
      'max-query-tokens': '2000',
      'max-query-depth': '20',
      'max-query-aliases': '50',
      'max-query-directives': '50',
      'max-query-root-fields': '20',
      'data-folder': 'none',
      'max-connections': '10000',
      'max-connections-per-address': '1000',
      'max-operations-per-connection': '100',
      'max-subscriptions-per-subject': '1000',
      'max-message-bytes': '65536',
      'connection-init-timeout-ms': '5000',
      'keep-alive-interval-ms': '12000',
      'emulator-port': '0',
      'request-timeout-ms': '30000',
      'max-body-bytes': '100000',
      'base-path': 'none',
      'allowed-hosts': 'none',
      'cors-origins': 'none',
      'trust-proxy': 'none',
      'persisted-documents': 'none',
      'persisted-documents-only': 'false',
      'metrics-port': 'none',
      'metrics-host': '127.0.0.1',
      'otlp-endpoint': 'none',
    }
    expect([...help.matchAll(/^ {2}--([a-z-]+)/gm)].map(([, name]) => name)).toEqual([
      ...Object.keys(defaults),
      'help',
      'version',
    ])
    for (const [name, initial] of Object.entries(defaults)) {
      const variable = name.replaceAll('-', '_').toUpperCase()
      expect(help).toContain(`Environment: ${variable}. Default: ${initial}.`)
    }
  })
})
