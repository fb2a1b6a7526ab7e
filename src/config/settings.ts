import { defaultSignInScopes, isScope } from '../auth/sign-in-client.ts'
import { JWT_ALGORITHMS } from '../auth/trusted-issuer.ts'
import {
  defaultJwtAlgorithms,
  defaultBackgroundBudgetUsd,
  defaultGuardDutyUsdPerMillionEvents,
  defaultKmsLimits,
  defaultLimits,
  defaultMaxCachedResponses,
  defaultMaxSubscriptionsPerSubject,
  defaultInventory,
  defaultPolicy,
  defaultRateLimit,
  defaultServerLimits,
  defaultTrailUsdPer100000Events,
  defaultUsdPer10000Requests,
} from '../defaults.ts'
import type { GatewayOptions } from '../gateway/options.ts'
import { defaultMaxAges } from '../kms/cache/max-ages.ts'
import { KMS_OPERATIONS, READ_OPERATIONS } from '../kms/operations.ts'
import type { LogLevel } from '../logger.ts'
import { parseQueueAddress } from '../push/queue-address.ts'
import { isHost, isNetwork, isOrigin, isRegion } from './addresses.ts'
import * as kind from './kinds.ts'
import { settingIn } from './setting.ts'
import type { SettingsFor, SettingTree } from './setting.ts'

const aws = settingIn('AWS')
const listening = settingIn('Listening')
const authentication = settingIn('Authentication')
const graphql = settingIn('GraphQL')
const rotation = settingIn('Rotation')
const quota = settingIn('KMS request quotas')
const freshness = settingIn('Freshness')
const queryLimit = settingIn('Query limits')
const connectionLimit = settingIn('Connection limits')
const observability = settingIn('Observability')

const path = kind.optional(kind.text('path'))
const milliseconds = kind.integer({ min: 1, unit: 'ms' })
/** Twice the maximum is still a timer of Node. */
const inventoryPeriod = kind.integer({ min: 60_000, max: 1_000_000_000, unit: 'ms' })
const bytes = (min: number, max: number) => kind.integer({ min, max, unit: 'bytes' })
const points = kind.integer({ min: 1, unit: 'points' })
const connections = kind.integer({ min: 1, max: 1_000_000 })
const atLeast = (min: number) => kind.integer({ min })

/** The settings of the program itself, which are not options of the gateway. */
const PROGRAM = {
  kms: aws('kms', kind.oneOf('aws', 'emulator'), {
    default: 'aws',
    help: 'AWS KMS, or an embedded emulator with sample keys.',
  }),
  regions: aws(
    'regions',
    kind.list({ fits: isRegion, expected: 'the names of AWS Regions, such as us-east-1' }),
    {
      default: [],
      unset: 'AWS_REGION, or the Region of the profile',
      help: 'Regions to serve. A key ID or an alias name is looked up in the first one first.',
    },
  ),
  accountId: aws('account-id', kind.optional(kind.accountId), {
    default: undefined,
    unset: 'the account of any key or alias that KMS lists, or else of GetCallerIdentity',
    help: 'The AWS account of the credentials.',
  }),
  accountsFile: aws('accounts-file', path, {
    default: undefined,
    unset: 'the account of the credentials only',
    help: 'JSON file with the accounts to serve and the role to assume in each. The gateway reads it again when it changes. For --kms aws.',
  }),
  emulatorPort: aws('emulator-port', kind.port, {
    default: 0,
    help: 'Port of the embedded emulator. 0 selects a free port.',
  }),
  pushQueues: aws(
    'push-queues',
    kind.list({
      fits: (item) => parseQueueAddress(item) !== undefined,
      expected:
        'URLs of standard SQS queues, such as https://sqs.us-east-1.amazonaws.com/111122223333/kms-rotation-gateway. If the host does not name the Region, put it in front, as in us-east-1=http://127.0.0.1:5600/111122223333/kms-rotation-gateway',
    }),
    {
      default: [],
      unset: 'polling only',
      help: 'URLs of SQS queues that get the events of KMS from EventBridge. A message makes the gateway poll a key at once.',
    },
  ),
  host: listening('host', kind.text('address'), {
    default: '127.0.0.1',
    help: 'Address to listen on. Only loopback addresses are allowed without --auth.',
    platformVariable: 'HOST',
  }),
  port: listening('port', kind.port, {
    default: 4_000,
    help: 'Port to listen on. 0 selects a free port.',
    platformVariable: 'PORT',
  }),
  authentication: {
    method: authentication('auth', kind.oneOf('none', 'tokens', 'jwt'), {
      default: 'none',
      help: 'How callers authenticate: not at all, with bearer tokens from the policy file, or with JSON Web Tokens. With jwt, the policy file may have tokens too.',
    }),
    policyFile: authentication('policy-file', path, {
      default: undefined,
      help: 'JSON file with roles, their permissions and the issuers of JWTs. The gateway reads it again when it changes. Required for tokens and jwt.',
    }),
    issuer: authentication('jwt-issuer', kind.optional(kind.text('text')), {
      default: undefined,
      help: "Required value of the claim 'iss' of a JWT. Omit it if the policy file has issuers.",
    }),
    audience: authentication('jwt-audience', kind.optional(kind.text('text')), {
      default: undefined,
      help: "Required value in the claim 'aud' of a JWT.",
    }),
    jwks: authentication('jwt-jwks', kind.optional(kind.text('https URL | path')), {
      default: undefined,
      help: 'JSON Web Key Set with the signing keys of the issuer.',
    }),
    algorithms: authentication('jwt-algorithms', kind.someOf(JWT_ALGORITHMS), {
      default: defaultJwtAlgorithms,
      help: `Accepted signature algorithms of a JWT: ${JWT_ALGORITHMS.join(', ')}.`,
    }),
    clientId: authentication('jwt-client-id', kind.optional(kind.text('text')), {
      default: undefined,
      help: 'Client ID with which people sign in at the issuer on a web page. It is not a secret: gateway.signIn shows it without a credential.',
    }),
    scopes: authentication(
      'jwt-scopes',
      kind.list({ fits: isScope, expected: 'scopes such as openid,offline_access', minItems: 1 }),
      {
        default: defaultSignInScopes,
        help: 'Scopes that the web page requests from the issuer. For --jwt-client-id.',
      },
    ),
  },
  persistedDocumentsFile: graphql('persisted-documents', path, {
    default: undefined,
    help: 'JSON file with documents by ID, or an Apollo manifest. Clients may send an ID instead of a document.',
  }),
  isPersistedDocumentsOnly: graphql('persisted-documents-only', kind.toggle(true), {
    default: false,
    help: 'Execute only persisted documents. This also disables GraphiQL.',
  }),
  rotationPolicyFile: rotation('rotation-policy-file', path, {
    default: undefined,
    unset: 'the same requirements on all keys; with --kms emulator, a policy for its sample keys',
    help: 'JSON file with the rules of the rotation policy, the owners of keys and the exceptions. The gateway reads it again when it changes.',
  }),
  dataFolder: rotation('data-folder', path, {
    default: undefined,
    unset: 'memory only',
    help: 'Folder that keeps the records of changes, idempotency keys, the inventory and the spending of the background budget across restarts.',
  }),
  hasInventory: rotation('no-inventory', kind.toggle(false), {
    default: true,
    help: 'Keep no copy of what KMS shows about the keys. Then all questions are answered by calls to KMS.',
  }),
  logLevel: observability('log-level', kind.oneOf<LogLevel>('debug', 'info', 'warn', 'error', 'silent'), {
    default: 'info',
    help: 'Minimum level of log lines, which are JSON on standard error.',
  }),
  metricsHost: observability('metrics-host', kind.text('address'), {
    default: '127.0.0.1',
    help: 'Address to serve metrics on. Metrics need no credential.',
  }),
  metricsPort: observability('metrics-port', kind.optional(kind.port), {
    default: undefined,
    unset: 'no metrics',
    help: 'Port on which Prometheus can scrape /metrics. 0 selects a free port.',
  }),
  otlpEndpoint: observability('otlp-endpoint', kind.optional(kind.httpUrl), {
    default: undefined,
    unset: 'the OTEL_EXPORTER_OTLP_…ENDPOINT variables; if none is set, no traces and metrics',
    help: 'OTLP/HTTP endpoint for traces and metrics, such as http://127.0.0.1:4318.',
  }),
} satisfies SettingTree

/** The settings that are options of the gateway. */
const GATEWAY = {
  basePath: listening('base-path', kind.basePath, {
    default: '',
    help: 'Path under which a reverse proxy publishes the gateway, such as /kms. The proxy may keep it or remove it.',
  }),
  allowedHosts: listening(
    'allowed-hosts',
    kind.list({ fits: isHost, expected: 'hosts such as kms.example.com, without scheme or path' }),
    {
      default: [],
      help: 'More host names of the gateway, such as the name of a reverse proxy: kms.example.com.',
    },
  ),
  corsOrigins: listening(
    'cors-origins',
    kind.list({ fits: isOrigin, expected: 'origins such as https://app.example.com, without a path' }),
    {
      default: [],
      help: 'Origins of other web pages that may use the gateway, such as https://app.example.com.',
    },
  ),
  trustedProxies: listening(
    'trust-proxy',
    kind.list({
      fits: isNetwork,
      expected: 'addresses, networks such as 10.0.0.0/8, loopback or private',
    }),
    {
      default: [],
      help: 'Proxies whose X-Forwarded-For, -Host and -Proto are trusted: addresses, networks such as 10.0.0.0/8, loopback, private.',
    },
  ),
  isReadOnly: graphql('read-only', kind.toggle(true), {
    default: false,
    help: 'Do not serve mutations.',
  }),
  console: graphql('no-console', kind.optional(kind.toggle(false)), {
    default: undefined,
    unset: 'served, if it is built',
    help: 'Do not serve the console. With --console, the gateway starts only if it has the console.',
  }),
  graphiql: graphql('no-graphiql', kind.toggle(false), {
    default: true,
    help: 'Do not serve GraphiQL.',
  }),
  hasIntrospection: graphql('no-introspection', kind.toggle(false), {
    default: true,
    help: 'Disable introspection, and name suggestions in error messages.',
  }),
  inventory: {
    statusEveryMs: rotation('inventory-status-every', inventoryPeriod, {
      default: defaultInventory.statusEveryMs,
      help: 'Time between two reads of the state of a key for the inventory. They also find rotations that others made.',
    }),
    restEveryMs: rotation('inventory-rest-every', inventoryPeriod, {
      default: defaultInventory.restEveryMs,
      help: 'Time between two reads of everything else about a key for the inventory.',
    }),
  },
  policy: {
    maxMaterialAgeInDays: rotation(
      'max-material-age-in-days',
      kind.integer({ min: 1, max: 36_500, unit: 'days' }),
      {
        default: defaultPolicy.maxMaterialAgeInDays,
        help: 'Maximum age of key material for compliance checks, where the rotation policy file does not set it.',
      },
    ),
  },
  requiredReason: rotation('require-reason', kind.optional(kind.text('pattern')), {
    default: undefined,
    unset: 'a reason is optional',
    help: 'Regular expression that the reason of every change must match, such as ^(CHG|OPS)-\\d+ (REASON_REQUIRED).',
  }),
  managedByTag: rotation('managed-by-tag', kind.optional(kind.text('tag key')), {
    default: undefined,
    unset: 'only the tag of CloudFormation',
    help: 'Key of the tag that names what manages a key, such as a Terraform module. Key.managedBy shows it.',
  }),
  limits: {
    onDemandRotationsPerKey: rotation('on-demand-rotations-per-key', kind.integer({ max: 1_000_000 }), {
      default: defaultLimits.onDemandRotationsPerKey,
      help: 'AWS quota of on-demand rotations in the lifetime of a key.',
    }),
    completionTimeoutMs: rotation('completion-timeout-ms', milliseconds, {
      default: defaultLimits.completionTimeoutMs,
      help: 'Time after which a rotation request without a completed rotation becomes TIMED_OUT.',
    }),
    maxQueryCost: queryLimit('max-query-cost', points, {
      default: defaultLimits.maxQueryCost,
      help: 'Maximum cost of an operation, in points of @cost (COST_LIMIT_EXCEEDED).',
    }),
    maxQueryNodes: queryLimit('max-query-nodes', atLeast(1), {
      default: defaultLimits.maxQueryNodes,
      help: 'Maximum number of objects in a response (COST_LIMIT_EXCEEDED).',
    }),
    maxQueryTokens: queryLimit('max-query-tokens', atLeast(1), {
      default: defaultLimits.maxQueryTokens,
      help: 'Maximum number of tokens in a document (DOCUMENT_LIMIT_EXCEEDED).',
    }),
    maxQueryDepth: queryLimit('max-query-depth', atLeast(1), {
      default: defaultLimits.maxQueryDepth,
      help: 'Maximum nesting depth of fields (DOCUMENT_LIMIT_EXCEEDED).',
    }),
    maxQueryAliases: queryLimit('max-query-aliases', atLeast(0), {
      default: defaultLimits.maxQueryAliases,
      help: 'Maximum number of aliases in an operation (DOCUMENT_LIMIT_EXCEEDED).',
    }),
    maxQueryDirectives: queryLimit('max-query-directives', atLeast(0), {
      default: defaultLimits.maxQueryDirectives,
      help: 'Maximum number of directives in an operation (DOCUMENT_LIMIT_EXCEEDED).',
    }),
    maxQueryRootFields: queryLimit('max-query-root-fields', atLeast(1), {
      default: defaultLimits.maxQueryRootFields,
      help: 'Maximum number of root fields in an operation (DOCUMENT_LIMIT_EXCEEDED).',
    }),
  },
  rateLimit: {
    maximumAvailable: queryLimit('rate-limit-points', kind.integer({ unit: 'points' }), {
      default: defaultRateLimit.maximumAvailable,
      help: 'Maximum budget of a caller (RATE_LIMITED). 0 disables budgets.',
    }),
    restoreRate: queryLimit('rate-limit-points-per-second', points, {
      default: defaultRateLimit.restoreRate,
      help: 'Points that are added to the budget of a caller per second.',
    }),
  },
  kmsLimits: {
    share: quota('kms-quota-share-percent', kind.percent, {
      default: defaultKmsLimits.share,
      help: 'Share of each KMS request quota that the gateway uses. Other users of the account need the rest.',
    }),
    quotas: quota(
      'kms-quotas',
      kind.numbersByName(KMS_OPERATIONS, { min: 1, max: 1_000_000, unit: 'number' }),
      {
        default: {},
        unset: 'the default quotas of AWS',
        help: 'KMS request quotas of your account in a Region, in requests per second, such as ListKeyRotations=200.',
      },
    ),
    maxWaitMs: quota('max-kms-wait-ms', kind.integer({ unit: 'ms' }), {
      default: defaultKmsLimits.maxWaitMs,
      help: 'Maximum wait of a request for the rate limiter. A request that would wait longer is rejected immediately (THROTTLED).',
    }),
  },
  usdPer10000Requests: quota('kms-request-price', kind.decimal(1_000, 'US dollars'), {
    default: defaultUsdPer10000Requests,
    help: 'Price of 10,000 KMS requests, for estimates and --background-budget-usd.',
  }),
  trailUsdPer100000Events: quota('trail-event-price', kind.decimal(1_000, 'US dollars'), {
    default: defaultTrailUsdPer100000Events,
    help: 'Price of 100,000 management events in a further trail of CloudTrail, for estimates only.',
  }),
  guardDutyUsdPerMillionEvents: quota('guardduty-event-price', kind.decimal(1_000, 'US dollars'), {
    default: defaultGuardDutyUsdPerMillionEvents,
    help: 'GuardDuty’s price of a million management events, for estimates only.',
  }),
  backgroundBudgetUsd: quota('background-budget-usd', kind.decimal(1_000_000, 'US dollars'), {
    default: defaultBackgroundBudgetUsd,
    help: 'Budget of each account for background requests in a calendar month (UTC). When it is short, the gateway polls less often. 0 disables the budget.',
  }),
  maxAges: freshness('max-age-ms', kind.numbersByName(READ_OPERATIONS, { max: 86_400_000, unit: 'ms' }), {
    default: defaultMaxAges,
    help: 'Maximum age of cached KMS responses by operation. With 0, each request reads from KMS. Omitted operations keep their default.',
  }),
  maxCachedResponses: freshness('max-cached-responses', kind.integer({ min: 1_000, max: 100_000_000 }), {
    default: defaultMaxCachedResponses,
    help: 'Maximum number of cached KMS responses and keys per account and Region.',
  }),
  maxSubscriptionsPerSubject: connectionLimit('max-subscriptions-per-subject', connections, {
    default: defaultMaxSubscriptionsPerSubject,
    help: 'Maximum number of open subscriptions of a subject over all its connections (TOO_MANY_SUBSCRIPTIONS). Not limited with --auth none.',
  }),
  serverLimits: {
    maxConnections: connectionLimit('max-connections', connections, {
      default: defaultServerLimits.maxConnections,
      help: 'Maximum number of open connections of all kinds. More are rejected with status 503.',
    }),
    maxConnectionsPerAddress: connectionLimit('max-connections-per-address', connections, {
      default: defaultServerLimits.maxConnectionsPerAddress,
      help: 'Maximum number of open connections from an address. More are rejected with status 429. Behind a proxy, all connections come from its address: use the value of --max-connections.',
    }),
    maxOperationsPerConnection: connectionLimit('max-operations-per-connection', connections, {
      default: defaultServerLimits.maxOperationsPerConnection,
      help: 'Maximum number of concurrent operations on a connection, including subscriptions.',
    }),
    maxBodyBytes: connectionLimit('max-body-bytes', bytes(1, 1_000_000_000), {
      default: defaultServerLimits.maxBodyBytes,
      help: 'Maximum size of a request body. A larger one is rejected with status 413.',
    }),
    maxMessageBytes: connectionLimit('max-message-bytes', bytes(1_024, 104_857_600), {
      default: defaultServerLimits.maxMessageBytes,
      help: 'Maximum size of a WebSocket message. A larger one closes its connection with code 1009.',
    }),
    requestTimeoutMs: connectionLimit('request-timeout-ms', milliseconds, {
      default: defaultServerLimits.requestTimeoutMs,
      help: 'Maximum time of a query, a mutation, and the start of a subscription. Use less than the timeout of a proxy.',
    }),
    connectionInitTimeoutMs: connectionLimit('connection-init-timeout-ms', milliseconds, {
      default: defaultServerLimits.connectionInitTimeoutMs,
      help: 'Time that a WebSocket client has to send connection_init. Then its connection is closed with code 4408.',
    }),
    keepAliveIntervalMs: connectionLimit(
      'keep-alive-interval-ms',
      kind.integer({ min: 1, max: 1_000_000_000, unit: 'ms' }),
      {
        default: defaultServerLimits.keepAliveIntervalMs,
        help: 'Time between pings on a WebSocket and between comments on an SSE stream. A client that accepts none for two intervals is disconnected.',
      },
    ),
  },
} satisfies SettingsFor<GatewayOptions>

/** Every setting, under the path of its value in the configuration. `gateway` has the paths of `GatewayOptions`. */
export const SETTINGS = { ...PROGRAM, gateway: GATEWAY }
