import { StartupError } from '../../errors/startup-error.ts'
import type { SharedProfile } from './shared-profile.ts'

/** One of AWS's shared settings. docs/aws-settings.md has a line for each. */
export interface AwsSetting {
  /** The environment variable. */
  readonly variable?: string
  /** The key in a profile of the config or credentials file. */
  readonly key?: string
  /** Why the gateway does not honour the setting; undefined = it does. */
  readonly reason?: string
  /** The SDK accepts `true` and `false` in lower case, and ignores any other value without an error. */
  readonly isBoolean?: boolean
}

const of = (variable: string | undefined, key?: string, more: Omit<AwsSetting, 'variable' | 'key'> = {}) => ({
  ...(variable === undefined ? {} : { variable }),
  ...(key === undefined ? {} : { key }),
  ...more,
})

const OTHER_SERVICES = 'This setting does not apply to KMS.'
const CLI_ONLY = 'Only the AWS CLI reads this setting.'
const RETRIES =
  'The gateway retries reads itself, up to three times, within its share of the quotas (docs/quotas.md).'

/** The settings in AWS's reference guide, the proxy settings of the AWS CLI, and names that older tools read. */
export const AWS_SETTINGS: readonly AwsSetting[] = [
  of('AWS_REGION', 'region'),
  of('AWS_PROFILE'),
  of('AWS_CONFIG_FILE'),
  of('AWS_SHARED_CREDENTIALS_FILE'),
  of('AWS_ACCESS_KEY_ID', 'aws_access_key_id'),
  of('AWS_SECRET_ACCESS_KEY', 'aws_secret_access_key'),
  of('AWS_SESSION_TOKEN', 'aws_session_token'),
  of('AWS_CREDENTIAL_EXPIRATION'),
  of('AWS_ROLE_ARN', 'role_arn'),
  of('AWS_ROLE_SESSION_NAME', 'role_session_name'),
  of(undefined, 'source_profile'),
  of(undefined, 'credential_source'),
  of(undefined, 'external_id'),
  of(undefined, 'duration_seconds'),
  of('AWS_WEB_IDENTITY_TOKEN_FILE', 'web_identity_token_file'),
  of(undefined, 'credential_process'),
  of(undefined, 'sso_session'),
  of(undefined, 'sso_start_url'),
  of(undefined, 'sso_region'),
  of(undefined, 'sso_account_id'),
  of(undefined, 'sso_role_name'),
  of(undefined, 'login_session'),
  of('AWS_LOGIN_CACHE_DIRECTORY'),
  of('AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'),
  of('AWS_CONTAINER_CREDENTIALS_FULL_URI'),
  of('AWS_CONTAINER_AUTHORIZATION_TOKEN'),
  of('AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'),
  of('AWS_EC2_METADATA_DISABLED'),
  of('AWS_EC2_METADATA_SERVICE_ENDPOINT', 'ec2_metadata_service_endpoint'),
  of('AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE', 'ec2_metadata_service_endpoint_mode'),
  of('AWS_EC2_METADATA_V1_DISABLED', 'ec2_metadata_v1_disabled'),
  of('AWS_ENDPOINT_URL', 'endpoint_url'),
  of('AWS_ENDPOINT_URL_KMS'),
  of('AWS_ENDPOINT_URL_STS'),
  of('AWS_ENDPOINT_URL_SSO'),
  of('AWS_ENDPOINT_URL_SSO_OIDC'),
  of(undefined, 'services'),
  of('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'ignore_configured_endpoint_urls', { isBoolean: true }),
  of('AWS_USE_FIPS_ENDPOINT', 'use_fips_endpoint', { isBoolean: true }),
  of('AWS_USE_DUALSTACK_ENDPOINT', 'use_dualstack_endpoint', { isBoolean: true }),
  of('AWS_CA_BUNDLE', 'ca_bundle'),
  of('HTTPS_PROXY'),
  of('HTTP_PROXY'),
  of('NO_PROXY'),
  of('AWS_DISABLE_CLOCK_SKEW_CORRECTION', 'disable_clock_skew_correction', { isBoolean: true }),

  of(undefined, 'mfa_serial', {
    reason: 'Nobody can enter a code while the gateway runs. Use a role that does not need one.',
  }),
  of('AWS_MAX_ATTEMPTS', 'max_attempts', { reason: RETRIES }),
  of('AWS_RETRY_MODE', 'retry_mode', { reason: RETRIES }),
  of('AWS_DEFAULTS_MODE', 'defaults_mode', {
    reason: 'The gateway has its own timeouts and retries.',
  }),
  of('AWS_SDK_UA_APP_ID', 'sdk_ua_app_id', {
    reason: 'The name of the gateway in CloudTrail is always `kms-rotation-gateway`.',
  }),
  of('AWS_STS_REGIONAL_ENDPOINTS', 'sts_regional_endpoints', {
    reason: 'The SDK always uses the regional endpoint of STS.',
  }),
  of('AWS_ACCOUNT_ID', 'aws_account_id', {
    reason: 'The gateway reads its account from --account-id, the first key listed, or GetCallerIdentity.',
  }),
  of('AWS_ACCOUNT_ID_ENDPOINT_MODE', 'account_id_endpoint_mode', {
    reason: 'KMS does not have account-specific endpoints.',
  }),
  of('AWS_AUTH_SCHEME_PREFERENCE', 'auth_scheme_preference', {
    reason: 'KMS supports only Signature Version 4.',
  }),
  of('AWS_SIGV4A_SIGNING_REGION_SET', 'sigv4a_signing_region_set', {
    reason: 'KMS supports only Signature Version 4.',
  }),
  of('AWS_METADATA_SERVICE_TIMEOUT', 'metadata_service_timeout', {
    reason: 'The SDK waits one second for the instance metadata service.',
  }),
  of('AWS_METADATA_SERVICE_NUM_ATTEMPTS', 'metadata_service_num_attempts', {
    reason: 'The SDK does not retry requests to the instance metadata service.',
  }),
  of('AWS_EC2_INSTANCE_PROFILE_NAME', 'ec2_instance_profile_name', {
    reason: 'The SDK reads the name from the instance metadata service.',
  }),
  of('ALL_PROXY', undefined, { reason: 'AWS tools read HTTPS_PROXY and HTTP_PROXY. Set one of these.' }),
  of('AWS_DEFAULT_REGION', undefined, { reason: `${CLI_ONLY} Set AWS_REGION or --regions.` }),
  of('AWS_DEFAULT_PROFILE', undefined, { reason: `${CLI_ONLY} Set AWS_PROFILE.` }),
  of('AWS_SECURITY_TOKEN', 'aws_security_token', {
    reason: 'This is an old name of AWS_SESSION_TOKEN. The SDK does not read it. Set AWS_SESSION_TOKEN.',
  }),
  of('AWS_REQUEST_CHECKSUM_CALCULATION', 'request_checksum_calculation', { reason: OTHER_SERVICES }),
  of('AWS_RESPONSE_CHECKSUM_VALIDATION', 'response_checksum_validation', { reason: OTHER_SERVICES }),
  of('AWS_DISABLE_REQUEST_COMPRESSION', 'disable_request_compression', { reason: OTHER_SERVICES }),
  of('AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES', 'request_min_compression_size_bytes', {
    reason: OTHER_SERVICES,
  }),
  of('AWS_DISABLE_HOST_PREFIX_INJECTION', 'disable_host_prefix_injection', { reason: OTHER_SERVICES }),
  of('AWS_ENABLE_ENDPOINT_DISCOVERY', 'endpoint_discovery_enabled', { reason: OTHER_SERVICES }),
  of('AWS_S3_USE_ARN_REGION', 's3_use_arn_region', { reason: OTHER_SERVICES }),
  of('AWS_S3_US_EAST_1_REGIONAL_ENDPOINT', 's3_us_east_1_regional_endpoint', { reason: OTHER_SERVICES }),
  of('AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS', 's3_disable_multiregion_access_points', {
    reason: OTHER_SERVICES,
  }),
  of('AWS_S3_DISABLE_EXPRESS_SESSION_AUTH', 's3_disable_express_session_auth', { reason: OTHER_SERVICES }),
  of(undefined, 'api_versions', { reason: CLI_ONLY }),
  of(undefined, 'parameter_validation', { reason: CLI_ONLY }),
  of('AWS_DEFAULT_OUTPUT', 'output', { reason: CLI_ONLY }),
  of(undefined, 'sso_registration_scopes', { reason: 'Only `aws sso login` reads this setting.' }),
]

/** A setting that is present and that the gateway does not honour. */
export interface IgnoredSetting {
  /** E.g. `AWS_MAX_ATTEMPTS`, or `max_attempts in the profile 'default'`. */
  readonly setting: string
  readonly reason: string
}

type Environment = Readonly<Record<string, string | undefined>>

/** In the order of the table. */
export function ignoredSettings(
  environment: Environment,
  { name, isNamed, settings }: SharedProfile,
): readonly IgnoredSetting[] {
  const ignored: IgnoredSetting[] = []
  for (const { variable, key, reason } of AWS_SETTINGS) {
    if (reason === undefined) continue
    if (variable !== undefined && isSet(variable, environment)) ignored.push({ setting: variable, reason })
    if (key !== undefined && settings?.[key])
      ignored.push({ setting: `${key} in the profile '${name}'`, reason })
  }
  if (isNamed && environment['AWS_ACCESS_KEY_ID'])
    ignored.push({
      setting: 'AWS_ACCESS_KEY_ID',
      reason: 'AWS_PROFILE is set as well, and the SDK uses the credentials of the profile.',
    })
  return ignored
}

/** @throws {StartupError} for a value that the SDK would ignore, such as AWS_USE_FIPS_ENDPOINT=1 */
export function checkBooleans(environment: Environment, { name, settings }: SharedProfile): void {
  for (const { variable = '', key = '', isBoolean } of AWS_SETTINGS) {
    if (!isBoolean) continue
    for (const [setting, value] of [
      [variable, environment[variable]],
      [`${key} in the profile '${name}'`, settings?.[key]],
    ] as const)
      if (value && value !== 'true' && value !== 'false')
        throw new StartupError(
          `${setting} is '${value}'. The AWS SDK accepts true or false, in lower case. Change the value.`,
        )
  }
}

const isSet = (variable: string, environment: Environment): boolean =>
  Boolean(environment[variable] || (variable.endsWith('_PROXY') && environment[variable.toLowerCase()]))
