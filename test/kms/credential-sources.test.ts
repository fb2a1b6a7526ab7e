import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { getInstanceMetadataEndpoint } from '@smithy/credential-provider-imds'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { readCredentials } from '../../src/kms/aws/credential-sources.ts'
import { DIRECT } from '../../src/kms/aws/http-settings.ts'
import { createUndiciHandler } from '../../src/kms/aws/undici-handler.ts'
import { createAwsFiles } from '../support/aws-files.ts'
import type { AwsFiles } from '../support/aws-files.ts'
import { ISSUED, startTokenServices } from '../support/token-services.ts'
import type { TokenServices } from '../support/token-services.ts'

let files: AwsFiles
let services: TokenServices
beforeEach(async () => {
  files = await createAwsFiles()
  services = await startTokenServices()
  // Nothing of the machine that runs the tests.
  for (const name of Object.keys(process.env)) if (/^AWS_(?!SDK_JS_)/.test(name)) vi.stubEnv(name, undefined)
  stub({
    ...files.environment,
    AWS_ENDPOINT_URL_STS: services.url,
    AWS_ENDPOINT_URL_SSO: services.url,
    AWS_ENDPOINT_URL_SSO_OIDC: services.url,
  })
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await services[Symbol.asyncDispose]()
  await files[Symbol.asyncDispose]()
})

function stub(environment: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
}

async function read() {
  const requestHandler = createUndiciHandler({
    connectionTimeoutMs: 3_000,
    requestTimeoutMs: 10_000,
    http: DIRECT,
  })
  try {
    return await readCredentials({ environment: process.env, region: 'eu-west-1', requestHandler })
  } finally {
    requestHandler.destroy()
  }
}

const KEYS = 'aws_access_key_id = BASE\naws_secret_access_key = secret\n'
const stsRequest = () => new URLSearchParams(services.requests[0]?.split(' ').at(-1))
/** The Region that the request to STS was signed for. */
const stsRegion = () => /Credential=[^/]+\/\d+\/([^/]+)\/sts/.exec(services.authorizations[0] ?? '')?.[1]

describe('credentials of the environment', () => {
  test('are AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN and AWS_CREDENTIAL_EXPIRATION', async () => {
    await files.writeCredentials(`[default]\n${KEYS}`)
    stub({ AWS_ACCESS_KEY_ID: 'ENV', AWS_SECRET_ACCESS_KEY: 'secret', AWS_SESSION_TOKEN: 'token' })
    stub({ AWS_CREDENTIAL_EXPIRATION: '2100-01-01T00:00:00Z' })
    expect(await read()).toMatchObject({
      accessKeyId: 'ENV',
      secretAccessKey: 'secret',
      sessionToken: 'token',
      expiration: new Date('2100-01-01T00:00:00Z'),
    })
  })

  test('give way to AWS_PROFILE, as in the SDK', async () => {
    await files.writeConfig(`[profile named]\n${KEYS}`)
    stub({ AWS_ACCESS_KEY_ID: 'ENV', AWS_SECRET_ACCESS_KEY: 'secret', AWS_PROFILE: 'named' })
    expect(await read()).toMatchObject({ accessKeyId: 'BASE' })
  })
})

describe('credentials of the shared files', () => {
  test('are read from AWS_SHARED_CREDENTIALS_FILE before AWS_CONFIG_FILE', async () => {
    await files.writeConfig(`[default]\n${KEYS}`)
    expect(await read()).toMatchObject({ accessKeyId: 'BASE' })
    await files.writeCredentials(
      '[default]\naws_access_key_id = FILE\naws_secret_access_key = secret\naws_session_token = t\n',
    )
    expect(await read()).toMatchObject({ accessKeyId: 'FILE', sessionToken: 't' })
  })

  test('come from a role: role_arn, source_profile, external_id, role_session_name, duration_seconds', async () => {
    await files.writeConfig(
      `[default]\nrole_arn = arn:aws:iam::111122223333:role/reader\nsource_profile = base\nexternal_id = ext\n` +
        `role_session_name = gateway\nduration_seconds = 900\n[profile base]\n${KEYS}`,
    )
    expect(await read()).toMatchObject({ accessKeyId: ISSUED, expiration: expect.any(Date) })
    expect(Object.fromEntries(stsRequest())).toMatchObject({
      Action: 'AssumeRole',
      RoleArn: 'arn:aws:iam::111122223333:role/reader',
      ExternalId: 'ext',
      RoleSessionName: 'gateway',
      DurationSeconds: '900',
    })
    expect(stsRegion()).toBe('eu-west-1')
  })

  test('come from a role in the region of the profile, with credential_source', async () => {
    await files.writeConfig(
      '[default]\nregion = ap-southeast-2\nrole_arn = arn:aws:iam::111122223333:role/reader\ncredential_source = Environment\n',
    )
    // The default profile names the source; its keys are those of the environment.
    stub({ AWS_PROFILE: 'default', AWS_ACCESS_KEY_ID: 'ENV', AWS_SECRET_ACCESS_KEY: 'secret' })
    expect(await read()).toMatchObject({ accessKeyId: ISSUED })
    expect(services.authorizations[0]).toContain('Credential=ENV/')
    expect(stsRegion()).toBe('ap-southeast-2')
  })

  test('come from a web identity: web_identity_token_file', async () => {
    const token = await files.write('token', 'the-token')
    await files.writeConfig(
      `[default]\nrole_arn = arn:aws:iam::111122223333:role/pod\nweb_identity_token_file = ${token}\n`,
    )
    expect(await read()).toMatchObject({ accessKeyId: ISSUED })
    expect(stsRequest().get('WebIdentityToken')).toBe('the-token')
  })

  test('come from a program: credential_process', async () => {
    await files.writeConfig(
      `[default]\ncredential_process = echo '{"Version": 1, "AccessKeyId": "PROCESS", "SecretAccessKey": "secret"}'\n`,
    )
    expect(await read()).toMatchObject({ accessKeyId: 'PROCESS' })
  })

  test('come from a session of aws login: login_session, in AWS_LOGIN_CACHE_DIRECTORY', async () => {
    const name = createHash('sha256').update('session').digest('hex')
    const accessToken = {
      accessKeyId: 'LOGIN',
      secretAccessKey: 'secret',
      sessionToken: 'token',
      accountId: '111122223333',
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    }
    const session = { accessToken, clientId: 'c', refreshToken: 'r', dpopKey: 'k' }
    await files.write(`${name}.json`, JSON.stringify(session))
    stub({ AWS_LOGIN_CACHE_DIRECTORY: files.folder })
    await files.writeConfig('[default]\nlogin_session = session\nregion = us-east-1\n')
    expect(await read()).toMatchObject({ accessKeyId: 'LOGIN' })
  })

  test.each([
    ['an sso-session', 'sso_session = corp\n', '\n[sso-session corp]\n', 'corp'],
    ['a profile of its own', '', '', 'https://corp.example.com/start'],
  ])(
    'come from IAM Identity Center by %s: sso_session, sso_start_url, sso_region, sso_account_id, sso_role_name',
    async (_, before, section, name) => {
      await files.writeConfig(
        `[default]\n${before}sso_account_id = 111122223333\nsso_role_name = Reader\n${section}` +
          'sso_start_url = https://corp.example.com/start\nsso_region = us-east-1\n',
      )
      await writeSsoToken(name, 3_600_000)
      expect(await read()).toMatchObject({ accessKeyId: ISSUED })
      expect(services.requests).toEqual([
        'GET /federation/credentials?role_name=Reader&account_id=111122223333',
      ])
    },
  )

  test('come from IAM Identity Center after its token was renewed', async () => {
    await files.writeConfig(
      '[default]\nsso_session = corp2\nsso_account_id = 111122223333\nsso_role_name = Reader\n' +
        '[sso-session corp2]\nsso_start_url = https://corp.example.com/start\nsso_region = us-east-1\n',
    )
    await writeSsoToken('corp2', -1_000, { clientId: 'c', clientSecret: 's', refreshToken: 'r' })
    expect(await read()).toMatchObject({ accessKeyId: ISSUED })
    expect(services.requests.map((request) => request.split(' ', 2).join(' '))).toEqual([
      'POST /token',
      'GET /federation/credentials?role_name=Reader&account_id=111122223333',
    ])
  })
})

async function writeSsoToken(name: string, expiresInMs: number, more: object = {}): Promise<void> {
  const folder = path.join(files.folder, '.aws', 'sso', 'cache')
  await mkdir(folder, { recursive: true })
  const file = path.join(folder, `${createHash('sha1').update(name).digest('hex')}.json`)
  const expiresAt = new Date(Date.now() + expiresInMs).toISOString()
  await writeFile(file, JSON.stringify({ accessToken: 'secret-sso-token', expiresAt, ...more }))
}

describe('credentials of where the gateway runs', () => {
  test('come from a pod: AWS_WEB_IDENTITY_TOKEN_FILE, AWS_ROLE_ARN, AWS_ROLE_SESSION_NAME', async () => {
    stub({
      AWS_WEB_IDENTITY_TOKEN_FILE: await files.write('token', 'the-token'),
      AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/pod',
      AWS_ROLE_SESSION_NAME: 'pod',
    })
    expect(await read()).toMatchObject({ accessKeyId: ISSUED })
    expect(stsRequest().get('RoleSessionName')).toBe('pod')
  })

  test('come from a container: AWS_CONTAINER_CREDENTIALS_FULL_URI with AWS_CONTAINER_AUTHORIZATION_TOKEN', async () => {
    stub({
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${services.url}/container`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'container-token',
    })
    expect(await read()).toMatchObject({ accessKeyId: ISSUED })
    expect(services.authorizations).toEqual(['container-token'])
  })

  test('come from a container with the token in AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', async () => {
    stub({
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${services.url}/container`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: await files.write('token', 'file-token'),
    })
    expect(await read()).toMatchObject({ accessKeyId: ISSUED })
    expect(services.authorizations).toEqual(['file-token'])
  })

  test('AWS_CONTAINER_CREDENTIALS_RELATIVE_URI comes before AWS_CONTAINER_CREDENTIALS_FULL_URI', async () => {
    stub({
      AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: 'not a path',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${services.url}/container`,
    })
    await expect(read()).rejects.toThrow('Invalid URL')
    expect(services.requests).toEqual([])
  })

  test('come from the instance: AWS_EC2_METADATA_SERVICE_ENDPOINT, ec2_metadata_service_endpoint', async () => {
    stub({ AWS_EC2_METADATA_DISABLED: undefined, AWS_EC2_METADATA_SERVICE_ENDPOINT: services.url })
    expect(await read()).toMatchObject({ accessKeyId: ISSUED })
    expect(services.requests[0]).toBe('PUT /latest/api/token')
    stub({ AWS_EC2_METADATA_SERVICE_ENDPOINT: undefined })
    await files.writeConfig(`[default]\nec2_metadata_service_endpoint = ${services.url}\n`)
    expect(await read()).toMatchObject({ accessKeyId: ISSUED })
  })

  test('come from the instance by version 2 alone with AWS_EC2_METADATA_V1_DISABLED, ec2_metadata_v1_disabled', async () => {
    stub({ AWS_EC2_METADATA_DISABLED: undefined, AWS_EC2_METADATA_SERVICE_ENDPOINT: services.url })
    services.hasImdsTokens = false
    expect(await read()).toMatchObject({ accessKeyId: ISSUED })
    stub({ AWS_EC2_METADATA_V1_DISABLED: 'true' })
    await expect(read()).rejects.toThrow('v1 fallback has been blocked')
    stub({ AWS_EC2_METADATA_V1_DISABLED: undefined })
    await files.writeConfig('[default]\nec2_metadata_v1_disabled = true\n')
    await expect(read()).rejects.toThrow('v1 fallback has been blocked')
  })

  test('AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE and ec2_metadata_service_endpoint_mode choose the address', async () => {
    expect(await getInstanceMetadataEndpoint()).toMatchObject({ hostname: '169.254.169.254' })
    stub({ AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: 'IPv6' })
    expect(await getInstanceMetadataEndpoint()).toMatchObject({ hostname: '[fd00:ec2::254]' })
    stub({ AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: undefined })
    await files.writeConfig('[default]\nec2_metadata_service_endpoint_mode = IPv6\n')
    await read().catch(() => {})
    expect(await getInstanceMetadataEndpoint()).toMatchObject({ hostname: '[fd00:ec2::254]' })
  })

  test('are not looked for with AWS_EC2_METADATA_DISABLED', async () => {
    stub({ AWS_EC2_METADATA_SERVICE_ENDPOINT: services.url })
    await expect(read()).rejects.toThrow('Set AWS_PROFILE')
    expect(services.requests).toEqual([])
  })
})

describe('a configured source that fails is the cause that is shown, and no other source is tried', () => {
  const instance = () =>
    stub({ AWS_EC2_METADATA_DISABLED: undefined, AWS_EC2_METADATA_SERVICE_ENDPOINT: services.url })

  test.each([
    [
      'a misspelt profile',
      '',
      { AWS_PROFILE: 'typo' },
      'Could not resolve credentials using profile: [typo]',
    ],
    ['a failing program', '[default]\ncredential_process = exit 3\n', {}, 'Command failed: exit 3'],
    [
      'a program that prints something else',
      '[default]\ncredential_process = echo hello\n',
      {},
      'Profile default credential_process returned invalid JSON.',
    ],
    [
      'an expired session of IAM Identity Center',
      '[default]\nsso_start_url = https://gone.example.com\nsso_region = us-east-1\nsso_account_id = 1\nsso_role_name = r\n',
      {},
      'run aws sso login',
    ],
    [
      'a role that needs a code: mfa_serial',
      `[default]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = base\nmfa_serial = arn:aws:iam::1:mfa/me\n[profile base]\n${KEYS}`,
      {},
      'Profile default requires multi-factor authentication, but no MFA code callback was provided.',
    ],
    [
      'a web identity token that is not there',
      '',
      { AWS_WEB_IDENTITY_TOKEN_FILE: '/nowhere/token', AWS_ROLE_ARN: 'arn:aws:iam::1:role/r' },
      "ENOENT: no such file or directory, open '/nowhere/token'",
    ],
    [
      'a container endpoint that is not there',
      '',
      { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://example.com/' },
      'URL not accepted',
    ],
  ])('%s', async (_, config, environment, words) => {
    instance()
    await files.writeConfig(config)
    stub(environment)
    await expect(read()).rejects.toThrow(words)
    expect(services.requests).toEqual([])
  })

  test('a role that may not be assumed', async () => {
    instance()
    await files.writeConfig(
      `[default]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = base\n[profile base]\n${KEYS}`,
    )
    services.stsError = { code: 'AccessDenied', message: 'User BASE may not assume the role.' }
    await expect(read()).rejects.toThrow('User BASE may not assume the role.')
    expect(services.requests).toHaveLength(1)
  })

  test('an instance metadata service that does not answer', async () => {
    stub({ AWS_EC2_METADATA_DISABLED: undefined, AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://127.0.0.1:9' })
    await expect(read()).rejects.toThrow('Unable to connect to instance metadata service')
  })
})
