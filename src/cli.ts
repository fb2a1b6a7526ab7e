#!/usr/bin/env node
import packageJson from '../package.json' with { type: 'json' }
import { openAuthenticator } from './auth/open-authenticator.ts'
import { announcementOf } from './cli/announcement.ts'
import { openUpstream } from './cli/open-upstream.ts'
import { fail, standardError, standardOutput } from './cli/output.ts'
import { readPersistedDocuments } from './cli/persisted-documents.ts'
import { openPush } from './cli/push.ts'
import { onSignal } from './cli/signals.ts'
import { startTelemetry } from './cli/telemetry.ts'
import { cautiousDateOn } from './clock.ts'
import { readCommandLine } from './config.ts'
import type { Config } from './config.ts'
import { helpText } from './config/help.ts'
import { createGateway } from './gateway.ts'
import { createLogger } from './logger.ts'
import { openFilesLimit, warningAboutOpenFiles } from './process/open-files.ts'
import { openRotationPolicyFile } from './rotation/policy/open-rotation-policy-file.ts'
import { openFileStores } from './store/file-stores.ts'

const { version } = packageJson

async function main(): Promise<void> {
  // The SDK would print on each start that its versions of next year need a newer Node.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true'
  const command = readCommandLine(process.argv.slice(2), process.env)
  if (command.kind === 'help') standardOutput.write(helpText())
  else if (command.kind === 'version') standardOutput.write(`${version}\n`)
  else if (command.kind === 'doctor') await diagnose(command)
  else await run(command.config)
}

async function diagnose({
  config,
  isJson,
}: {
  readonly config: Config
  readonly isJson: boolean
}): Promise<void> {
  const { doctor } = await import('./cli/doctor.ts')
  await doctor(config, { isJson, logger: createLogger(config.logLevel, standardError) })
}

async function run(config: Config): Promise<void> {
  const maxOpenFiles = openFilesLimit()
  const logger = createLogger(config.logLevel, standardError)
  standardError.onRecovered((lost) =>
    logger.error({ lost }, 'log lines were lost: standard error was not read'),
  )
  // An error in one operation must not end all others.
  process.on('unhandledRejection', (error) => logger.error({ err: error }, 'a rejection was not handled'))
  // Until there is a gateway, nothing is in flight.
  let shutDown = async (): Promise<void> => {}
  onSignal(() => shutDown())
  const auth = await openAuthenticator(config.auth, { logger, isReadOnly: config.gateway.isReadOnly })
  const mode = config.kms === 'emulator' ? 'EMULATED' : 'LIVE'
  const linesLost = () => standardOutput.lost + standardError.lost
  const rotationPolicy =
    config.rotationPolicyFile === undefined
      ? undefined
      : await openRotationPolicyFile({
          path: config.rotationPolicyFile,
          logger,
          defaults: config.gateway.policy,
        })
  const telemetry = await startTelemetry(config, { version, mode, linesLost, logger })
  const upstream = await openUpstream(config, { logger, observer: telemetry.sessionObserver })
  const { clock, exampleKey } = upstream
  const { gateway: options } = config
  const { maxConnections } = options.serverLimits
  const warning = warningAboutOpenFiles(
    { maxConnections, scopes: upstream.scopes.current.length },
    maxOpenFiles,
  )
  if (warning !== undefined) logger.warn({ maxOpenFiles, maxConnections }, warning)
  const stores =
    config.dataFolder === undefined
      ? undefined
      : await openFileStores(config.dataFolder, { now: () => cautiousDateOn(clock), logger })
  const gateway = createGateway({
    ...options,
    rateLimit: options.rateLimit.maximumAvailable > 0 && options.rateLimit,
    kms: upstream.scopes,
    rotationPolicy: rotationPolicy ?? upstream.rotationPolicy,
    requests: stores?.requests,
    spending: stores?.spending,
    inventory: config.hasInventory ? { ...options.inventory, store: stores?.records } : undefined,
    push: await openPush(config, upstream, logger),
    clock,
    exampleKey,
    logger,
    version,
    mode,
    observers: telemetry.observers,
    auth,
    persistedDocuments: await readPersistedDocuments(config),
  })

  shutDown = async () => {
    await gateway[Symbol.asyncDispose]()
    auth[Symbol.dispose]()
    rotationPolicy?.[Symbol.dispose]()
    await stores?.[Symbol.asyncDispose]()
    await upstream[Symbol.asyncDispose]()
    await telemetry[Symbol.asyncDispose]()
  }
  const { url } = await gateway.listen(config)
  standardOutput.write(
    announcementOf({
      url,
      config,
      hasConsole: gateway.hasConsole,
      upstream,
      auth,
      metricsUrl: telemetry.metricsUrl,
    }),
  )
}

main().catch(fail)
