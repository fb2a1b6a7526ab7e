import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCommandLine } from '../../src/config.ts'
import { variableOf } from '../../src/config/setting.ts'
import {
  defaultInventory,
  defaultBackgroundBudgetUsd,
  defaultGuardDutyUsdPerMillionEvents,
  defaultKmsLimits,
  defaultLimits,
  defaultMaxCachedResponses,
  defaultMaxSubscriptionsPerSubject,
  defaultPolicy,
  defaultRateLimit,
  defaultServerLimits,
  defaultTrailUsdPer100000Events,
  defaultUsdPer10000Requests,
} from '../../src/defaults.ts'
import { StartupError } from '../../src/errors/startup-error.ts'
import { defaultMaxAges } from '../../src/kms/cache/max-ages.ts'

/** The published schema of a configuration file, checked by a validator of JSON Schema 2020-12. */
const isValid = new Ajv2020({ strict: true, strictTypes: true, allowUnionTypes: true }).compile(
  JSON.parse(await readFile(new URL('../../settings.schema.json', import.meta.url), 'utf8')),
)

let folder: string
beforeAll(async () => (folder = await mkdtemp(path.join(tmpdir(), 'config-'))))
afterAll(() => rm(folder, { recursive: true }))
async function fileOf(content: unknown): Promise<string> {
  const file = path.join(folder, 'gateway.json')
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

type Environment = Readonly<Record<string, string>>

function configOf(args: readonly string[] = [], environment: Environment = {}) {
  const command = readCommandLine(args, environment)
  if (command.kind !== 'run') throw new Error(`'${command.kind}' starts nothing`)
  return command.config
}

const JWT = {
  auth: 'jwt',
  'policy-file': 'policy.json',
  'jwt-issuer': 'https://issuer.example',
  'jwt-audience': 'kms',
  'jwt-jwks': 'https://issuer.example/jwks',
}
const flagsOf = (settings: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(settings).flatMap(([flag, text]) => (text === 'true' ? [`--${flag}`] : [`--${flag}`, text]))

describe('settings', () => {
  test('have defaults that listen on loopback only and connect to nothing but AWS', () => {
    expect(configOf()).toMatchObject({
      kms: 'aws',
      host: '127.0.0.1',
      port: 4_000,
      regions: [],
      accountId: undefined,
      auth: { kind: 'none' },
      logLevel: 'info',
      dataFolder: undefined,
      hasInventory: true,
      accountsFile: undefined,
      rotationPolicyFile: undefined,
      emulatorPort: 0,
      persistedDocumentsFile: undefined,
      isPersistedDocumentsOnly: false,
      metricsHost: '127.0.0.1',
      metricsPort: undefined,
      otlp: undefined,
    })
    const { limits, policy, serverLimits, inventory, ...others } = configOf().gateway
    expect(defaultLimits).toMatchObject(limits)
    expect(defaultPolicy).toMatchObject(policy)
    expect(defaultServerLimits).toMatchObject(serverLimits)
    expect(defaultInventory).toMatchObject(inventory)
    expect(others).toEqual({
      isReadOnly: false,
      console: undefined,
      graphiql: true,
      hasIntrospection: true,
      basePath: '',
      allowedHosts: [],
      corsOrigins: [],
      trustedProxies: [],
      managedByTag: undefined,
      usdPer10000Requests: defaultUsdPer10000Requests,
      trailUsdPer100000Events: defaultTrailUsdPer100000Events,
      guardDutyUsdPerMillionEvents: defaultGuardDutyUsdPerMillionEvents,
      backgroundBudgetUsd: defaultBackgroundBudgetUsd,
      kmsLimits: { ...defaultKmsLimits, quotas: {} },
      maxAges: defaultMaxAges,
      maxCachedResponses: defaultMaxCachedResponses,
      rateLimit: defaultRateLimit,
      maxSubscriptionsPerSubject: defaultMaxSubscriptionsPerSubject,
    })
  })

  // Text for flags and variables, the same value as JSON, and the expected member of the configuration.
  test.each<[settings: Record<string, string>, json: object, option: string, value: unknown]>([
    [{ kms: 'emulator' }, { kms: 'emulator' }, 'kms', 'emulator'],
    [{ host: '::1' }, { host: '::1' }, 'host', '::1'],
    [{ port: '0' }, { port: 0 }, 'port', 0],
    [
      { regions: 'us-east-1, eu-west-1,us-east-1,' },
      { regions: ['us-east-1', 'eu-west-1'] },
      'regions',
      ['us-east-1', 'eu-west-1'],
    ],
    [{ regions: 'us-gov-west-1' }, { regions: 'us-gov-west-1' }, 'regions', ['us-gov-west-1']],
    [
      { 'accounts-file': 'accounts.json' },
      { 'accounts-file': 'accounts.json' },
      'accountsFile',
      'accounts.json',
    ],
    [{ 'account-id': '111122223333' }, { 'account-id': '111122223333' }, 'accountId', '111122223333'],
    [
      { auth: 'tokens', 'policy-file': 'policy.json' },
      { auth: 'tokens', 'policy-file': 'policy.json' },
      'auth',
      { kind: 'tokens', policyFile: 'policy.json' },
    ],
    [
      { ...JWT, 'jwt-algorithms': 'EdDSA, ES256' },
      { ...JWT, 'jwt-algorithms': ['EdDSA', 'ES256'] },
      'auth',
      {
        kind: 'jwt',
        policyFile: 'policy.json',
        issuer: 'https://issuer.example',
        audience: 'kms',
        jwks: 'https://issuer.example/jwks',
        algorithms: ['EdDSA', 'ES256'],
        clientId: undefined,
        scopes: ['openid'],
      },
    ],
    [
      { ...JWT, 'jwt-client-id': 'console', 'jwt-scopes': 'openid, profile' },
      { ...JWT, 'jwt-client-id': 'console', 'jwt-scopes': ['openid', 'profile'] },
      'auth',
      {
        kind: 'jwt',
        policyFile: 'policy.json',
        issuer: 'https://issuer.example',
        audience: 'kms',
        jwks: 'https://issuer.example/jwks',
        algorithms: ['RS256', 'ES256'],
        clientId: 'console',
        scopes: ['openid', 'profile'],
      },
    ],
    [
      { auth: 'jwt', 'policy-file': 'policy.json' },
      { auth: 'jwt', 'policy-file': 'policy.json' },
      'auth',
      { kind: 'jwt', policyFile: 'policy.json' },
    ],
    [{ 'read-only': 'true' }, { 'read-only': true }, 'gateway.isReadOnly', true],
    [{ 'no-console': 'true' }, { 'no-console': true }, 'gateway.console', false],
    [{ 'no-graphiql': 'true' }, { 'no-graphiql': true }, 'gateway.graphiql', false],
    [{ 'log-level': 'silent' }, { 'log-level': 'silent' }, 'logLevel', 'silent'],
    [
      { 'on-demand-rotations-per-key': '10' },
      { 'on-demand-rotations-per-key': 10 },
      'gateway.limits.onDemandRotationsPerKey',
      10,
    ],
    [
      { 'completion-timeout-ms': '1' },
      { 'completion-timeout-ms': '1' },
      'gateway.limits.completionTimeoutMs',
      1,
    ],
    [{ 'background-budget-usd': '0' }, { 'background-budget-usd': 0 }, 'gateway.backgroundBudgetUsd', 0],
    [{ 'trail-event-price': '3' }, { 'trail-event-price': 3 }, 'gateway.trailUsdPer100000Events', 3],
    [
      { 'guardduty-event-price': '5' },
      { 'guardduty-event-price': 5 },
      'gateway.guardDutyUsdPerMillionEvents',
      5,
    ],
    [{ 'kms-request-price': '0.5' }, { 'kms-request-price': 0.5 }, 'gateway.usdPer10000Requests', 0.5],
    [
      { 'max-material-age-in-days': '90' },
      { 'max-material-age-in-days': 90 },
      'gateway.policy.maxMaterialAgeInDays',
      90,
    ],
    [
      { 'rotation-policy-file': 'rotation-policy.json' },
      { 'rotation-policy-file': 'rotation-policy.json' },
      'rotationPolicyFile',
      'rotation-policy.json',
    ],
    [{ 'managed-by-tag': 'module' }, { 'managed-by-tag': 'module' }, 'gateway.managedByTag', 'module'],
    [{ 'kms-quota-share-percent': '80' }, { 'kms-quota-share-percent': 80 }, 'gateway.kmsLimits.share', 0.8],
    [
      { 'kms-quotas': 'ListKeyRotations=200, DescribeKey=10000,' },
      { 'kms-quotas': { ListKeyRotations: 200, DescribeKey: 10_000 } },
      'gateway.kmsLimits.quotas',
      { ListKeyRotations: 200, DescribeKey: 10_000 },
    ],
    [{ 'max-kms-wait-ms': '5000' }, { 'max-kms-wait-ms': 5_000 }, 'gateway.kmsLimits.maxWaitMs', 5_000],
    [
      { 'max-age-ms': 'ListKeys=0, GetKeyRotationStatus=5000' },
      { 'max-age-ms': { ListKeys: 0, GetKeyRotationStatus: 5_000 } },
      'gateway.maxAges',
      { ListKeys: 0, GetKeyRotationStatus: 5_000 },
    ],
    [
      { 'max-cached-responses': '1000' },
      { 'max-cached-responses': 1_000 },
      'gateway.maxCachedResponses',
      1_000,
    ],
    [{ 'no-introspection': 'true' }, { 'no-introspection': true }, 'gateway.hasIntrospection', false],
    [{ 'rate-limit-points': '0' }, { 'rate-limit-points': 0 }, 'gateway.rateLimit.maximumAvailable', 0],
    [
      { 'rate-limit-points-per-second': '7' },
      { 'rate-limit-points-per-second': 7 },
      'gateway.rateLimit.restoreRate',
      7,
    ],
    [{ 'max-query-cost': '7' }, { 'max-query-cost': 7 }, 'gateway.limits.maxQueryCost', 7],
    [{ 'max-query-nodes': '7' }, { 'max-query-nodes': 7 }, 'gateway.limits.maxQueryNodes', 7],
    [{ 'max-query-tokens': '7' }, { 'max-query-tokens': 7 }, 'gateway.limits.maxQueryTokens', 7],
    [{ 'max-query-depth': '7' }, { 'max-query-depth': 7 }, 'gateway.limits.maxQueryDepth', 7],
    [{ 'max-query-aliases': '0' }, { 'max-query-aliases': 0 }, 'gateway.limits.maxQueryAliases', 0],
    [{ 'max-query-directives': '0' }, { 'max-query-directives': 0 }, 'gateway.limits.maxQueryDirectives', 0],
    [
      { 'max-query-root-fields': '7' },
      { 'max-query-root-fields': 7 },
      'gateway.limits.maxQueryRootFields',
      7,
    ],
    [{ 'data-folder': '/var/lib/x' }, { 'data-folder': '/var/lib/x' }, 'dataFolder', '/var/lib/x'],
    [{ 'max-connections': '5' }, { 'max-connections': 5 }, 'gateway.serverLimits.maxConnections', 5],
    [
      { 'max-connections-per-address': '2' },
      { 'max-connections-per-address': 2 },
      'gateway.serverLimits.maxConnectionsPerAddress',
      2,
    ],
    [
      { 'max-operations-per-connection': '7' },
      { 'max-operations-per-connection': 7 },
      'gateway.serverLimits.maxOperationsPerConnection',
      7,
    ],
    [
      { 'max-subscriptions-per-subject': '7' },
      { 'max-subscriptions-per-subject': 7 },
      'gateway.maxSubscriptionsPerSubject',
      7,
    ],
    [
      { 'max-message-bytes': '1024' },
      { 'max-message-bytes': 1_024 },
      'gateway.serverLimits.maxMessageBytes',
      1_024,
    ],
    [
      { 'connection-init-timeout-ms': '10' },
      { 'connection-init-timeout-ms': 10 },
      'gateway.serverLimits.connectionInitTimeoutMs',
      10,
    ],
    [
      { 'keep-alive-interval-ms': '20' },
      { 'keep-alive-interval-ms': 20 },
      'gateway.serverLimits.keepAliveIntervalMs',
      20,
    ],
    [{ 'emulator-port': '5600' }, { 'emulator-port': 5_600 }, 'emulatorPort', 5_600],
    [
      { 'request-timeout-ms': '5000' },
      { 'request-timeout-ms': 5_000 },
      'gateway.serverLimits.requestTimeoutMs',
      5_000,
    ],
    [{ 'max-body-bytes': '1' }, { 'max-body-bytes': 1 }, 'gateway.serverLimits.maxBodyBytes', 1],
    [{ 'base-path': '/kms/' }, { 'base-path': '/kms' }, 'gateway.basePath', '/kms'],
    [
      { 'allowed-hosts': 'kms.example.com, [::1]:4000' },
      { 'allowed-hosts': ['kms.example.com', '[::1]:4000'] },
      'gateway.allowedHosts',
      ['kms.example.com', '[::1]:4000'],
    ],
    [
      { 'cors-origins': 'https://a.test, http://b.test:3000' },
      { 'cors-origins': ['https://a.test', 'http://b.test:3000'] },
      'gateway.corsOrigins',
      ['https://a.test', 'http://b.test:3000'],
    ],
    [
      { 'trust-proxy': 'loopback,10.1.2.3,10.0.0.0/8,fd00::/8' },
      { 'trust-proxy': 'loopback,10.1.2.3,10.0.0.0/8,fd00::/8' },
      'gateway.trustedProxies',
      ['loopback', '10.1.2.3', '10.0.0.0/8', 'fd00::/8'],
    ],
    [
      { 'persisted-documents': 'a.json', 'persisted-documents-only': 'true' },
      { 'persisted-documents': 'a.json', 'persisted-documents-only': true },
      'persistedDocumentsFile',
      'a.json',
    ],
    [{ 'metrics-port': '9464' }, { 'metrics-port': 9_464 }, 'metricsPort', 9_464],
    [{ 'metrics-host': '0.0.0.0' }, { 'metrics-host': '0.0.0.0' }, 'metricsHost', '0.0.0.0'],
    [
      { 'otlp-endpoint': 'http://127.0.0.1:4318' },
      { 'otlp-endpoint': 'http://127.0.0.1:4318' },
      'otlp.endpoint',
      'http://127.0.0.1:4318',
    ],
  ])(
    '%j has the same effect as a flag, a variable and a key of a file',
    async (settings, json, option, value) => {
      const expected = configOf(flagsOf(settings))
      expect(expected).toHaveProperty(option, value)
      const variables = Object.entries(settings).map(([flag, text]) => [variableOf(flag), text])
      expect(configOf([], Object.fromEntries(variables))).toEqual(expected)
      expect(configOf(['--config', await fileOf(json)])).toEqual(expected)
      expect(isValid(json)).toBe(true)
    },
  )

  test('--console is the opposite of --no-console, and takes precedence over the environment', () => {
    expect(configOf(['--console'])).toHaveProperty('gateway.console', true)
    expect(configOf(['--console'], { KMS_GATEWAY_NO_CONSOLE: 'true' })).toHaveProperty(
      'gateway.console',
      true,
    )
    expect(configOf(['--console', '--no-console'])).toHaveProperty('gateway.console', false)
    expect(configOf([], { KMS_GATEWAY_NO_CONSOLE: 'false' })).toHaveProperty('gateway.console', true)
  })

  test('are read from flags, then from the environment, then from the file', async () => {
    const file = [
      '--config',
      await fileOf({ $schema: './settings.schema.json', port: 3, 'emulator-port': 4 }),
    ]
    const variables = { KMS_GATEWAY_PORT: '2', PORT: '5' }
    expect(configOf(['--port', '1', ...file], variables)).toMatchObject({ port: 1, emulatorPort: 4 })
    expect(configOf(file, variables)).toMatchObject({ port: 2 })
    expect(configOf(file, { PORT: '5' })).toMatchObject({ port: 5 })
    expect(configOf(file)).toMatchObject({ port: 3 })
  })

  test('ignore empty environment variables', () => {
    const empty = { KMS_GATEWAY_PORT: '', KMS_GATEWAY_REGIONS: '', KMS_GATEWAY_CONFIG: '', HOST: '' }
    expect(configOf([], empty)).toEqual(configOf())
  })

  test('ignore environment variables without the prefix, apart from PORT and HOST', () => {
    expect(configOf([], { KMS: 'gcp', AUTH: 'jwt', READ_ONLY: 'yes', REGIONS: 'Mars' })).toEqual(configOf())
    expect(configOf([], { HOST: '::1', PORT: '1' })).toMatchObject({ host: '::1', port: 1 })
  })

  test('are read from the file that KMS_GATEWAY_CONFIG names', async () => {
    const KMS_GATEWAY_CONFIG = await fileOf({ 'read-only': true })
    expect(configOf([], { KMS_GATEWAY_CONFIG })).toMatchObject({ gateway: { isReadOnly: true } })
  })

  test('do not change after they are read', () => {
    expect(Object.isFrozen(configOf())).toBe(true)
    expect(Object.isFrozen(configOf().gateway.limits)).toBe(true)
  })
})

type Invalid = [flags: readonly string[], environment: Environment, message: string]

describe('an invalid setting', () => {
  test.each<Invalid>([
    [['--kms', 'gcp'], {}, "Invalid value 'gcp' for --kms. Use one of aws, emulator."],
    [
      [],
      { KMS_GATEWAY_LOG_LEVEL: 'loud' },
      "Invalid value 'loud' for KMS_GATEWAY_LOG_LEVEL. Use one of debug, info, warn, error, silent.",
    ],
    [['--port', '65536'], {}, "Invalid value '65536' for --port. Use a whole number from 0 to 65535."],
    [['--port', '1.5'], {}, "Invalid value '1.5' for --port. Use a whole number from 0 to 65535."],
    [['--port', ''], {}, "Invalid value '' for --port. Use a whole number from 0 to 65535."],
    [[], { PORT: 'x' }, "Invalid value 'x' for PORT. Use a whole number from 0 to 65535."],
    [
      ['--max-age-ms', 'RotateKeyOnDemand=1'],
      {},
      "Invalid value 'RotateKeyOnDemand=1' for --max-age-ms. Use one or more of ListKeys, DescribeKey, ListAliases, ListResourceTags, GetKeyRotationStatus, ListKeyRotations, GetKeyLastUsage, each with a whole number from 0 to 86400000, such as ListKeys=100.",
    ],
    [
      [],
      { KMS_GATEWAY_MAX_AGE_MS: 'ListKeys=1m' },
      "Invalid value '1m' for ListKeys of KMS_GATEWAY_MAX_AGE_MS. Use a whole number from 0 to 86400000.",
    ],
    [
      ['--max-age-ms', 'ListKeys'],
      {},
      "Invalid value '' for ListKeys of --max-age-ms. Use a whole number from 0 to 86400000.",
    ],
    [
      [],
      { KMS_GATEWAY_COMPLETION_TIMEOUT_MS: '0' },
      "Invalid value '0' for KMS_GATEWAY_COMPLETION_TIMEOUT_MS. Use a whole number from 1 to 2147483647.",
    ],
    [
      ['--kms-quota-share-percent', '0'],
      {},
      "Invalid value '0' for --kms-quota-share-percent. Use a whole number from 1 to 100.",
    ],
    [
      [],
      { KMS_GATEWAY_KMS_QUOTAS: 'ListKeys=5,ListKeys' },
      "Invalid value '' for ListKeys of KMS_GATEWAY_KMS_QUOTAS. Use a whole number from 1 to 1000000.",
    ],
    [
      ['--kms-quotas', 'ListKeys=0'],
      {},
      "Invalid value '0' for ListKeys of --kms-quotas. Use a whole number from 1 to 1000000.",
    ],
    [
      [],
      { KMS_GATEWAY_READ_ONLY: 'yes' },
      "Invalid value 'yes' for KMS_GATEWAY_READ_ONLY. Use true or false.",
    ],
    [
      ['--regions', 'us-east-1,Mars'],
      {},
      "Invalid value 'Mars' for --regions. Use the names of AWS Regions, such as us-east-1.",
    ],
    ...['kms.example.com/', 'https://kms.example.com', 'a b'].map((host): Invalid => [
      ['--allowed-hosts', host],
      {},
      `Invalid value '${host}' for --allowed-hosts. Use hosts such as kms.example.com, without scheme or path.`,
    ]),
    ...[
      '*',
      'app.example.com',
      'https://app.example.com/',
      'https://APP.test',
      'https://a.test:443',
      'null',
    ].map((origin): Invalid => [
      ['--cors-origins', origin],
      {},
      `Invalid value '${origin}' for --cors-origins. Use origins such as https://app.example.com, without a path.`,
    ]),
    ...['all', '10.0.0.0/33', '10.0.0', '::/129', '10.0.0.0/8/8', '10.0.0.0/'].map((proxy): Invalid => [
      ['--trust-proxy', proxy],
      {},
      `Invalid value '${proxy}' for --trust-proxy. Use addresses, networks such as 10.0.0.0/8, loopback or private.`,
    ]),
    [
      ['--persisted-documents-only'],
      {},
      '--persisted-documents-only requires --persisted-documents: without documents, no operation can be executed.',
    ],
    [
      ['--kms-request-price', '1001'],
      {},
      "Invalid value '1001' for --kms-request-price. Use a number from 0 to 1000, such as 0.03.",
    ],
    [
      ['--kms', 'emulator', '--accounts-file', 'accounts.json'],
      {},
      '--accounts-file has no effect with --kms emulator, which has accounts of its own. Remove it, or use --kms aws.',
    ],
    [
      ['--account-id', '111122223333'],
      { KMS_GATEWAY_ACCOUNTS_FILE: 'accounts.json' },
      '--account-id has no effect with an accounts file, which names the accounts. Remove it, or remove KMS_GATEWAY_ACCOUNTS_FILE.',
    ],
    [['--account-id', '1'], {}, "Invalid value '1' for --account-id. Use 12 digits."],
    [
      ['--metrics-port', 'x'],
      {},
      "Invalid value 'x' for --metrics-port. Use a whole number from 0 to 65535.",
    ],
    [
      ['--otlp-endpoint', 'grpc://a'],
      {},
      "Invalid value 'grpc://a' for --otlp-endpoint. Use an http or https URL such as http://127.0.0.1:4318.",
    ],
    [
      [],
      { KMS_GATEWAY_OTLP_ENDPOINT: 'https://user:secret@a' },
      'The URL of KMS_GATEWAY_OTLP_ENDPOINT contains a credential, which logs would show. Set a header in OTEL_EXPORTER_OTLP_HEADERS instead.',
    ],
    [['--auth', 'basic'], {}, "Invalid value 'basic' for --auth. Use one of none, tokens, jwt."],
    [['--auth', 'tokens'], {}, '--auth tokens requires --policy-file (or KMS_GATEWAY_POLICY_FILE).'],
    [
      ['--auth', 'jwt', '--policy-file', 'p'],
      { KMS_GATEWAY_JWT_ISSUER: 'i' },
      '--auth jwt requires --jwt-audience (or KMS_GATEWAY_JWT_AUDIENCE).',
    ],
    [
      ['--auth', 'jwt', '--policy-file', 'p', '--jwt-algorithms', 'EdDSA'],
      {},
      '--auth jwt requires --jwt-issuer (or KMS_GATEWAY_JWT_ISSUER).',
    ],
    [
      [...flagsOf(JWT), '--jwt-algorithms', 'RS256,HS256'],
      {},
      "Invalid value 'HS256' for --jwt-algorithms. Use one or more of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA.",
    ],
    [
      [...flagsOf(JWT), '--jwt-algorithms', ','],
      {},
      "Invalid value ',' for --jwt-algorithms. Use one or more of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA.",
    ],
    [
      [],
      { KMS_GATEWAY_POLICY_FILE: 'p' },
      'KMS_GATEWAY_POLICY_FILE has no effect with --auth none. Remove it, or change --auth.',
    ],
    [
      ['--auth', 'tokens', '--policy-file', 'p', '--jwt-issuer', 'i'],
      {},
      '--jwt-issuer has no effect with --auth tokens. Remove it, or change --auth.',
    ],
    [
      ['--auth', 'tokens', '--policy-file', 'p', '--jwt-client-id', 'c'],
      {},
      '--jwt-client-id has no effect with --auth tokens. Remove it, or change --auth.',
    ],
    [
      ['--auth', 'jwt', '--policy-file', 'p', '--jwt-client-id', 'c'],
      {},
      '--auth jwt requires --jwt-issuer (or KMS_GATEWAY_JWT_ISSUER).',
    ],
    [
      [...flagsOf(JWT), '--jwt-scopes', 'openid'],
      {},
      '--jwt-scopes has no effect without --jwt-client-id. Remove it, or set --jwt-client-id.',
    ],
    [
      [...flagsOf(JWT), '--jwt-client-id', 'c', '--jwt-scopes', 'open id'],
      {},
      "Invalid value 'open id' for --jwt-scopes. Use scopes such as openid,offline_access.",
    ],
    [['--prot', '1'], {}, "Unknown option '--prot'. Did you mean --port? See --help."],
    [['--zzz', '1'], {}, "Unknown option '--zzz'. See --help."],
    [['--read-only=no'], {}, "Option '--read-only' does not take an argument. See --help."],
    [['stray'], {}, "Unexpected argument 'stray'. See --help."],
  ])('%j %j is rejected with its source and what is allowed', (flags, environment, message) => {
    const read = () => readCommandLine(flags, environment)
    expect(read).toThrow(StartupError)
    expect(read).toThrow(new StartupError(message))
  })
})

describe('an invalid configuration file', () => {
  test.each<[content: object, message: string]>([
    [
      { prot: 1 },
      "Unknown setting 'prot' in FILE. Did you mean 'port'? Use the names of the flags without their dashes: see --help.",
    ],
    [
      { maxBodyBytes: 1 },
      "Unknown setting 'maxBodyBytes' in FILE. Did you mean 'max-body-bytes'? Use the names of the flags without their dashes: see --help.",
    ],
    [
      { something: 1 },
      "Unknown setting 'something' in FILE. Use the names of the flags without their dashes: see --help.",
    ],
    [
      { config: 'other.json' },
      "Unknown setting 'config' in FILE. Use the names of the flags without their dashes: see --help.",
    ],
    [{ port: 65_536 }, "Invalid value '65536' for 'port' in FILE. Use a whole number from 0 to 65535."],
    [{ port: 'http' }, "Invalid value 'http' for 'port' in FILE. Use a whole number from 0 to 65535."],
    [
      { port: true },
      "Invalid value true for 'port' in FILE. Use a number or a string: a whole number from 0 to 65535.",
    ],
    [
      { port: null },
      "Invalid value null for 'port' in FILE. Use a number or a string: a whole number from 0 to 65535.",
    ],
    [{ 'read-only': 'true' }, `Invalid value "true" for 'read-only' in FILE. Use a boolean: true or false.`],
    [
      { 'account-id': 111122223333 },
      "Invalid value 111122223333 for 'account-id' in FILE. Use a string: 12 digits.",
    ],
    [{ kms: ['aws'] }, `Invalid value ["aws"] for 'kms' in FILE. Use a string: one of aws, emulator.`],
    [
      { regions: [1] },
      "Invalid value [1] for 'regions' in FILE. Use an array of strings or a string: the names of AWS Regions, such as us-east-1.",
    ],
    [
      { 'kms-quotas': { ListKey: 5 } },
      "Invalid value 'ListKey=5' for 'kms-quotas' in FILE. Use one or more of ListKeys, DescribeKey, ListAliases, ListResourceTags, GetKeyRotationStatus, ListKeyRotations, GetKeyLastUsage, EnableKeyRotation, DisableKeyRotation, RotateKeyOnDemand, each with a whole number from 1 to 1000000, such as ListKeys=100.",
    ],
    [
      { 'max-age-ms': { ListKeys: -1 } },
      "Invalid value '-1' for ListKeys of 'max-age-ms' in FILE. Use a whole number from 0 to 86400000.",
    ],
    [
      { auth: 'jwt', 'jwt-algorithms': [] },
      "Invalid value '' for 'jwt-algorithms' in FILE. Use one or more of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA.",
    ],
  ])('%j is rejected by the gateway and by the schema', async (content, message) => {
    const file = await fileOf(content)
    expect(() => readCommandLine(['--config', file], {})).toThrow(
      new StartupError(message.replace('FILE', file)),
    )
    expect(isValid(content)).toBe(false)
  })

  test.each([
    ['[]', 'is not a JSON object. Write settings as { "port": 4000 }.'],
    ['{ "port": \n }', 'is not valid JSON:'],
  ])('%j is rejected with the name of the file', async (content, words) => {
    const file = await fileOf(content)
    const read = () => readCommandLine(['--config', file], {})
    expect(read).toThrow(StartupError)
    expect(read).toThrow(`The configuration file ${file} ${words}`)
  })

  test('that cannot be read is named, with the reason', () => {
    const read = () => readCommandLine([], { KMS_GATEWAY_CONFIG: '/nowhere/gateway.json' })
    expect(read).toThrow(StartupError)
    expect(read).toThrow('Cannot read the configuration file /nowhere/gateway.json: ENOENT')
  })
})
