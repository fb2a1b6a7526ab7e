import { fromEnv } from '@aws-sdk/credential-provider-env'
import { fromHttp } from '@aws-sdk/credential-provider-http'
import { fromIni } from '@aws-sdk/credential-provider-ini'
import { fromTokenFile } from '@aws-sdk/credential-provider-web-identity'
import { fromInstanceMetadata } from '@smithy/credential-provider-imds'
import type { AwsIdentity } from './credentials.ts'
import { readSharedProfile } from './shared-profile.ts'

export interface CredentialSourceOptions {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The Region of STS when neither the environment nor the profile names one. */
  readonly region: string
  /** Carries the requests to STS and IAM Identity Center. */
  readonly requestHandler: object
}

/** A profile with any of these settings configures credentials. */
const CREDENTIAL_SETTINGS = [
  'aws_access_key_id',
  'credential_process',
  'credential_source',
  'login_session',
  'role_arn',
  'source_profile',
  'sso_account_id',
  'sso_role_name',
  'sso_session',
  'sso_start_url',
  'web_identity_token_file',
]

/**
 * Reads credentials from the first source that is configured, in the order of the SDK's default chain: environment
 * variables (unless AWS_PROFILE is set), the profile, a web identity token, a container's endpoint, the instance metadata
 * service.
 *
 * The SDK's own chain continues with the next source when one fails: with a misspelt AWS_PROFILE or a failing
 * credential_process it reports "Could not load credentials from any providers" or uses the role of the instance. Here, as in
 * the AWS CLI, the first configured source is used, and its failure is reported.
 */
export async function readCredentials(options: CredentialSourceOptions): Promise<AwsIdentity> {
  const { environment, region, requestHandler } = options
  const { name, isNamed, settings } = await readSharedProfile(environment)
  const clients = { clientConfig: { requestHandler }, parentClientConfig: { region, requestHandler } }

  if (!isNamed && environment['AWS_ACCESS_KEY_ID'] && environment['AWS_SECRET_ACCESS_KEY']) return fromEnv()()
  const isMissing = isNamed && settings === undefined
  // Without a logger the SDK writes warnings to the console.
  const quiet = { logger: new QuietLogger() }
  if (isMissing || CREDENTIAL_SETTINGS.some((setting) => settings?.[setting]))
    return fromIni({ profile: name, ignoreCache: true, ...clients })()
  if (environment['AWS_WEB_IDENTITY_TOKEN_FILE']) return fromTokenFile(clients)()
  if (
    environment['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'] ||
    environment['AWS_CONTAINER_CREDENTIALS_FULL_URI']
  )
    return fromHttp(quiet)()
  const isImdsDisabled = environment['AWS_EC2_METADATA_DISABLED']
  if (isImdsDisabled && isImdsDisabled !== 'false') throw new NoCredentialsError()
  return fromInstanceMetadata(quiet)()
}

class QuietLogger {
  debug(): void {}
  info(): void {}
  warn(): void {}
  error(): void {}
}

/** No source is configured. */
export class NoCredentialsError extends Error {
  constructor() {
    super(
      "Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run the gateway where a role is attached. For a demo without AWS, use '--kms emulator'.",
    )
  }
}
