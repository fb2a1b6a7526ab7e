import { describe, expect, test } from 'vitest'
import { createEmulator } from '../../emulator/emulator.ts'
import { createAwsFiles } from '../support/aws-files.ts'
import { startAwsFront } from '../support/aws-front.ts'
import { startConnectProxy } from '../support/connect-proxy.ts'
import { startTokenServices } from '../support/token-services.ts'
import { addressOf, runProgram, startProgram } from './program.ts'

const KEYS = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' }
/** With an account, because the program would read it from KMS before it listens. */
const FLAGS = ['--port', '0', '--account-id', '111122223333', '--no-inventory']
const statusOf = async (url: string) => (await fetch(`${url}/ready`)).status

/** Lines of the log that name settings, as `setting: reason`. */
const namedIn = (error: string): readonly string[] =>
  error
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line): Record<string, string> => JSON.parse(line))
    .filter(({ msg }) => msg === 'AWS setting is not honoured')
    .map(({ level, setting, reason }) => `${level} ${setting}: ${reason}`)

describe('a setting of AWS that the gateway does not honour', () => {
  test('is named at start, with the reason, when it is in the environment or in the selected profile', async () => {
    await using files = await createAwsFiles()
    await files.writeConfig(
      '[profile one]\nregion = us-east-1\nmax_attempts = 9\naws_access_key_id = a\naws_secret_access_key = b\n' +
        '[profile other]\nretry_mode = adaptive\n',
    )
    await using program = startProgram(FLAGS, {
      ...files.environment,
      ...KEYS,
      AWS_PROFILE: 'one',
      AWS_RETRY_MODE: 'adaptive',
      AWS_DEFAULT_REGION: 'eu-west-1',
      all_proxy: 'http://127.0.0.1:9',
      AWS_S3_USE_ARN_REGION: '',
    })
    await addressOf(program)
    const named = namedIn(program.error())
    expect(named.map((line) => line.split(': ')[0])).toEqual([
      "warn max_attempts in the profile 'one'",
      'warn AWS_RETRY_MODE',
      'warn ALL_PROXY',
      'warn AWS_DEFAULT_REGION',
      'warn AWS_ACCESS_KEY_ID',
    ])
    for (const line of named) expect(line).toMatch(/: [A-Z].*\.$/)
  })

  test('is named even if the start fails because of it', async () => {
    const { code, error } = await runProgram(FLAGS, { ...KEYS, AWS_DEFAULT_REGION: 'eu-west-1' })
    expect(code).toBe(2)
    expect(namedIn(error)).toEqual([
      'warn AWS_DEFAULT_REGION: Only the AWS CLI reads this setting. Set AWS_REGION or --regions.',
    ])
    expect(error).toContain('No AWS Region.')
  })

  test('is not named when nothing is set, nor with the embedded emulator', async () => {
    await using emulator = createEmulator({ regions: ['us-east-1'] })
    const endpoint = await emulator.listen({ port: 0 })
    await using aws = startProgram(FLAGS, { ...KEYS, AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL: endpoint })
    await using own = startProgram([...FLAGS, '--kms', 'emulator'], { AWS_MAX_ATTEMPTS: '9' })
    await Promise.all([addressOf(aws), addressOf(own)])
    expect(namedIn(aws.error() + own.error())).toEqual([])
  })

  test.each(['AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT', 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'])(
    'is an error at start when %s has a value that the SDK would ignore',
    async (name) => {
      const { code, error } = await runProgram(FLAGS, { ...KEYS, AWS_REGION: 'us-east-1', [name]: 'TRUE' })
      expect(code).toBe(2)
      expect(error).toContain(`${name} is 'TRUE'. The AWS SDK accepts true or false, in lower case.`)
    },
  )
})

describe('the endpoint of KMS', () => {
  test.each<[what: string, config: string, environment: Record<string, string>, host: string]>([
    [
      'use_fips_endpoint and use_dualstack_endpoint',
      'use_fips_endpoint = true\nuse_dualstack_endpoint = true\n',
      {},
      'kms-fips.us-east-1.api.aws',
    ],
    [
      'endpoint_url, unless ignore_configured_endpoint_urls',
      'endpoint_url = https://kms.example.com\nignore_configured_endpoint_urls = true\n',
      {},
      'kms.us-east-1.amazonaws.com',
    ],
    [
      'AWS_ENDPOINT_URL, unless AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
      '',
      { AWS_ENDPOINT_URL: 'https://kms.example.com', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
      'kms.us-east-1.amazonaws.com',
    ],
    ['endpoint_url', 'endpoint_url = https://kms.example.com\n', {}, 'kms.example.com'],
    [
      'a services section',
      'services = own\n[services own]\nkms =\n  endpoint_url = https://own.example.com\n',
      {},
      'own.example.com',
    ],
    [
      'AWS_ENDPOINT_URL_KMS before AWS_ENDPOINT_URL',
      '',
      { AWS_ENDPOINT_URL: 'https://all.example.com', AWS_ENDPOINT_URL_KMS: 'https://kms.example.com' },
      'kms.example.com',
    ],
  ])('is the one of %s', async (_, config, environment, host) => {
    await using files = await createAwsFiles()
    await using proxy = await startConnectProxy()
    await files.writeConfig(`[default]\nregion = us-east-1\n${config}`)
    await using program = startProgram(FLAGS, {
      ...files.environment,
      ...KEYS,
      ...environment,
      HTTPS_PROXY: proxy.url,
    })
    expect(await statusOf(await addressOf(program))).toBe(503)
    expect(new Set(proxy.targets)).toEqual(new Set([`${host}:443`]))
  })

  test('is checked at start: a services section that is not there', async () => {
    await using files = await createAwsFiles()
    await files.writeConfig('[default]\nregion = us-east-1\nservices = none\n')
    const { code, error } = await runProgram(FLAGS, { ...files.environment, ...KEYS })
    expect(code).toBe(2)
    expect(error).toContain("The profile 'default' names the services section 'none'")
  })
})

describe('credentials that cannot be had are an error at start, in one line, in the words of the SDK', () => {
  test.each<[what: string, config: string, environment: Record<string, string>, words: string]>([
    [
      'an expired session of IAM Identity Center',
      'sso_session = s\nsso_account_id = 1\nsso_role_name = r\n[sso-session s]\nsso_start_url = https://x.example.com\nsso_region = us-east-1\n',
      {},
      "To refresh this SSO session run 'aws sso login'",
    ],
    [
      'a role that needs a code',
      'role_arn = arn:aws:iam::1:role/r\nsource_profile = b\nmfa_serial = arn:aws:iam::1:mfa/me\n[profile b]\naws_access_key_id = a\naws_secret_access_key = b\n',
      {},
      'Profile default requires multi-factor authentication',
    ],
    [
      'a failing program',
      'credential_process = sh -c "echo secret-word; exit 1"\n',
      {},
      'Command failed: sh',
    ],
    [
      'a web identity token that is not there',
      '',
      { AWS_WEB_IDENTITY_TOKEN_FILE: '/nowhere/token', AWS_ROLE_ARN: 'arn:aws:iam::1:role/r' },
      "no such file or directory, open '/nowhere/token'",
    ],
    [
      'a misspelt profile',
      '',
      { AWS_PROFILE: 'typo' },
      'Could not resolve credentials using profile: [typo]',
    ],
    [
      'an instance metadata service that does not answer',
      '',
      { AWS_EC2_METADATA_DISABLED: '', AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://127.0.0.1:9' },
      'Unable to connect to instance metadata service',
    ],
  ])('%s', async (_, config, environment, words) => {
    await using files = await createAwsFiles()
    await files.writeConfig(`[default]\nregion = us-east-1\n${config}`)
    const { code, out, error } = await runProgram(FLAGS, { ...files.environment, ...environment })
    expect({ code, out }).toEqual({ code: 2, out: '' })
    const last = error.trimEnd().split('\n').at(-1)
    expect(last).toContain('kms-rotation-gateway: No AWS credentials. ')
    expect(last).toContain(words)
    expect(error).not.toContain('secret-word')
  })

  test('a misspelt profile is the cause even where it leaves the Region open, too', async () => {
    const { error } = await runProgram(FLAGS, { AWS_PROFILE: 'typo' })
    expect(error).toContain('Could not resolve credentials using profile: [typo]')
  })
})

test('the requests for credentials go through the proxy as well', async () => {
  await using files = await createAwsFiles()
  await using services = await startTokenServices()
  await using emulator = createEmulator({ regions: ['us-east-1'] })
  await using proxy = await startConnectProxy(services.url)
  await files.writeConfig(
    '[default]\nregion = us-east-1\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = b\n' +
      '[profile b]\naws_access_key_id = a\naws_secret_access_key = b\n',
  )
  await using program = startProgram(FLAGS, {
    ...files.environment,
    AWS_ENDPOINT_URL_STS: 'http://sts.example.com:8080',
    AWS_ENDPOINT_URL_KMS: await emulator.listen({ port: 0 }),
    HTTP_PROXY: proxy.url,
    NO_PROXY: '127.0.0.1',
  })
  expect(await statusOf(await addressOf(program))).toBe(200)
  expect(proxy.targets).toEqual(['sts.example.com:8080'])
  expect(services.requests[0]).toContain('Action=AssumeRole')
})

test.each([
  ['AWS_DISABLE_CLOCK_SKEW_CORRECTION', '', { AWS_DISABLE_CLOCK_SKEW_CORRECTION: 'true' }],
  ['disable_clock_skew_correction', 'disable_clock_skew_correction = true\n', {}],
])('a wrong clock is not corrected with %s, and /ready names it', async (_, config, environment) => {
  await using files = await createAwsFiles()
  await using front = await startAwsFront('http://127.0.0.1:9')
  front.clockAheadMs = 3_600_000
  await files.writeConfig(`[default]\nregion = us-east-1\n${config}`)
  await using program = startProgram(FLAGS, {
    ...files.environment,
    ...KEYS,
    ...environment,
    AWS_ENDPOINT_URL: front.url,
  })
  const response = await fetch(`${await addressOf(program)}/ready`)
  expect(response.status).toBe(503)
  expect(await response.text()).toContain("The clock of the gateway's machine is wrong. Set the clock")
  expect(front.requests).toHaveLength(1)
})
