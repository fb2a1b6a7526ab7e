#!/usr/bin/env node
import { readFile } from 'node:fs/promises'
import packageJson from '../package.json' with { type: 'json' }
import { openAuthenticator } from './auth/open-authenticator.ts'
import { cautiousDateOn, systemClock } from './clock.ts'
import type { Clock } from './clock.ts'
import { readCommandLine } from './config.ts'
import type { Config } from './config.ts'
import { helpText } from './config/help.ts'
import { StartupError } from './errors/startup-error.ts'
import { createGateway } from './gateway.ts'
import type { GatewayOptions } from './gateway/options.ts'
import { createAwsKms } from './kms/aws/aws-kms.ts'
import type { AwsKms } from './kms/aws/aws-kms.ts'
import { DIRECT } from './kms/aws/http-settings.ts'
import { openAws } from './kms/aws/open-aws.ts'
import { createLogger } from './logger.ts'
import type { Logger } from './logger.ts'
import { openFilesLimit, warningAboutOpenFiles } from './process/open-files.ts'
import { createOutput } from './process/output.ts'
import { openFileRequestStore } from './store/file-request-store.ts'

const EXIT_FAILED = 1
const EXIT_MISUSED = 2
/** Longer than a drain may take: when it passes, something hangs. */
const SHUTDOWN_TIMEOUT_MS = 15_000

const standardOutput = createOutput(process.stdout)
const standardError = createOutput(process.stderr)

/** What the gateway asks, and what there is to say about it. */
interface Upstream extends AsyncDisposable {
  readonly kms: readonly AwsKms[]
  readonly clock: Clock
  readonly exampleKey?: GatewayOptions['exampleKey']
  readonly announcement: readonly string[]
}

async function main(): Promise<void> {
  const command = readCommandLine(process.argv.slice(2), process.env)
  if (command.kind === 'help') return say(helpText())
  if (command.kind === 'version') return say(`${packageJson.version}\n`)

  // The SDK would print on each start that its versions of next year need a newer Node.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true'
  const { config } = command
  const maxOpenFiles = openFilesLimit()
  const logger = createLogger(config.logLevel, standardError)
  standardError.onRecovered((lost) =>
    logger.error({ lost }, 'log lines were lost: standard error was not read'),
  )
  // A bug in one operation must not end all the others.
  process.on('unhandledRejection', (error) => logger.error({ err: error }, 'a rejection was not handled'))
  const traces = config.traces && (await startTraces(config.traces.endpoint, logger))
  const auth = await openAuthenticator(config.auth, { logger, isReadOnly: config.isReadOnly })
  const upstream = await (config.kms === 'emulator' ? startEmulator(config) : connectAws(config, logger))
  const [first, ...others] = upstream.kms
  if (!first) throw new StartupError('No Region to serve. Give --regions.')
  const { maxConnections } = config
  const warning = warningAboutOpenFiles({ maxConnections, regions: upstream.kms.length }, maxOpenFiles)
  if (warning !== undefined) logger.warn({ maxOpenFiles, maxConnections }, warning)
  const store =
    config.dataFolder === undefined
      ? undefined
      : await openFileRequestStore({ folder: config.dataFolder, now: () => cautiousDateOn(upstream.clock) })
  const mode = config.kms === 'emulator' ? 'EMULATED' : 'LIVE'
  const metrics = await startMetrics(config, mode)
  const gateway = createGateway({
    kms: [first, ...others],
    requests: store,
    clock: upstream.clock,
    exampleKey: upstream.exampleKey,
    logger,
    version: packageJson.version,
    mode,
    observers: metrics ? [metrics.metrics] : [],
    isReadOnly: config.isReadOnly,
    auth,
    accountId: config.accountId,
    graphiql: config.hasGraphiql,
    persistedDocuments: await readPersistedDocuments(config),
    basePath: config.basePath,
    allowedHosts: config.allowedHosts,
    corsOrigins: config.corsOrigins,
    trustedProxies: config.trustedProxies,
    requestTimeoutMs: config.requestTimeoutMs,
    limits: {
      onDemandRotationsPerKey: config.onDemandRotationsPerKey,
      completionTimeoutMs: config.completionTimeoutMs,
      maxQueryCost: config.maxQueryCost,
      maxQueryNodes: config.maxQueryNodes,
      maxQueryTokens: config.maxQueryTokens,
      maxQueryDepth: config.maxQueryDepth,
      maxQueryAliases: config.maxQueryAliases,
      maxQueryDirectives: config.maxQueryDirectives,
      maxQueryRootFields: config.maxQueryRootFields,
    },
    kmsLimits: {
      share: config.kmsQuotaSharePercent / 100,
      quotas: config.kmsQuotas,
      maxWaitMs: config.maxKmsWaitMs,
    },
    maxAges: config.maxAgesMs,
    maxCachedAnswers: config.maxCachedAnswers,
    rateLimit: config.rateLimitPoints > 0 && {
      maximumAvailable: config.rateLimitPoints,
      restoreRate: config.rateLimitPointsPerSecond,
    },
    hasIntrospection: config.hasIntrospection,
    maxSubscriptionsPerSubject: config.maxSubscriptionsPerSubject,
    policy: { maxMaterialAgeInDays: config.maxMaterialAgeInDays },
    usdPer10000Requests: config.usdPer10000Requests,
    serverLimits: {
      maxBodyBytes: config.maxBodyBytes,
      maxConnections: config.maxConnections,
      maxConnectionsPerAddress: config.maxConnectionsPerAddress,
      maxOperationsPerConnection: config.maxOperationsPerConnection,
      maxMessageBytes: config.maxMessageBytes,
      connectionInitTimeoutMs: config.connectionInitTimeoutMs,
      keepAliveIntervalMs: config.keepAliveIntervalMs,
    },
  })

  onSignal(async () => {
    await gateway[Symbol.asyncDispose]()
    auth[Symbol.dispose]()
    await store?.[Symbol.asyncDispose]()
    for (const kms of upstream.kms) kms[Symbol.dispose]()
    await upstream[Symbol.asyncDispose]()
    // Last, so that the end is counted and traced, too.
    await metrics?.server[Symbol.asyncDispose]()
    await traces?.[Symbol.asyncDispose]()
  })
  const { url } = await gateway.listen(config)
  say(announce(url, config, upstream, metrics?.server.url))
}

/** Loaded only when asked for: who wants no metrics does not wait for them. */
async function startMetrics({ metricsHost: host, metricsPort: port }: Config, mode: 'EMULATED' | 'LIVE') {
  if (port === undefined) return undefined
  const [{ createMetrics }, { listenForMetrics }] = await Promise.all([
    import('./telemetry/metrics.ts'),
    import('./telemetry/metrics-server.ts'),
  ])
  const linesLost = () => standardOutput.lost + standardError.lost
  const metrics = createMetrics({ version: packageJson.version, mode, linesLost })
  return { metrics, server: await listenForMetrics(metrics, { host, port }) }
}

async function startTraces(endpoint: string | undefined, logger: Logger): Promise<AsyncDisposable> {
  const { startOtlp } = await import('./telemetry/otlp.ts')
  return startOtlp({ endpoint, version: packageJson.version, logger })
}

async function readPersistedDocuments({
  persistedDocumentsFile: file,
  isPersistedDocumentsOnly: isOnly,
}: Config): Promise<GatewayOptions['persistedDocuments']> {
  if (file === undefined) return undefined
  const wrong = (why: string, cause?: unknown) =>
    new StartupError(`The persisted documents in '${file}' ${why}`, { cause })
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw wrong(`cannot be read: ${error instanceof Error ? error.message : String(error)}.`, error)
  })
  let documents: unknown
  try {
    documents = JSON.parse(text)
  } catch (error) {
    throw wrong('are not JSON.', error)
  }
  if (typeof documents !== 'object' || documents === null || Array.isArray(documents))
    throw wrong('are not a JSON object of ids and documents, or Apollo’s manifest.')
  return { documents: { ...documents }, isOnly }
}

async function startEmulator(config: Config): Promise<Upstream> {
  const { createEmulator } = await import('../emulator/emulator.ts')
  const emulator = createEmulator({
    fleet: 'demo',
    ...(config.regions.length > 0 ? { regions: config.regions } : {}),
    ...(config.accountId === undefined ? {} : { accountId: config.accountId }),
  })
  const endpoint = await emulator.listen({ port: config.emulatorPort })
  // Any will do: the emulator looks at the Region of a signature, not at its key.
  const credentials = { accessKeyId: 'emulator', secretAccessKey: 'emulator' }
  return {
    kms: emulator.regions.map((region) =>
      createAwsKms({ region, clock: emulator.clock, endpoint, credentials, http: DIRECT }),
    ),
    clock: emulator.clock,
    exampleKey: {
      keyId: emulator.key('alias/invoices-archive').keyId,
      aliasWithHistory: 'alias/long-history',
    },
    announcement: [
      `KMS:      the embedded emulator at ${endpoint}, with sample keys. No AWS account is touched.`,
      '          For AWS: npm start -- --kms aws (with AWS_REGION and AWS_PROFILE, as for every AWS tool).',
    ],
    [Symbol.asyncDispose]: () => emulator[Symbol.asyncDispose](),
  }
}

async function connectAws({ regions }: Config, logger: Logger): Promise<Upstream> {
  const aws = await openAws({ regions, environment: process.env, logger })
  const { http, credentials } = aws
  return {
    kms: aws.regions.map((region) => createAwsKms({ ...region, clock: systemClock, http, credentials })),
    clock: systemClock,
    announcement: [`KMS:      AWS, ${aws.regions.map(({ region }) => region).join(', ')}.`],
    [Symbol.asyncDispose]: async () => {},
  }
}

function announce(
  url: string,
  { basePath, hasGraphiql, isReadOnly, isPersistedDocumentsOnly }: Config,
  { announcement }: Upstream,
  metricsUrl: string | undefined,
): string {
  const graphiql = isPersistedDocumentsOnly
    ? 'off: nothing but persisted documents is executed.'
    : `open ${url}${basePath}/graphql in a browser.`
  return [
    `GraphQL:  ${url}${basePath}/graphql${isReadOnly ? ' (read-only)' : ''}`,
    ...(hasGraphiql ? [`GraphiQL: ${graphiql}`] : []),
    ...announcement,
    ...(metricsUrl === undefined ? [] : [`Metrics:  ${metricsUrl}`]),
    '',
  ].join('\n')
}

/** The first signal ends the gateway in order, a second one at once. */
function onSignal(shutDown: () => Promise<void>): void {
  let isEnding = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (isEnding) process.exit(EXIT_FAILED)
      isEnding = true
      setTimeout(() => {
        fail(`Shutdown did not end within ${SHUTDOWN_TIMEOUT_MS / 1_000} seconds.`, EXIT_FAILED)
      }, SHUTDOWN_TIMEOUT_MS).unref()
      shutDown().then(
        () => process.exit(0),
        (error: unknown) => fail(describe(error), EXIT_FAILED),
      )
    })
}

function say(text: string): void {
  standardOutput.write(text)
}

function fail(message: string, code: number): never {
  standardError.write(`kms-rotation-gateway: ${message}\n`)
  process.exit(code)
}

function describe(error: unknown): string {
  if (error instanceof StartupError) return error.message
  if (error instanceof Error && 'syscall' in error && error.syscall === 'listen')
    return `Cannot listen: ${error.message}. Choose another place with --host, --port, --metrics-port or --emulator-port.`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

main().catch((error: unknown) =>
  fail(describe(error), error instanceof StartupError ? EXIT_MISUSED : EXIT_FAILED),
)
