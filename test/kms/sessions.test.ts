import { inspect } from 'node:util'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { AccessDeniedError, KmsUnavailableError } from '../../src/errors/operation-errors.ts'
import { createAwsCredentials, fixedCredentials } from '../../src/kms/aws/credentials.ts'
import { DIRECT } from '../../src/kms/aws/http-settings.ts'
import { createSts } from '../../src/kms/aws/sessions/sts.ts'
import { createLimitedKms } from '../../src/kms/rate/limited-kms.ts'
import { withMethods } from '../../src/kms/kms-client.ts'
import { startConnectProxy } from '../support/connect-proxy.ts'
import { ISSUED, startTokenServices } from '../support/token-services.ts'
import { waitUntil } from '../support/wait-until.ts'
import { rejectionOf } from './rejection.ts'
import { ACCOUNT, ROLE_ARN, startSessions } from './sessions-on-emulator.ts'

const KEYS = fixedCredentials({ accessKeyId: 'KEY', secretAccessKey: 'secret' })
const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Fails AssumeRole until the faults are cleared. */
const STS_DOWN = { kind: 'error', operation: 'AssumeRole', status: 503, code: 'ServiceUnavailable' } as const

describe('the session of the gateway', () => {
  test('signs all reads of all Regions of the account, and is made once', async () => {
    await using it = await startSessions()
    const arn = it.createKey()
    await Promise.all([it.kms.listKeys({}), it.otherRegion.listKeys({}), it.kms.describeKey(arn)])
    await it.kms.getKeyRotationStatus(arn, { onBehalfOf: 'alice' })
    expect(it.emulator.calls('AssumeRole')).toBe(1)
    expect(it.log().toSorted()).toEqual([
      'AssumeRole - - ok',
      'DescribeKey krg-test - ok',
      'GetKeyRotationStatus krg-test - ok',
      'ListKeys krg-test - ok',
      'ListKeys krg-test - ok',
    ])
  })

  test('is renewed in the background when 80 % of its lifetime have passed', async () => {
    await using it = await startSessions()
    await it.kms.listKeys({})
    it.pass(0.8 * HOUR - 1_000)
    await it.kms.listKeys({})
    expect(it.emulator.calls('AssumeRole')).toBe(1)
    it.pass(1_000)
    const before = await it.sessions.service.provide()
    await waitUntil(() => it.sessions.service.ready !== undefined)
    expect(it.sessions.service.ready).not.toEqual(before)
    expect(it.emulator.calls('AssumeRole')).toBe(2)
  })

  test('is used to its end while STS fails, and renewed when STS answers again', async () => {
    await using it = await startSessions()
    await it.kms.listKeys({})
    it.emulator.addFault(STS_DOWN)
    for (let minutes = 48; minutes < 60; minutes++) {
      it.pass((minutes === 48 ? 48 : 1) * MINUTE)
      const attempts = it.emulator.calls('AssumeRole')
      await it.kms.listKeys({})
      await waitUntil(() => it.emulator.statistics().inFlight === 0)
      expect(it.emulator.calls('AssumeRole') - attempts).toBeLessThanOrEqual(1)
    }
    it.pass(MINUTE)
    const error = await rejectionOf(it.kms.listKeys({}))
    expect(error).toBeInstanceOf(KmsUnavailableError)
    expect(error.message).toBe(
      `AWS STS did not provide a session in account ${ACCOUNT} (ServiceUnavailable), so the gateway did not send ListKeys. Try again later.`,
    )
    it.emulator.clearFaults()
    it.pass(5 * MINUTE)
    await it.kms.listKeys({})
    expect(it.logger.lines.map(({ message }) => message)).toEqual([
      'AWS STS did not provide a session',
      'AWS STS provides sessions again',
    ])
  })

  test('that is denied is requested again after 1 second up to 5 minutes, and calls reject at once meanwhile', async () => {
    await using it = await startSessions({ role: { isDenied: true } })
    const attemptsAt: number[] = []
    for (let second = 0; second <= 1_200; second++) {
      const attempts = it.emulator.calls('AssumeRole')
      const error = await rejectionOf(it.kms.listKeys({}))
      expect(error).toBeInstanceOf(AccessDeniedError)
      if (it.emulator.calls('AssumeRole') > attempts) attemptsAt.push(second)
      it.pass(1_000)
    }
    expect(attemptsAt).toEqual([0, 1, 3, 7, 15, 31, 63, 127, 255, 511, 811, 1_111])
    expect(it.emulator.calls('ListKeys')).toBe(0)
    expect(it.logger.lines).toHaveLength(1)
  })

  test('is reported to the observer when STS provided it and when it did not', async () => {
    await using it = await startSessions()
    it.emulator.addFault({ ...STS_DOWN, times: 1 })
    await rejectionOf(it.kms.listKeys({}))
    it.pass(1_000)
    await it.kms.listKeys({})
    await it.kms.enableKeyRotation(it.createKey(), 365, { onBehalfOf: 'alice' })
    expect(it.results).toEqual([
      `${ACCOUNT} SERVICE ServiceUnavailable`,
      `${ACCOUNT} SERVICE OK`,
      `${ACCOUNT} CALLER OK`,
    ])
  })

  test('that expires while a read is sent is replaced, and the read is repeated once', async () => {
    await using it = await startSessions()
    using limited = createLimitedKms({ kms: it.kms, clock: it.clock, retryPauseMs: 0 })
    const kms = withMethods(limited)
    await kms.listKeys({})
    it.clock.advance(MINUTE)
    it.awsClock.advance(HOUR)
    await kms.listKeys({})
    expect(it.log('ListKeys').map((line) => line.split(' ').at(-1))).toEqual([
      'ok',
      'ExpiredTokenException',
      'ok',
    ])
    expect(it.emulator.calls('AssumeRole')).toBe(2)
  })

  test('is made for calls that wait at most until their deadline or their signal', async () => {
    await using it = await startSessions()
    it.emulator.addFault({ kind: 'latency', operation: 'AssumeRole', latencyMs: HOUR })
    const caller = new AbortController()
    const cancelled = it.kms.listKeys({}, { signal: caller.signal })
    const late = rejectionOf(it.kms.listKeys({}, { deadline: it.clock.elapsed() + 5_000 }))
    const patient = it.kms.listKeys({})
    await waitUntil(() => it.emulator.statistics().inFlight === 1)
    caller.abort(new Error('Cancelled.'))
    await expect(cancelled).rejects.toThrow('Cancelled.')
    it.clock.advance(4_500)
    expect(await late).toBeInstanceOf(KmsUnavailableError)
    it.awsClock.advance(HOUR)
    await patient
    expect(it.log('AssumeRole')).toHaveLength(1)
  })

  test('lasts an hour when the clock of this machine is wrong', async () => {
    await using it = await startSessions()
    it.awsClock.advance(5 * HOUR)
    for (let minutes = 0; minutes < 45; minutes++) {
      await it.kms.listKeys({})
      it.pass(MINUTE)
    }
    expect(it.emulator.calls('AssumeRole')).toBe(1)
  })

  test('is not made again and again when KMS rejects each new one', async () => {
    await using it = await startSessions()
    it.emulator.addFault({
      kind: 'error',
      operation: 'ListKeys',
      code: 'UnrecognizedClientException',
      status: 400,
    })
    for (let n = 0; n < 20; n++)
      expect(await rejectionOf(it.kms.listKeys({}))).toBeInstanceOf(AccessDeniedError)
    expect(it.emulator.calls('AssumeRole')).toBe(1)
  })
})

describe('the session of a caller', () => {
  test('signs the changes of the caller, with the name and source identity of the caller', async () => {
    await using it = await startSessions()
    const arn = it.createKey()
    await it.kms.enableKeyRotation(arn, 365, { onBehalfOf: 'alice' })
    await it.kms.disableKeyRotation(arn, { onBehalfOf: 'alice' })
    await it.kms.rotateKeyOnDemand(arn, { onBehalfOf: 'bob smith' })
    expect(it.log().filter((line) => !line.startsWith('AssumeRole'))).toEqual([
      'EnableKeyRotation alice alice ok',
      'DisableKeyRotation alice alice ok',
      expect.stringMatching(/^RotateKeyOnDemand (bob-smith=[0-9a-f]{16}) \1 ok$/),
    ])
    // The session of the gateway, and one for each caller.
    expect(it.emulator.calls('AssumeRole')).toBe(3)
  })

  test('is never shared by two callers whose changes are sent at the same time', async () => {
    await using it = await startSessions()
    const arn = it.createKey()
    const callers = Array.from({ length: 12 }, (_, n) => `caller-${n}`)
    await Promise.all(
      callers.flatMap((onBehalfOf) => [
        it.kms.enableKeyRotation(arn, 365, { onBehalfOf }),
        it.kms.enableKeyRotation(arn, 365, { onBehalfOf }),
      ]),
    )
    const once = callers.map((caller) => `EnableKeyRotation ${caller} ${caller} ok`)
    expect(it.log('EnableKeyRotation').toSorted()).toEqual([...once, ...once].toSorted())
    expect(it.emulator.calls('AssumeRole')).toBe(1 + callers.length)
  })

  test('is used until 5 minutes before it expires, and then made again when it is needed', async () => {
    await using it = await startSessions()
    const arn = it.createKey()
    const change = () => it.kms.disableKeyRotation(arn, { onBehalfOf: 'alice' })
    await change()
    it.pass(54 * MINUTE)
    await change()
    const sessionsOfAlice = () => it.sessions.onBehalfOf('alice')
    const first = await sessionsOfAlice().provide()
    it.pass(MINUTE)
    expect(sessionsOfAlice().ready).toBeUndefined()
    await change()
    expect(sessionsOfAlice().ready).not.toEqual(first)
  })

  test('is one of a bounded number, and the least recently used one is dropped', async () => {
    await using it = await startSessions({ maxCallerSessions: 2 })
    const arn = it.createKey()
    for (const onBehalfOf of ['a1', 'b1', 'a1', 'c1', 'a1', 'b1'])
      await it.kms.disableKeyRotation(arn, { onBehalfOf })
    // The gateway, a1, b1, c1, and b1 again.
    expect(it.emulator.calls('AssumeRole')).toBe(5)
  })

  test('belongs to one role: a changed role or external ID gets new sessions', async () => {
    await using it = await startSessions({ role: { externalId: 'old' }, account: { externalId: 'old' } })
    const first = await it.sessions.onBehalfOf('alice').provide()
    it.emulator.setRole({ arn: ROLE_ARN, externalId: 'new' })
    const second = await it.openRole({ externalId: 'new' }).onBehalfOf('alice').provide()
    expect(second).not.toEqual(first)
    await expect(it.openRole({ externalId: 'old' }).onBehalfOf('alice').provide()).rejects.toMatchObject({
      reason: 'AccessDenied',
    })
  })

  test('that KMS rejects as expired is replaced for the next change, and the rejected change is not repeated', async () => {
    await using it = await startSessions()
    using limited = createLimitedKms({ kms: it.kms, clock: it.clock, retryPauseMs: 0 })
    const kms = withMethods(limited)
    const arn = it.createKey()
    const [key, options] = [arn, { onBehalfOf: 'alice' }] as const
    await kms.enableKeyRotation(key, 365, options)
    it.clock.advance(MINUTE)
    it.awsClock.advance(HOUR)
    const error = await rejectionOf(kms.rotateKeyOnDemand(key, options))
    expect(error).toMatchObject({
      code: 'ACCESS_DENIED',
      isRetryable: true,
      credentialFailure: { reason: 'ExpiredTokenException', isRepaired: true, session: 'CALLER' },
    })
    expect(it.emulator.key(arn).onDemandUsed).toBe(0)
    await kms.rotateKeyOnDemand(key, options)
    expect(it.log('RotateKeyOnDemand')).toEqual([
      'RotateKeyOnDemand - - ExpiredTokenException',
      'RotateKeyOnDemand alice alice ok',
    ])
  })

  test('that STS denies means that nothing was sent, and the error names what the trust policy needs', async () => {
    await using it = await startSessions({ role: { allowsSetSourceIdentity: false } })
    const arn = it.createKey()
    await it.kms.listKeys({})
    const error = await rejectionOf(it.kms.rotateKeyOnDemand(arn, { onBehalfOf: 'alice' }))
    expect(error).toBeInstanceOf(AccessDeniedError)
    expect(error).toMatchObject({
      message: `AWS STS rejected the gateway's session in account ${ACCOUNT} (AccessDenied), so the gateway did not send RotateKeyOnDemand and nothing was changed. Allow sts:AssumeRole and sts:SetSourceIdentity in the trust policy of the role. The gateway's log shows the cause.`,
      action: 'sts:AssumeRole',
      credentialFailure: { reason: 'AccessDenied', session: 'CALLER', isRepaired: false },
    })
    expect(it.emulator.calls('RotateKeyOnDemand')).toBe(0)
    expect(it.logger.lines).toMatchObject([
      { fields: { accountId: ACCOUNT, session: 'CALLER', reason: 'AccessDenied' } },
    ])
    // Reads do not need a source identity.
    await it.kms.listKeys({})
  })

  test('has the name of the caller only, where the account does not use source identities', async () => {
    const role = { allowsSetSourceIdentity: false }
    await using it = await startSessions({ role, account: { hasSourceIdentity: false } })
    await it.kms.rotateKeyOnDemand(it.createKey(), { onBehalfOf: 'alice' })
    expect(it.log()).toEqual(['AssumeRole - - ok', 'RotateKeyOnDemand alice - ok'])
  })

  test('that STS does not provide in time means that nothing was sent', async () => {
    await using it = await startSessions()
    const arn = it.createKey()
    await it.kms.listKeys({})
    it.emulator.addFault({ kind: 'latency', operation: 'AssumeRole', latencyMs: HOUR })
    const deadline = it.clock.elapsed() + 5_000
    const rotation = rejectionOf(it.kms.rotateKeyOnDemand(arn, { onBehalfOf: 'alice', deadline }))
    await waitUntil(() => it.emulator.statistics().inFlight === 1)
    it.clock.advance(4_500)
    const error = await rotation
    expect(error).toBeInstanceOf(KmsUnavailableError)
    expect(error.message).toContain('were not available in time, so it did not send RotateKeyOnDemand')
    it.awsClock.advance(HOUR)
    await waitUntil(() => it.log('AssumeRole').length === 2)
    expect(it.emulator.calls('RotateKeyOnDemand')).toBe(0)
  })

  test('is not made while STS fails, which means that nothing was sent', async () => {
    await using it = await startSessions()
    const arn = it.createKey()
    await it.kms.listKeys({})
    it.emulator.addFault({ kind: 'dropBefore', operation: 'AssumeRole' })
    const error = await rejectionOf(it.kms.rotateKeyOnDemand(arn, { onBehalfOf: 'alice' }))
    expect(error).toBeInstanceOf(KmsUnavailableError)
    expect(error.message).toMatch(
      /did not send RotateKeyOnDemand and nothing was changed\. Try again later\.$/,
    )
    expect(it.emulator.calls('RotateKeyOnDemand')).toBe(0)
  })
})

test('the log and the errors do not contain session tokens, secret keys or external IDs', async () => {
  const externalId = 's3cret-external-id'
  await using it = await startSessions({ role: { externalId }, account: { externalId } })
  const arn = it.createKey()
  const onBehalfOf = 'alice'
  await it.kms.disableKeyRotation(arn, { onBehalfOf })
  const [service, caller] = [it.sessions.service.ready, it.sessions.onBehalfOf('alice').ready]
  it.clock.advance(MINUTE)
  it.awsClock.advance(HOUR)
  it.emulator.setRole({ arn: ROLE_ARN, isDenied: true })
  const written = inspect(
    [
      await rejectionOf(it.kms.listKeys({})),
      await rejectionOf(it.kms.disableKeyRotation(arn, { onBehalfOf })),
      await rejectionOf(it.kms.disableKeyRotation(arn, { onBehalfOf: 'bob' })),
      it.logger.lines,
    ],
    { depth: Infinity, showHidden: true },
  )
  expect(written).toContain('ExpiredTokenException')
  expect(written).toContain('AWS STS did not provide a session')
  const secrets = [service, caller].flatMap((it) => [it?.sessionToken ?? '', it?.secretAccessKey ?? ''])
  expect(secrets.every((secret) => secret.length > 20)).toBe(true)
  for (const secret of [externalId, ...secrets]) expect(written).not.toContain(secret)
})

describe('credentials of the gateway that have a source identity', () => {
  test('keep it: callers are named by their session name, and the log says so once', async () => {
    await using it = await startSessions({ baseSourceIdentity: 'carol' })
    const arn = it.createKey()
    await it.kms.disableKeyRotation(arn, { onBehalfOf: 'alice' })
    await it.kms.disableKeyRotation(arn, { onBehalfOf: 'bob' })
    await it.openRole().service.provide()
    expect(it.log('DisableKeyRotation')).toEqual([
      'DisableKeyRotation alice carol ok',
      'DisableKeyRotation bob carol ok',
    ])
    expect(it.logger.lines).toEqual([
      {
        level: 'warn',
        fields: { sourceIdentity: 'carol' },
        message: expect.stringContaining('CloudTrail shows callers in the session name only.'),
      },
    ])
  })

  test('need a trust policy that allows sts:SetSourceIdentity for every session', async () => {
    await using it = await startSessions({
      baseSourceIdentity: 'carol',
      role: { allowsSetSourceIdentity: false },
    })
    const error = await rejectionOf(it.kms.listKeys({}))
    expect(error).toBeInstanceOf(AccessDeniedError)
    expect(error.message).toContain('Allow sts:AssumeRole and sts:SetSourceIdentity in the trust policy')
  })
})

describe('STS', () => {
  test('receives at most ten requests at once', async () => {
    await using it = await startSessions()
    it.emulator.addFault({ kind: 'latency', operation: 'AssumeRole', latencyMs: HOUR })
    const sessions = Array.from({ length: 15 }, () => it.openRole().service.provide())
    await waitUntil(() => it.emulator.statistics().inFlight === 10)
    it.awsClock.advance(HOUR)
    await waitUntil(() => it.emulator.statistics().inFlight === 5)
    it.awsClock.advance(HOUR)
    expect(await Promise.all(sessions)).toHaveLength(15)
  })

  test('names the account, the principal and the partition of the credentials', async () => {
    await using it = await startSessions()
    expect(await it.sts.callerIdentity()).toEqual({
      accountId: '111122223333',
      arn: expect.stringMatching(/^arn:aws:iam::111122223333:/),
      partition: 'aws',
    })
  })

  afterEach(() => {
    vi.unstubAllEnvs()
  })

  test.each([
    [{ useFipsEndpoint: false }, 'sts.eu-west-1.amazonaws.com'],
    [{ useFipsEndpoint: true }, 'sts-fips.eu-west-1.amazonaws.com'],
  ])('has the endpoint of its Region, and is reached through the proxy: %o', async (fips, host) => {
    await using proxy = await startConnectProxy()
    const httpsProxy = { url: proxy.url, authorization: undefined, isLocal: true }
    const http = { ...DIRECT, httpsProxy }
    using sts = createSts({ credentials: KEYS, region: 'eu-west-1', http, ...fips })
    await expect(sts.callerIdentity()).rejects.toMatchObject({ kind: 'UNREACHABLE' })
    expect(proxy.targets).toEqual([`${host}:443`])
  })

  test('has the endpoint of AWS_ENDPOINT_URL_STS, if it is set', async () => {
    await using services = await startTokenServices()
    vi.stubEnv('AWS_ENDPOINT_URL_STS', services.url)
    using sts = createSts({ credentials: KEYS, region: 'eu-west-1', http: DIRECT })
    const { identity } = await sts.assumeRole({
      roleArn: ROLE_ARN,
      sessionName: 'krg-test',
      externalId: 'id',
    })
    expect(identity.accessKeyId).toBe(ISSUED)
    expect(services.requests).toHaveLength(1)
    expect(services.requests[0]).toMatch(/Action=AssumeRole&.*RoleSessionName=krg-test&.*ExternalId=id/)
  })

  test('that rejects the credentials of the gateway is called again once, when there are others', async () => {
    await using services = await startTokenServices()
    services.stsError = { code: 'ExpiredToken', message: 'The security token is expired' }
    const identities = ['FIRST', 'SECOND']
    const credentials = createAwsCredentials({
      read: async () => ({ accessKeyId: identities.shift() ?? 'THIRD', secretAccessKey: 'secret' }),
      stamp: async () => String(identities.length),
    })
    using sts = createSts({ credentials, region: 'us-east-1', http: DIRECT, endpoint: services.url })
    await expect(sts.callerIdentity()).rejects.toMatchObject({ kind: 'CREDENTIALS', reason: 'ExpiredToken' })
    const keys = services.authorizations.map((header) => /Credential=(\w+)/.exec(header ?? '')?.[1])
    expect(keys).toEqual(['FIRST', 'SECOND'])
  })

  test('that rejects the time of a request is not called again when its response shows the same time', async () => {
    await using services = await startTokenServices()
    services.stsError = {
      code: 'SignatureDoesNotMatch',
      message: 'Signature expired: 1 is now earlier than 2',
    }
    using sts = createSts({ credentials: KEYS, region: 'us-east-1', http: DIRECT, endpoint: services.url })
    await expect(sts.callerIdentity()).rejects.toMatchObject({ kind: 'CREDENTIALS' })
    expect(services.requests).toHaveLength(1)
  })

  test.each([
    ['that does not name an error', { code: '', message: '' }],
    ['that throttles', { code: 'Throttling', message: 'Rate exceeded' }],
  ])('%s counts as unreachable', async (_, stsError) => {
    await using services = await startTokenServices()
    services.stsError = stsError
    using sts = createSts({ credentials: KEYS, region: 'us-east-1', http: DIRECT, endpoint: services.url })
    await expect(sts.callerIdentity()).rejects.toMatchObject({ kind: 'UNREACHABLE' })
  })

  test('whose response has no session counts as unreachable', async () => {
    await using services = await startTokenServices()
    using sts = createSts({ credentials: KEYS, region: 'us-east-1', http: DIRECT, endpoint: services.url })
    // The emulated response has credentials, and no identity.
    await expect(sts.callerIdentity()).rejects.toMatchObject({
      kind: 'UNREACHABLE',
      reason: 'malformed response',
    })
  })
})
