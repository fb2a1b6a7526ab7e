import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { createEmulator } from '../../emulator/emulator.ts'
import { createAwsKms } from '../../src/kms/aws/aws-kms.ts'
import { createMetrics } from '../../src/telemetry/metrics.ts'
import { createAwsFiles } from '../support/aws-files.ts'
import type { AwsFiles } from '../support/aws-files.ts'
import { startAwsFront } from '../support/aws-front.ts'
import { startGuardedGateway } from '../support/guarded-gateway.ts'
import { waitUntil } from '../support/wait-until.ts'
import { samplesOf } from '../telemetry/scraped.ts'

const REGIONS = ['us-east-1', 'eu-west-1'] as const

const staticKeys = (accessKeyId: string) =>
  `[default]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = secret\naws_session_token = token\n`

/** A gateway with credentials from AWS's shared files, and a KMS that checks signatures. */
async function startOnAws(files: AwsFiles) {
  for (const [name, value] of Object.entries(files.environment)) vi.stubEnv(name, value)
  const emulator = createEmulator({ regions: REGIONS })
  const front = await startAwsFront(await emulator.listen({ port: 0 }))
  const open = (region: string) =>
    createAwsKms({ accountId: '111122223333', region, clock: systemClock, endpoint: front.url })
  const kms = [open(REGIONS[0]), open(REGIONS[1])] as const
  const metrics = createMetrics({ version: '1', mode: 'LIVE' })
  const gateway = await startGuardedGateway({
    callers: { admin: ['admin'], reader: ['reader'] },
    gateway: { kms, observers: [metrics], clock: systemClock, maxAges: { ListKeys: 0, DescribeKey: 0 } },
  })
  return {
    ...gateway,
    aws: emulator,
    front,
    metrics: async () => samplesOf(await metrics.text()),
    ready: () => gateway.gateway.fetch(new Request('http://127.0.0.1:4000/ready')),
    /** Log entries about credentials. */
    lines: () =>
      gateway.logger.lines
        .filter(({ message }) => /credentials/.test(message))
        .map(({ level, message, fields }) => ({ level, message, ...fields })),
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]()
      for (const each of kms) each[Symbol.dispose]()
      await front[Symbol.asyncDispose]()
      await emulator[Symbol.asyncDispose]()
    },
  }
}

const LIST = '{ keys(first: 5) { nodes { arn } unavailableScopes { error { code message isRetryable } } } }'
const BY_ALIAS = '{ key(by: { alias: "alias/x" }) { arn } }'

let files: AwsFiles
beforeEach(async () => {
  files = await createAwsFiles()
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_PROFILE', 'AWS_ENDPOINT_URL']) vi.stubEnv(name, undefined)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await files[Symbol.asyncDispose]()
})

describe('credentials that expire while the gateway runs', () => {
  test('cause one warning, one line when they work again and a metric, and /ready recovers', async () => {
    await files.writeCredentials(staticKeys('FIRST'))
    await using it = await startOnAws(files)
    const { arn } = it.aws.createKey()
    expect((await it.ready()).status).toBe(200)
    expect(
      (await it.metrics()).get('kms_gateway_credentials_accepted{account="111122223333",region="us-east-1"}'),
    ).toBe(1)

    it.front.keys = { FIRST: 'expired', SECOND: 'valid' }
    for (let n = 0; n < 3; n++)
      expect(await it.as('admin').answer(LIST)).toMatchObject({ data: { keys: { nodes: [] } } })
    const warning = {
      level: 'warn',
      message: 'AWS does not accept the credentials',
      accountId: '111122223333',
      region: expect.any(String),
      reason: 'ExpiredTokenException',
      detail: 'The security token included in the request is expired',
    }
    expect(it.lines()).toEqual([warning])
    const samples = await it.metrics()
    expect(samples.get('kms_gateway_credentials_accepted{account="111122223333",region="us-east-1"}')).toBe(0)
    expect(
      samples.get(
        'kms_gateway_credential_failures_total{account="111122223333",region="us-east-1",reason="ExpiredTokenException"}',
      ),
    ).toBeGreaterThan(0)

    await files.writeCredentials(staticKeys('SECOND'))
    expect(await it.as('admin').answer(LIST)).toMatchObject({
      data: { keys: { nodes: [{ arn }], unavailableScopes: [] } },
    })
    expect(it.lines()).toEqual([
      warning,
      {
        level: 'info',
        message: 'AWS accepts the credentials again',
        accountId: '111122223333',
        region: expect.any(String),
      },
    ])
    expect(
      (await it.metrics()).get('kms_gateway_credentials_accepted{account="111122223333",region="us-east-1"}'),
    ).toBe(1)
    await waitUntil(async () => (await it.ready()).status === 200)
  })

  test.each([
    ['in data', LIST],
    ['as a top-level error', BY_ALIAS],
  ])('show the cause reported by AWS only to administrators: %s', async (_, query) => {
    await files.writeCredentials(staticKeys('FIRST'))
    await using it = await startOnAws(files)
    it.front.keys = {}
    const words = 'Cause: The security token included in the request is invalid.'
    const sentence =
      /AWS did not accept the gateway's credentials in 111122223333\/us-east-1 \(UnrecognizedClientException\)/
    const admin = JSON.stringify(await it.as('admin').answer(query))
    expect(admin).toContain('ACCESS_DENIED')
    expect(admin).toMatch(sentence)
    expect(admin).toContain(words)
    const reader = JSON.stringify(await it.as('reader').answer(query))
    expect(reader).toContain('ACCESS_DENIED')
    expect(reader).toMatch(sentence)
    expect(reader).not.toContain('Cause')
    expect(await (await it.ready()).text()).not.toContain('Cause')
  })

  test('do not hide keys from a caller whose key pattern is an alias', async () => {
    await files.writeCredentials(staticKeys('FIRST'))
    await using it = await startOnAws(files)
    const { arn } = it.aws.createKey({ aliases: ['alias/orders'] })
    it.rewrite(
      { own: { permissions: ['ROTATION_READ'], keys: [{ alias: 'alias/orders' }] } },
      { reader: ['own'] },
    )
    it.front.keys = {}
    const { errors } = await it.as('reader').answer(`{ key(by: { arn: "${arn}" }) { arn } }`)
    expect(errors).toMatchObject([{ extensions: { code: 'ACCESS_DENIED', isRetryable: true } }])
  })
})

describe('a source of credentials that fails while the gateway runs', () => {
  test('shows its cause once in the log and to administrators, without its arguments and output', async () => {
    const helper = await files.write(
      'helper.sh',
      `#!/bin/sh\nif [ -e ${files.folder}/broken ]; then echo hunter2-in-output >&2; exit 3; fi\n` +
        `echo '{"Version": 1, "AccessKeyId": "FIRST", "SecretAccessKey": "secret", "SessionToken": "token"}'\n`,
      0o700,
    )
    await files.writeConfig(`[default]\ncredential_process = ${helper} --password hunter2\n`)
    await using it = await startOnAws(files)
    expect(await it.as('admin').answer(LIST)).toMatchObject({
      data: { keys: { unavailableScopes: [] } },
    })

    it.front.keys = {}
    const broken = await files.write('broken', '')
    // The files are written again, so that the credential process runs immediately.
    await files.writeConfig(`[default]\ncredential_process = ${helper} --password hunter2 again\n`)
    const answers = []
    for (let n = 0; n < 5; n++) answers.push(JSON.stringify(await it.as('admin').answer(LIST)))
    const words = `Command failed: ${helper} (its arguments and its output are not shown).`
    for (const answer of answers) expect(answer).toContain(words)
    expect(it.lines().filter(({ level }) => level === 'warn')).toHaveLength(1)
    expect(JSON.stringify(it.logger.lines)).toContain(words)
    expect(JSON.stringify([answers, it.logger.lines])).not.toContain('hunter2')
    expect(broken).toContain(files.folder)
  })
})
