import { stat } from 'node:fs/promises'
import path from 'node:path'
import { getHomeDir, loadSharedConfigFiles } from '@smithy/core/config'

/** The selected profile of AWS's shared config and credentials files. */
export interface SharedProfile {
  readonly name: string
  /** Whether AWS_PROFILE names the profile. Otherwise it is `default`. */
  readonly isNamed: boolean
  /** Undefined when neither file has the profile. The credentials file takes precedence, as in the SDK. */
  readonly settings: Readonly<Record<string, string | undefined>> | undefined
  /** The `services` section that the profile names, if the config file does not have it. */
  readonly missingServices: string | undefined
}

type Environment = Readonly<Record<string, string | undefined>>

/** Reads both files again, without the SDK's cache. */
export async function readSharedProfile(environment: Environment): Promise<SharedProfile> {
  const named = environment['AWS_PROFILE']
  const name = named || 'default'
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true })
  const parts = [configFile[name], credentialsFile[name]].filter((part) => part !== undefined)
  const services = configFile[name]?.['services']
  return {
    name,
    isNamed: Boolean(named),
    settings: parts.length === 0 ? undefined : Object.assign({}, ...parts),
    missingServices: services !== undefined && !configFile[`services.${services}`] ? services : undefined,
  }
}

/** The paths of the config file and the credentials file, in this order. */
export const sharedFiles = (environment: Environment): readonly [config: string, credentials: string] => [
  environment['AWS_CONFIG_FILE'] || path.join(getHomeDir(), '.aws', 'config'),
  environment['AWS_SHARED_CREDENTIALS_FILE'] || path.join(getHomeDir(), '.aws', 'credentials'),
]

/** Changes whenever one of the two files does. */
export async function stampOfSharedFiles(environment: Environment): Promise<string> {
  const stamps = sharedFiles(environment).map((file) =>
    stat(file, { bigint: true }).then(
      ({ mtimeNs, size, ino }) => `${mtimeNs}-${size}-${ino}`,
      () => 'none',
    ),
  )
  return (await Promise.all(stamps)).join(' ')
}
