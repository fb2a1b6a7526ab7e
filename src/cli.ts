#!/usr/bin/env node
import packageJson from '../package.json' with { type: 'json' }
import { openAuthenticator } from './auth/open-authenticator.ts'
import { systemClock } from './clock.ts'
import type { Clock } from './clock.ts'
import { helpText, readCommandLine } from './config.ts'
import type { Config } from './config.ts'
import { StartupError } from './errors.ts'
import { createGateway } from './gateway.ts'
import type { GatewayOptions } from './gateway.ts'
import { createAwsKms, resolveAwsSettings } from './kms/aws-kms.ts'
import type { AwsKms } from './kms/aws-kms.ts'
import { createLogger } from './logger.ts'
import { openFileRequestStore } from './store/file-request-store.ts'

const EXIT_FAILED = 1
const EXIT_MISUSED = 2
/** Longer than a drain may take: when it passes, something hangs. */
const SHUTDOWN_TIMEOUT_MS = 15_000

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
  const logger = createLogger(config.logLevel)
  const auth = await openAuthenticator(config.auth, { logger })
  const upstream = await (config.kms === 'emulator' ? startEmulator(config) : connectAws(config))
  const [first, ...others] = upstream.kms
  if (!first) throw new StartupError('No Region to serve. Give --regions.')
  const store =
    config.dataFolder === undefined
      ? undefined
      : await openFileRequestStore({ folder: config.dataFolder, now: () => upstream.clock.now() })
  const gateway = createGateway({
    kms: [first, ...others],
    requests: store,
    clock: upstream.clock,
    exampleKey: upstream.exampleKey,
    logger,
    version: packageJson.version,
    mode: config.kms === 'emulator' ? 'EMULATED' : 'LIVE',
    isReadOnly: config.isReadOnly,
    auth,
    allowedHosts: config.allowedHosts,
    accountId: config.accountId,
    graphiql: config.hasGraphiql,
    limits: {
      onDemandRotationsPerKey: config.onDemandRotationsPerKey,
      completionTimeoutMs: config.completionTimeoutMs,
    },
    policy: { maxMaterialAgeInDays: config.maxMaterialAgeInDays },
  })

  onSignal(async () => {
    await gateway[Symbol.asyncDispose]()
    auth[Symbol.dispose]()
    await store?.[Symbol.asyncDispose]()
    for (const kms of upstream.kms) kms[Symbol.dispose]()
    await upstream[Symbol.asyncDispose]()
  })
  const { url } = await gateway.listen(config)
  say(announce(url, config, upstream))
}

async function startEmulator(config: Config): Promise<Upstream> {
  const { createEmulator } = await import('./emulator/emulator.ts')
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
      createAwsKms({ region, clock: emulator.clock, endpoint, credentials }),
    ),
    clock: emulator.clock,
    exampleKey: {
      keyId: emulator.key('alias/orders-api').keyId,
      aliasWithHistory: 'alias/long-history',
    },
    announcement: [
      `KMS:      the embedded emulator at ${endpoint}, with sample keys. No AWS account is touched.`,
      '          For AWS: npm start -- --kms aws (with AWS_REGION and AWS_PROFILE, as for every AWS tool).',
    ],
    [Symbol.asyncDispose]: () => emulator[Symbol.asyncDispose](),
  }
}

async function connectAws({ regions }: Config): Promise<Upstream> {
  const served = await resolveAwsSettings(regions)
  return {
    kms: served.map((region) => createAwsKms({ region, clock: systemClock })),
    clock: systemClock,
    announcement: [`KMS:      AWS, ${served.join(', ')}.`],
    [Symbol.asyncDispose]: async () => {},
  }
}

function announce(url: string, { hasGraphiql, isReadOnly }: Config, { announcement }: Upstream): string {
  return [
    `GraphQL:  ${url}/graphql${isReadOnly ? ' (read-only)' : ''}`,
    ...(hasGraphiql ? [`GraphiQL: open ${url}/graphql in a browser.`] : []),
    ...announcement,
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
  process.stdout.write(text)
}

function fail(message: string, code: number): never {
  process.stderr.write(`kms-rotation-gateway: ${message}\n`)
  process.exit(code)
}

function describe(error: unknown): string {
  if (error instanceof StartupError) return error.message
  if (error instanceof Error && 'syscall' in error && error.syscall === 'listen')
    return `Cannot listen: ${error.message}. Choose another place with --host, --port or --emulator-port.`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

main().catch((error: unknown) =>
  fail(describe(error), error instanceof StartupError ? EXIT_MISUSED : EXIT_FAILED),
)
