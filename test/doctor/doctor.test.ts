import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseAccounts } from '../../src/accounts/parse-accounts.ts'
import type { Check } from '../../src/doctor/check.ts'
import { runDoctor } from '../../src/doctor/doctor.ts'
import { jsonReport, textReport } from '../../src/doctor/report.ts'
import { fixedCredentials } from '../../src/kms/aws/credentials.ts'
import { checkPush } from '../../src/doctor/check-push.ts'
import { DIRECT } from '../../src/kms/aws/http-settings.ts'
import type { QueueAddress } from '../../src/push/queue-address.ts'
import { createEmulator } from '../../emulator/emulator.ts'
import type { Emulator } from '../../emulator/emulator.ts'

const [A, B, C] = ['111122223333', '222233334444', '333344445555']
const ROLE = 'arn:{partition}:iam::{account}:role/kms-rotation-gateway'
const roleIn = (account: string) => `arn:aws:iam::${account}:role/kms-rotation-gateway`
const CHANGES = 'kms:RotateKeyOnDemand, kms:EnableKeyRotation, kms:DisableKeyRotation'
const READS = [
  'ListKeys',
  'ListAliases',
  'DescribeKey',
  'GetKeyRotationStatus',
  'ListKeyRotations',
  'ListResourceTags',
] as const
const OPTIONAL = 'GetKeyLastUsage'
const ACTIONS = [...READS, OPTIONAL].map((operation) => `kms:${operation}`)

let emulator: Emulator
let endpoint: string
beforeEach(async () => {
  emulator = createEmulator({ accountIds: [A, B], regions: ['us-east-1'] })
  endpoint = await emulator.listen({ port: 0 })
  for (const accountId of [A, B]) emulator.createKey({ accountId, aliases: ['orders'] })
})
afterEach(() => emulator[Symbol.asyncDispose]())

interface Settings {
  readonly file?: object
  readonly isReadOnly?: boolean
  readonly queues?: readonly QueueAddress[]
}

const diagnose = ({ file, isReadOnly = false, queues }: Settings): Promise<readonly Check[]> =>
  runDoctor({
    aws: {
      regions: [{ region: 'us-east-1', useFipsEndpoint: false }],
      http: DIRECT,
      credentials: fixedCredentials({ accessKeyId: 'base', secretAccessKey: 'secret-word' }),
    },
    accounts:
      file &&
      parseAccounts(JSON.stringify(file), {
        source: 'accounts.json',
        regions: ['us-east-1'],
        partitionOf: () => 'aws',
      }),
    kmsLimits: {},
    isReadOnly,
    queues,
    endpoint,
  })

/** What the doctor found about an account, without its successes. */
const findingsIn = (checks: readonly Check[], account: string) =>
  checks
    .filter(({ accountId, result }) => accountId === account && result !== 'OK')
    .map(({ subject, result, detail }) => `${result} ${subject}: ${detail}`)
const subjectsIn = (checks: readonly Check[], account: string) =>
  checks
    .filter(({ accountId, result }) => accountId === account && result === 'OK')
    .map(({ subject }) => subject)
const TWO = { role: ROLE, accounts: [{ id: A, name: 'prod' }, { id: B }] }

test('the doctor of the account of the credentials tries each read, and no change', async () => {
  const checks = await diagnose({})
  expect(checks[0]).toMatchObject({
    subject: 'credentials',
    result: 'OK',
    detail: expect.stringContaining(A),
  })
  expect(subjectsIn(checks, A)).toEqual(ACTIONS)
  expect(findingsIn(checks, A)).toEqual([
    `NOTE ${CHANGES}: Not tried: KMS has no dry run for them, so a try would change a key. See docs/iam.md.`,
  ])
  expect(emulator.calls('AssumeRole')).toBe(0)
  for (const change of ['RotateKeyOnDemand', 'EnableKeyRotation', 'DisableKeyRotation'] as const)
    expect(emulator.calls(change)).toBe(0)
})

test('the doctor of an accounts file assumes each role twice, the second time with a source identity', async () => {
  const checks = await diagnose({ file: TWO })
  for (const account of [A, B])
    expect(subjectsIn(checks, account)).toEqual(['role', 'source identity', ...ACTIONS])
  const assumed = emulator.callLog().filter(({ operation }) => operation === 'AssumeRole')
  expect(
    assumed.map(({ roleArn = '' }) => roleArn).toSorted((left, right) => left.localeCompare(right)),
  ).toEqual([roleIn(A), roleIn(A), roleIn(B), roleIn(B)])
  expect(textReport(checks)).toContain('Nothing is missing.')
})

test('the doctor of a read-only gateway looks neither at changes nor at the source identity', async () => {
  const checks = await diagnose({ file: TWO, isReadOnly: true })
  expect(subjectsIn(checks, A)).toEqual(['role', ...ACTIONS])
  expect(findingsIn(checks, A)).toEqual([])
  expect(emulator.calls('AssumeRole')).toBe(2)
})

describe('the doctor names', () => {
  test('a role that cannot be assumed, and still checks the other accounts', async () => {
    emulator.setRole({ arn: roleIn(B), isDenied: true })
    const checks = await diagnose({ file: TWO })
    expect(findingsIn(checks, B)).toEqual([
      expect.stringMatching(/^MISSING role: .*sts:AssumeRole.*STS does not give the reason/),
    ])
    expect(findingsIn(checks, B)[0]).toContain('that it does not require an external ID')
    expect(subjectsIn(checks, A)).toEqual(['role', 'source identity', ...ACTIONS])
  })

  test('an external ID that may be wrong', async () => {
    emulator.setRole({ arn: roleIn(B), externalId: 'right' })
    const wrong = await diagnose({ file: { ...TWO, externalId: 'wrong' } })
    expect(findingsIn(wrong, B)).toEqual([
      expect.stringContaining('that it requires the external ID of the accounts file or none'),
    ])
    expect(findingsIn(await diagnose({ file: { ...TWO, externalId: 'right' } }), B)).toHaveLength(1)
  })

  test('a role that does not allow a source identity, unless the file says that none is sent', async () => {
    emulator.setRole({ arn: roleIn(B), allowsSetSourceIdentity: false })
    expect(findingsIn(await diagnose({ file: TWO }), B)[0]).toMatch(
      /^MISSING source identity: .*Allow sts:SetSourceIdentity in the trust policy of the role/,
    )
    const without = { ...TWO, sourceIdentity: false }
    expect(findingsIn(await diagnose({ file: without }), B)).toHaveLength(1)
  })

  test.each(READS)('kms:%s, if the role does not allow it', async (operation) => {
    const action = `kms:${operation}`
    emulator.setRole({ arn: roleIn(B), denies: [operation] })
    const checks = await diagnose({ file: TWO, isReadOnly: true })
    expect(findingsIn(checks, B)[0]).toMatch(
      new RegExp(`^MISSING ${action}: AWS denied the gateway ${action} (on arn:|in ${B}/us-east-1)`),
    )
    expect(findingsIn(checks, A)).toEqual([])
  })

  test('an optional permission that is denied, without a failure', async () => {
    emulator.setRole({ arn: roleIn(B), denies: [OPTIONAL] })
    const checks = await diagnose({ file: TWO, isReadOnly: true })
    expect(findingsIn(checks, B)).toEqual([
      expect.stringMatching(
        /^NOTE kms:GetKeyLastUsage: AWS denied .* It is optional: without it, `Key.lastUsage` is null\.$/,
      ),
    ])
    expect(textReport(checks)).toContain('Nothing is missing.')
  })

  test('credentials that AWS does not accept, without a secret', async () => {
    emulator.addFault({
      kind: 'error',
      operation: 'GetCallerIdentity',
      code: 'InvalidClientTokenId',
      status: 403,
    })
    const checks = await diagnose({ file: TWO })
    expect(checks).toMatchObject([{ subject: 'credentials', result: 'MISSING' }])
    expect(jsonReport(checks) + textReport(checks)).not.toContain('secret-word')
  })
})

test('the doctor counts the keys that cannot be read, and names the first five', async () => {
  for (let index = 0; index < 7; index++)
    emulator.createKey({ accountId: B, aliases: [`denied-${index}`], denies: ['DescribeKey'] })
  const [finding] = findingsIn(await diagnose({ file: TWO, isReadOnly: true }), B)
  expect(finding).toMatch(
    /^NOTE keys: 7 of 8 keys cannot be read: (alias\/denied-\d, ){4}alias\/denied-\d and 2 more\./,
  )
})

test('the doctor describes at most 100 keys of a Region', async () => {
  for (let index = 0; index < 120; index++) emulator.createKey({ accountId: B })
  await diagnose({ file: TWO, isReadOnly: true })
  expect(emulator.calls('DescribeKey', 'us-east-1', B)).toBe(100)
  expect(emulator.calls(undefined, 'us-east-1', B)).toBe(1 + 1 + 1 + 100 + 4)
})

test('the doctor tries another key when one denies a read', async () => {
  emulator.createKey({
    accountId: B,
    keyId: '00000000-0000-4000-8000-000000000000',
    denies: ['GetKeyRotationStatus'],
  })
  const checks = await diagnose({ file: TWO, isReadOnly: true })
  expect(findingsIn(checks, B)).toEqual([])
})

test('the report for people groups by account and Region, and that for programs has each check', async () => {
  emulator.setRole({ arn: roleIn(B), isDenied: true })
  const checks = await diagnose({ file: TWO })
  expect(textReport(checks).replaceAll(/User: .*/g, '…')).toMatchInlineSnapshot(`
    "  ok       credentials: arn:aws:iam::111122223333:user/emulator, account 111122223333

    111122223333 (prod)
      ok       role: arn:aws:iam::111122223333:role/kms-rotation-gateway
      ok       works: source identity

    111122223333/us-east-1 (prod)
      ok       works: kms:ListKeys, kms:ListAliases, kms:DescribeKey, kms:GetKeyRotationStatus, kms:ListKeyRotations, kms:ListResourceTags, kms:GetKeyLastUsage
      note     kms:RotateKeyOnDemand, kms:EnableKeyRotation, kms:DisableKeyRotation: Not tried: KMS has no dry run for them, so a try would change a key. See docs/iam.md.

    222233334444
      MISSING  role: arn:aws:iam::222233334444:role/kms-rotation-gateway: …

    Missing: 1.
    "
  `)
  expect(JSON.parse(jsonReport(checks))).toEqual({ ok: false, checks: JSON.parse(JSON.stringify(checks)) })
})

test('the doctor checks each queue of push notices, and names one that does not exist', async () => {
  const queue = { url: emulator.queueUrl(), region: 'us-east-1', accountId: A, name: 'kms-rotation-gateway' }
  const other = { ...queue, url: queue.url.replace(/[^/]+$/, 'nothing'), name: 'nothing' }
  const checks = await diagnose({ queues: [queue, other] })
  expect(checks.filter(({ subject }) => subject === 'push queue')).toEqual([
    { subject: 'push queue', result: 'OK', detail: queue.url },
    {
      subject: 'push queue',
      result: 'MISSING',
      detail: expect.stringMatching(/\/nothing: sqs:GetQueueAttributes failed/),
    },
  ])
})

test('the doctor checks for each account and Region whether the queue policy admits events, and says that it does not try the rules', async () => {
  const queue = { url: emulator.queueUrl(), region: 'us-east-1', accountId: A, name: 'kms-rotation-gateway' }
  const accounts = [{ id: A }, { id: B, regions: ['us-east-1', 'eu-west-1'] }, { id: C }]
  const checks = await diagnose({ file: { role: ROLE, accounts }, queues: [queue] })
  expect(checks.filter(({ subject }) => subject === 'EventBridge rules')).toMatchObject([
    { result: 'NOTE', detail: expect.stringMatching(/^Not tried: .* See docs\/push\.md\.$/) },
  ])
  expect(subjectsIn(checks, A)).toContain('push queue policy')
  expect(subjectsIn(checks, B)).toContain('push queue policy')
  expect(findingsIn(checks, B)).toContain(
    'NOTE push: No queue of --push-queues is in this Region, so its keys are polled only.',
  )
  // The emulator does not have this account, so no role of it is in the policy.
  expect(findingsIn(checks, C)).toEqual([expect.stringMatching(/^MISSING role: /)])
})

test('the doctor names the sender that a queue policy does not admit', async () => {
  const push = await checkPush(
    [{ url: emulator.queueUrl(), region: 'us-east-1', accountId: A, name: 'kms-rotation-gateway' }],
    { http: DIRECT, credentials: fixedCredentials({ accessKeyId: 'base', secretAccessKey: 'secret-word' }) },
  )
  expect(push.checksOf(C, 'us-east-1')).toEqual([
    {
      subject: 'push queue policy',
      result: 'MISSING',
      detail: `The policy of ${emulator.queueUrl()} does not admit events of account ${C}. Allow sqs:SendMessage to the execution role of the rules in account ${C}.`,
    },
  ])
})
