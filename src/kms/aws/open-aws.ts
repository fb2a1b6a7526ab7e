import { StartupError } from '../../errors/startup-error.ts'
import type { Logger } from '../../logger.ts'
import { checkBooleans, ignoredSettings } from './aws-settings.ts'
import type { AwsCredentials } from './credentials.ts'
import { CredentialsUnavailableError } from './credentials-unavailable.ts'
import { readHttpSettings } from './http-settings.ts'
import type { HttpSettings } from './http-settings.ts'
import { openCredentials } from './open-credentials.ts'
import { readSharedProfile } from './shared-profile.ts'
import { resolveRegion } from './resolve-region.ts'
import type { AwsRegion } from './resolve-region.ts'
import { createUndiciHandler } from './undici-handler.ts'

export interface OpenAwsOptions {
  /** Regions to serve, named as in AWS_REGION. Empty = the Region of the environment or the profile. */
  readonly regions: readonly string[]
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly logger: Logger
}

/** The options of `createAwsKms` that AWS's settings describe. */
export interface Aws {
  readonly regions: readonly [AwsRegion, ...AwsRegion[]]
  readonly http: HttpSettings
  readonly credentials: AwsCredentials
}

/** The settings of a Region that an account names: of `--regions`, else the SDK's. */
export const settingsOf = (
  { regions }: Aws,
  region: string,
): Pick<AwsRegion, 'region'> & Partial<AwsRegion> =>
  regions.find((each) => each.region === region) ?? { region }

/**
 * Reads AWS's settings from the environment and the shared files, and reads the credentials once, so that a wrong setting is
 * reported at start. Logs each setting that is present and not honoured.
 *
 * @throws {StartupError} with the SDK's message, when the Region, the endpoint or the credentials cannot be determined
 */
export async function openAws({ regions, environment, logger }: OpenAwsOptions): Promise<Aws> {
  const profile = await readSharedProfile(environment)
  for (const { setting, reason } of ignoredSettings(environment, profile))
    logger.warn({ setting, reason }, 'AWS setting is not honoured')
  checkBooleans(environment, profile)
  // The SDK would use its default endpoint instead.
  if (profile.missingServices !== undefined)
    throw new StartupError(
      `The profile '${profile.name}' names the services section '${profile.missingServices}', which is not in the config file. Add the section, or correct the name.`,
    )
  const http = readHttpSettings(environment, profile.settings?.['ca_bundle'])
  const requestHandler = createUndiciHandler({ http })
  const openIn = (region: string) => openCredentials({ environment, region, requestHandler })
  // A missing profile is the reason for a missing Region too, so it is reported first.
  if (profile.isNamed && !profile.settings) await checkCredentials(openIn('us-east-1'))
  const served = await Promise.all((regions.length > 0 ? regions : [undefined]).map(resolveRegion))
  const [first, ...others] = served
  if (!first) throw new StartupError('No AWS Region.')
  for (const [index, { region }] of served.entries())
    if (served.findIndex((other) => other.region === region) !== index)
      throw new StartupError(`--regions names ${region} twice. Name each Region once.`)
  const credentials = openIn(first.region)
  await checkCredentials(credentials)
  return { regions: [first, ...others], http, credentials }
}

async function checkCredentials(credentials: AwsCredentials): Promise<void> {
  await credentials.provide().catch((cause: unknown) => {
    if (!(cause instanceof CredentialsUnavailableError)) throw cause
    throw new StartupError(`No AWS credentials. ${cause.message}`, { cause })
  })
}
