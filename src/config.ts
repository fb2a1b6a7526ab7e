import type { AuthSettings } from './auth/open-authenticator.ts'
import { isHost, isNetwork, isOrigin, isRegion } from './config/addresses.ts'
import { authSettings } from './config/auth-settings.ts'
import { parseFlags } from './config/flags.ts'
import { account, maxAges, quotaList } from './config/kms-settings.ts'
import { boolean, decimal, integer, list, oneOf } from './config/read.ts'
import type { Read } from './config/read.ts'
import { defaultOf, variableOf } from './config/settings.ts'
import type { SettingName } from './config/settings.ts'
import { traceSettings } from './config/trace-settings.ts'
import type { TraceSettings } from './config/trace-settings.ts'
import { StartupError } from './errors/startup-error.ts'
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
  readonly usdPer10000Requests: number
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
  /** Without a slash at the end. */
  readonly basePath: string
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
  readonly traces: TraceSettings | undefined
}

/** The largest that GraphQL's Int holds, and a timer. */
const MAX_INT = 2_147_483_647

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
    return { source: `--${name}`, text: defaultOf(name) }
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
    usdPer10000Requests: decimal(read('kms-request-price'), 1_000),
    kmsQuotaSharePercent: integer(read('kms-quota-share-percent'), 1, 100),
    kmsQuotas: quotaList(read('kms-quotas')),
    maxKmsWaitMs: integer(read('max-kms-wait-ms'), 0, MAX_INT),
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
    connectionInitTimeoutMs: integer(read('connection-init-timeout-ms'), 1, MAX_INT),
    keepAliveIntervalMs: integer(read('keep-alive-interval-ms'), 1, 1_000_000_000),
    emulatorPort: integer(read('emulator-port'), 0, 65_535),
    requestTimeoutMs: integer(read('request-timeout-ms'), 1, MAX_INT),
    maxBodyBytes: integer(read('max-body-bytes'), 1, 1_000_000_000),
    basePath: read('base-path').text.replace(/\/$/, ''),
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
    traces: traceSettings(read('otlp-endpoint'), environment),
  }
  if (config.isPersistedDocumentsOnly && config.persistedDocumentsFile === undefined)
    throw new StartupError(
      '--persisted-documents-only leaves nothing to execute without --persisted-documents.',
    )
  return { kind: 'run', config: Object.freeze(config) }
}
