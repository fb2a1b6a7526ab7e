import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { createEmulator } from '../../emulator/emulator.ts'
import { AccessDeniedError } from '../../src/errors/operation-errors.ts'
import { createAwsKms } from '../../src/kms/aws/aws-kms.ts'
import { createAwsCredentials } from '../../src/kms/aws/credentials.ts'
import { CredentialsUnavailableError, wordsOf } from '../../src/kms/aws/credentials-unavailable.ts'
import { withMethods } from '../../src/kms/kms-client.ts'
import { createLimitedKms } from '../../src/kms/rate/limited-kms.ts'
import { createAwsFiles } from '../support/aws-files.ts'
import type { AwsFiles } from '../support/aws-files.ts'
import { startAwsFront } from '../support/aws-front.ts'
import type { AwsFront } from '../support/aws-front.ts'
import { waitUntil } from '../support/wait-until.ts'
import { rejectionOf } from './rejection.ts'

const profile = (accessKeyId: string) =>
  `[default]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = secret\naws_session_token = token\n`

/** The adapter as it is opened for AWS: credentials from the shared files, KMS behind a check of the signature. */
async function startKms(environment: Readonly<Record<string, string>>) {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
  const emulator = createEmulator({ regions: ['us-east-1'] })
  const front = await startAwsFront(await emulator.listen({ port: 0 }))
  const aws = createAwsKms({
    accountId: '111122223333',
    region: 'us-east-1',
    clock: systemClock,
    endpoint: front.url,
  })
  const kms = withMethods(createLimitedKms({ kms: aws, clock: systemClock, retryPauseMs: 0 }))
  return {
    kms,
    emulator,
    front,
    async [Symbol.asyncDispose]() {
      kms[Symbol.dispose]()
      aws[Symbol.dispose]()
      await front[Symbol.asyncDispose]()
      await emulator[Symbol.asyncDispose]()
    },
  }
}
const outcomes = ({ requests }: AwsFront) =>
  requests.map(({ accessKeyId, outcome }) => `${accessKeyId} ${outcome}`)

let files: AwsFiles
beforeEach(async () => {
  files = await createAwsFiles()
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_PROFILE', 'AWS_ENDPOINT_URL']) vi.stubEnv(name, undefined)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await files[Symbol.asyncDispose]()
})

describe('temporary keys that another program renews in the credentials file', () => {
  test.each(['expired', 'unknown'] as const)(
    'are read again when AWS rejects them as %s, and the read is repeated once',
    async (state) => {
      await files.writeCredentials(profile('FIRST'))
      await using it = await startKms(files.environment)
      await it.kms.listKeys({})
      it.front.keys = state === 'expired' ? { FIRST: 'expired', SECOND: 'valid' } : { SECOND: 'valid' }
      await files.writeCredentials(profile('SECOND'))
      await it.kms.listKeys({})
      await it.kms.listKeys({})
      const rejection = state === 'expired' ? 'ExpiredTokenException' : 'UnrecognizedClientException'
      expect(outcomes(it.front)).toEqual(['FIRST OK', `FIRST ${rejection}`, 'SECOND OK', 'SECOND OK'])
    },
  )

  test('are read again for the next call when the renewal comes after a rejection', async () => {
    await files.writeCredentials(profile('FIRST'))
    await using it = await startKms(files.environment)
    it.front.keys = { FIRST: 'expired', SECOND: 'valid' }
    for (let n = 0; n < 5; n++)
      expect(await rejectionOf(it.kms.listKeys({}))).toBeInstanceOf(AccessDeniedError)
    await files.writeCredentials(profile('SECOND'))
    await it.kms.listKeys({})
    // While they stay bad, nothing is repeated.
    expect(outcomes(it.front)).toEqual([
      ...Array<string>(5).fill('FIRST ExpiredTokenException'),
      'FIRST ExpiredTokenException',
      'SECOND OK',
    ])
  })

  test('do not make a rotation be sent twice: the next call uses the new keys', async () => {
    await files.writeCredentials(profile('FIRST'))
    await using it = await startKms(files.environment)
    const { arn } = it.emulator.createKey()
    it.front.keys = { FIRST: 'expired', SECOND: 'valid' }
    await it.kms.listKeys({}).catch(() => {})
    await files.writeCredentials(profile('SECOND'))
    const error = await rejectionOf(it.kms.rotateKeyOnDemand(arn))
    expect(error).toMatchObject({ code: 'ACCESS_DENIED', credentialFailure: { isRepaired: true } })
    expect(it.emulator.calls('RotateKeyOnDemand')).toBe(0)
    await it.kms.rotateKeyOnDemand(arn)
    expect(it.emulator.calls('RotateKeyOnDemand')).toBe(1)
  })

  test('that several calls find rejected at once are read once, and each read is repeated', async () => {
    await files.writeCredentials(profile('FIRST'))
    await using it = await startKms(files.environment)
    await it.kms.listKeys({})
    it.front.keys = { FIRST: 'expired', SECOND: 'valid' }
    await files.writeCredentials(profile('SECOND'))
    await Promise.all(Array.from({ length: 8 }, () => it.kms.listKeys({})))
    expect(outcomes(it.front).filter((outcome) => outcome === 'SECOND OK')).toHaveLength(8)
  })
})

describe('a clock that is wrong', () => {
  test.each([
    ['behind', 3_600_000],
    ['ahead', -3_600_000],
  ])(
    'by an hour (%s) is corrected by the time in the answer of AWS, and the read is repeated',
    async (_, ms) => {
      await files.writeCredentials(profile('KEY'))
      await using it = await startKms(files.environment)
      it.front.clockAheadMs = ms
      await it.kms.listKeys({})
      await it.kms.listKeys({})
      expect(outcomes(it.front)).toEqual(['KEY InvalidSignatureException', 'KEY OK', 'KEY OK'])
    },
  )

  test('is named when the answer does not say what time it is', async () => {
    await files.writeCredentials(profile('KEY'))
    await using it = await startKms(files.environment)
    it.front.clockAheadMs = 3_600_000
    it.front.hasDate = false
    const error = await rejectionOf(it.kms.listKeys({}))
    expect(error.message).toContain("The clock of the gateway's machine is wrong. Set the clock")
    expect(error.message).not.toContain('Renew')
    expect(it.front.requests).toHaveLength(1)
  })

  test('is named, with the difference, when the correction does not help', async () => {
    await files.writeCredentials(profile('KEY'))
    await using it = await startKms({ ...files.environment })
    it.front.clockAheadMs = 3_600_000
    it.front.dateAheadMs = 1_800_000
    const error = await rejectionOf(it.kms.listKeys({}))
    expect(error.message).toMatch(/is 1[78]\d\d seconds behind AWS's clock\. Set the clock/)
    expect(it.front.requests).toHaveLength(2)
  })
})

describe('a source of credentials', () => {
  const identity = (accessKeyId: string, expiresInMs?: number) => ({
    accessKeyId,
    secretAccessKey: 'secret',
    ...(expiresInMs === undefined ? {} : { expiration: new Date(Date.now() + expiresInMs) }),
  })

  /** One that a test answers for, on a clock that a test moves. */
  function sourceOf(...answers: (() => ReturnType<typeof identity>)[]) {
    const state = { reads: 0, now: 0, stamp: 'a' }
    const credentials = createAwsCredentials({
      read: async () => {
        const answer = answers[Math.min(state.reads, answers.length - 1)]
        state.reads++
        if (!answer) throw new Error('The test has no answer.')
        return answer()
      },
      stamp: async () => state.stamp,
      clock: { ...systemClock, elapsed: () => state.now },
    })
    return { state, credentials }
  }
  const fails = (): never => {
    throw new Error('Not today.')
  }

  test('that fails is asked once a second, however many calls need it', async () => {
    const { state, credentials } = sourceOf(fails)
    for (let n = 0; n < 100; n++)
      await expect(credentials.provide()).rejects.toThrow(CredentialsUnavailableError)
    expect(state.reads).toBe(1)
    state.now += 1_000
    await expect(credentials.provide()).rejects.toThrow('Not today.')
    expect(state.reads).toBe(2)
  })

  test('whose credentials stay rejected is asked once a second, or when a file changes', async () => {
    const { state, credentials } = sourceOf(() => identity('FIRST'))
    const rejected = await credentials.provide()
    for (let n = 0; n < 100; n++) expect(await credentials.renew(rejected)).toBe(false)
    expect(state.reads).toBe(1)
    state.stamp = 'b'
    expect(await credentials.renew(rejected)).toBe(false)
    expect(state.reads).toBe(2)
    state.now += 1_000
    expect(await credentials.renew(rejected)).toBe(false)
    expect(state.reads).toBe(3)
  })

  test('that fails to renew rejected credentials gives the reason to the calls that follow', async () => {
    const { state, credentials } = sourceOf(() => identity('FIRST'), fails)
    const rejected = await credentials.provide()
    state.now += 1_000
    await expect(credentials.renew(rejected)).rejects.toThrow('Not today.')
    await expect(credentials.provide()).rejects.toThrow('Not today.')
    expect(state.reads).toBe(2)
  })

  test('is asked again in the background before its credentials expire', async () => {
    const { state, credentials } = sourceOf(
      () => identity('FIRST', 4 * 60_000),
      () => identity('SECOND', 60 * 60_000),
    )
    expect(await credentials.provide()).toMatchObject({ accessKeyId: 'FIRST' })
    state.now += 1_000
    expect(await credentials.provide()).toMatchObject({ accessKeyId: 'FIRST' })
    await waitUntil(() => credentials.ready?.accessKeyId === 'SECOND')
    expect(state.reads).toBe(2)
  })

  test('whose credentials have expired by the clock of this machine alone is not asked for each call', async () => {
    const { state, credentials } = sourceOf(() => identity('FIRST', -1_000))
    for (let n = 0; n < 100; n++) expect(await credentials.provide()).toMatchObject({ accessKeyId: 'FIRST' })
    expect(state.reads).toBe(1)
  })

  test('that hangs does not keep a call for ever, and is used when it answers', async () => {
    let answer: (value: ReturnType<typeof identity>) => void = () => {}
    const credentials = createAwsCredentials({
      read: () => new Promise((resolve) => (answer = resolve)),
      stamp: async () => '',
      timeoutMs: 20,
    })
    await expect(credentials.provide()).rejects.toThrow('did not answer within 0.02 seconds')
    answer(identity('LATE'))
    await waitUntil(() => credentials.ready?.accessKeyId === 'LATE')
  })
})

describe('the words of the SDK about credentials', () => {
  test.each([
    [
      'Command failed: /usr/bin/helper --password hunter2\ntoken is eyJhbGciOi\n',
      'Command failed: /usr/bin/helper (its arguments and its output are not shown).',
    ],
    [
      'Command failed: TOKEN=hunter2 helper',
      'Command failed: … (its arguments and its output are not shown).',
    ],
    ['Bad key AKIAIOSFODNN7EXAMPLE!', 'Bad key …!'],
    ['Bad secret wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY!', 'Bad secret …!'],
    [`Bad token IQoJb3JpZ2lu/X2VjEJr/${'Kx8a+/'.repeat(30)}==`, 'Bad token …'],
    [`Bad token eyJ${'a'.repeat(60)}.eyJ${'b'.repeat(60)}.c-d_e`, 'Bad token …'],
    ['Cannot reach http://me:hunter2@proxy:3128/', 'Cannot reach http://…@proxy:3128/'],
    [
      "ENOENT: no such file or directory, open '/var/run/secrets/eks.amazonaws.com/serviceaccount/token'",
      "ENOENT: no such file or directory, open '/var/run/secrets/eks.amazonaws.com/serviceaccount/token'",
    ],
    ['two\n  lines', 'two lines'],
  ])('hold no secret: %s', (message, words) => {
    expect(wordsOf(new Error(message))).toBe(words)
  })
})
