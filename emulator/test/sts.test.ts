import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ACCOUNT, kmsOverSocket, signedFor, START } from './kms-over-socket.ts'
import type { KmsOverSocket } from './kms-over-socket.ts'
import { askSts, assumeRole, sessionOf } from './sts-over-socket.ts'

const OTHER = '222233334444'
const ROLE = `arn:aws:iam::${OTHER}:role/kms-rotation-gateway`
const USER = `arn:aws:iam::${ACCOUNT}:user/emulator`
const SESSION = `arn:aws:sts::${OTHER}:assumed-role/kms-rotation-gateway/tester`

let server: KmsOverSocket
beforeEach(async () => {
  server = await kmsOverSocket({ accountIds: [ACCOUNT, OTHER] })
})
afterEach(() => server[Symbol.asyncDispose]())

const rejection = async (
  parameters: Readonly<Record<string, string>>,
  session?: Parameters<typeof assumeRole>[2],
) => {
  const { status, element } = await assumeRole(server.endpoint, { RoleArn: ROLE, ...parameters }, session)
  return { status, type: element('Type'), code: element('Code'), message: element('Message') }
}
const denial = (action: string, caller: string, resource = ROLE) => ({
  status: 403,
  type: 'Sender',
  code: 'AccessDenied',
  message: `User: ${caller} is not authorized to perform: sts:${action} on resource: ${resource}`,
})
const invalid = (message: string) => ({ status: 400, type: 'Sender', code: 'ValidationError', message })

describe('AssumeRole', () => {
  test('AssumeRole answers the XML of STS', async () => {
    const { status, xml } = await assumeRole(server.endpoint, { RoleArn: ROLE, SourceIdentity: 'ann' })
    expect(status).toBe(200)
    expect(xml.trimEnd()).toMatch(
      new RegExp(
        [
          '^<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>',
          '<SourceIdentity>ann</SourceIdentity>',
          `<AssumedRoleUser><Arn>${SESSION}</Arn><AssumedRoleId>AROA[0-9A-F]{17}:tester</AssumedRoleId></AssumedRoleUser>`,
          '<Credentials><AccessKeyId>ASIA[0-9A-Z]{16}</AccessKeyId><SecretAccessKey>.{40}</SecretAccessKey>',
          '<SessionToken>.+</SessionToken><Expiration>2026-11-23T13:00:00Z</Expiration></Credentials>',
          '</AssumeRoleResult><ResponseMetadata><RequestId>.{36}</RequestId></ResponseMetadata></AssumeRoleResponse>$',
        ].join(''),
      ),
    )
  })

  test('a role with a path has a session ARN without the path', async () => {
    const { element } = await assumeRole(server.endpoint, {
      RoleArn: `arn:aws:iam::${OTHER}:role/team/deep/reader`,
    })
    expect(element('Arn')).toBe(`arn:aws:sts::${OTHER}:assumed-role/reader/tester`)
  })

  test.each([
    [
      { DurationSeconds: '899' },
      "Value '899' at 'durationSeconds'",
      'Member must have value greater than or equal to 900',
    ],
    [
      { DurationSeconds: '43201' },
      "Value '43201' at 'durationSeconds'",
      'Member must have value less than or equal to 43200',
    ],
    [
      { RoleSessionName: 'a' },
      "Value 'a' at 'roleSessionName'",
      'Member must have length greater than or equal to 2',
    ],
    [
      { RoleSessionName: 'a b' },
      "Value 'a b' at 'roleSessionName'",
      String.raw`Member must satisfy regular expression pattern: [\w+=,.@-]*`,
    ],
    [
      { SourceIdentity: 'x'.repeat(65) },
      `Value '${'x'.repeat(65)}' at 'sourceIdentity'`,
      'Member must have length less than or equal to 64',
    ],
    [{ ExternalId: 'a' }, "Value 'a' at 'externalId'", 'Member must have length greater than or equal to 2'],
  ])('AssumeRole rejects %j', async (parameters, value, rule) => {
    expect(await rejection(parameters)).toEqual(
      invalid(`1 validation error detected: ${value} failed to satisfy constraint: ${rule}`),
    )
  })

  test('AssumeRole names both required parameters when they are missing', async () => {
    const { element } = await askSts(server.endpoint, 'AssumeRole')
    expect(element('Message')).toBe(
      "2 validation errors detected: Value null at 'roleArn' failed to satisfy constraint: Member must not be null; " +
        "Value null at 'roleSessionName' failed to satisfy constraint: Member must not be null",
    )
  })

  test('AssumeRole rejects an ARN that is not a role', async () => {
    expect(await rejection({ RoleArn: `arn:aws:iam::${OTHER}:user/ann` })).toEqual(
      invalid('Request ARN is invalid'),
    )
  })

  test('AssumeRole denies a role of an account that is not emulated', async () => {
    const role = 'arn:aws:iam::999988887777:role/any'
    expect(await rejection({ RoleArn: role })).toEqual(denial('AssumeRole', USER, role))
  })

  test('AssumeRole denies a role that the test denied', async () => {
    server.emulator.setRole({ arn: ROLE, isDenied: true })
    expect(await rejection({})).toEqual(denial('AssumeRole', USER))
  })

  test('AssumeRole requires the external ID of a role', async () => {
    server.emulator.setRole({ arn: ROLE, externalId: 'a1b2' })
    expect(await rejection({})).toEqual(denial('AssumeRole', USER))
    expect(await rejection({ ExternalId: 'a1b3' })).toEqual(denial('AssumeRole', USER))
    expect(await rejection({ ExternalId: 'a1b2' })).toMatchObject({ status: 200 })
  })

  test('AssumeRole rejects a duration that is longer than the role allows', async () => {
    const tooLong = invalid('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.')
    expect(await rejection({ DurationSeconds: '3601' })).toEqual(tooLong)
    server.emulator.setRole({ arn: ROLE, maxSessionSeconds: 7_200 })
    expect(await rejection({ DurationSeconds: '7200' })).toMatchObject({ status: 200 })
    expect(await rejection({ DurationSeconds: '7201' })).toEqual(tooLong)
  })
})

describe('role chaining', () => {
  const SECOND = `arn:aws:iam::${ACCOUNT}:role/second`

  test('a chained session lasts at most one hour', async () => {
    server.emulator.setRole({ arn: SECOND, maxSessionSeconds: 43_200 })
    const session = await sessionOf(server.endpoint, { RoleArn: ROLE })
    const chained = { RoleArn: SECOND, DurationSeconds: '3601' }
    expect(await rejection(chained, session)).toEqual(
      invalid(
        'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
      ),
    )
    expect(await rejection({ ...chained, DurationSeconds: '3600' }, session)).toMatchObject({ status: 200 })
  })

  test('a source identity persists through role chaining and cannot be changed', async () => {
    const session = await sessionOf(server.endpoint, { RoleArn: ROLE, SourceIdentity: 'ann' })
    const chained = await assumeRole(server.endpoint, { RoleArn: SECOND }, session)
    expect(chained.element('SourceIdentity')).toBe('ann')
    expect(await rejection({ RoleArn: SECOND, SourceIdentity: 'ann' }, session)).toMatchObject({
      status: 200,
    })
    expect(await rejection({ RoleArn: SECOND, SourceIdentity: 'bob' }, session)).toEqual(
      denial('SetSourceIdentity', SESSION, SECOND),
    )
  })

  test('a role without SetSourceIdentity rejects a new source identity, and one that the session already has', async () => {
    server.emulator.setRole({ arn: SECOND, allowsSetSourceIdentity: false })
    expect(await rejection({ RoleArn: SECOND })).toMatchObject({ status: 200 })
    expect(await rejection({ RoleArn: SECOND, SourceIdentity: 'ann' })).toEqual(
      denial('SetSourceIdentity', USER, SECOND),
    )
    const session = await sessionOf(server.endpoint, { RoleArn: ROLE, SourceIdentity: 'ann' })
    expect(await rejection({ RoleArn: SECOND }, session)).toEqual(
      denial('SetSourceIdentity', SESSION, SECOND),
    )
  })

  test('the base access key can be a session with a source identity', async () => {
    const callerArn = `arn:aws:sts::${ACCOUNT}:assumed-role/base/pod-1`
    server.emulator.settings({ callerArn, callerSourceIdentity: 'cluster' })
    const { element } = await assumeRole(server.endpoint, { RoleArn: ROLE })
    expect(element('SourceIdentity')).toBe('cluster')
    expect(await rejection({ SourceIdentity: 'ann' })).toEqual(denial('SetSourceIdentity', callerArn))
    server.emulator.setRole({ arn: ROLE, maxSessionSeconds: 43_200 })
    expect(await rejection({ DurationSeconds: '3601' })).toMatchObject({ code: 'ValidationError' })
  })
})

describe('GetCallerIdentity', () => {
  test('GetCallerIdentity names the user of the base access key', async () => {
    const { status, xml } = await askSts(server.endpoint, 'GetCallerIdentity')
    expect(status).toBe(200)
    expect(xml.trimEnd()).toMatch(
      new RegExp(
        '^<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>' +
          `<Arn>${USER}</Arn><UserId>AIDA[0-9A-F]{17}</UserId><Account>${ACCOUNT}</Account></GetCallerIdentityResult>` +
          '<ResponseMetadata><RequestId>.{36}</RequestId></ResponseMetadata></GetCallerIdentityResponse>$',
      ),
    )
  })

  test('GetCallerIdentity names the session, with the ID that AssumeRole answered', async () => {
    const assumed = await assumeRole(server.endpoint, { RoleArn: ROLE })
    const session = await sessionOf(server.endpoint, { RoleArn: ROLE })
    const { element } = await askSts(server.endpoint, 'GetCallerIdentity', {}, session)
    expect(element('Arn')).toBe(SESSION)
    expect(element('Account')).toBe(OTHER)
    expect(element('UserId')).toBe(assumed.element('AssumedRoleId'))
  })
})

describe('credentials', () => {
  test('a session expires on the clock of the emulator', async () => {
    const session = await sessionOf(server.endpoint, { RoleArn: ROLE, DurationSeconds: '900' })
    server.clock.advance(899_999)
    expect((await askSts(server.endpoint, 'GetCallerIdentity', {}, session)).status).toBe(200)
    server.clock.advance(1)
    expect(server.clock.now()).toBe(START + 900_000)
    const { status, element } = await askSts(server.endpoint, 'GetCallerIdentity', {}, session)
    expect({ status, code: element('Code'), message: element('Message') }).toEqual({
      status: 403,
      code: 'ExpiredToken',
      message: 'The security token included in the request is expired',
    })
  })

  test('a session needs its own token', async () => {
    const session = await sessionOf(server.endpoint, { RoleArn: ROLE })
    const other = await sessionOf(server.endpoint, { RoleArn: ROLE })
    for (const sessionToken of ['', 'nonsense', other.sessionToken, session.sessionToken.slice(0, -8)]) {
      const { status, element } = await askSts(
        server.endpoint,
        'GetCallerIdentity',
        {},
        { ...session, sessionToken },
      )
      expect({ status, code: element('Code'), message: element('Message') }).toEqual({
        status: 403,
        code: 'InvalidClientTokenId',
        message: 'The security token included in the request is invalid.',
      })
    }
  })

  test.each([
    ['no signature', undefined, 403, 'MissingAuthenticationToken'],
    [
      'half a signature',
      signedFor('us-east-1', 'sts').replace(/Signature=.*/, ''),
      400,
      'IncompleteSignature',
    ],
  ])('STS rejects a form with %s', async (_, authorization, status, code) => {
    const answer = await fetch(server.endpoint, {
      method: 'POST',
      body: new URLSearchParams({ Action: 'GetCallerIdentity' }),
      headers: authorization === undefined ? {} : { authorization },
    })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe('text/xml')
    expect(await answer.text()).toContain(`<Code>${code}</Code>`)
  })
})

test('STS rejects an unknown action', async () => {
  const { status, element } = await askSts(server.endpoint, 'GetFederationToken')
  expect({ status, code: element('Code') }).toEqual({ status: 400, code: 'InvalidAction' })
})

describe('faults of STS', () => {
  test.each([
    [{ kind: 'throttle' }, 400, 'Throttling'],
    [{ kind: 'error' }, 500, 'InternalFailure'],
    [{ kind: 'error', code: 'AccessDenied' }, 403, 'AccessDenied'],
    [{ kind: 'error', code: 'RegionDisabledException', status: 403 }, 403, 'RegionDisabledException'],
  ] as const)('%j', async (rule, status, code) => {
    server.emulator.addFault({ ...rule, operation: 'AssumeRole' })
    expect(await rejection({})).toMatchObject({ status, code, type: status < 500 ? 'Sender' : 'Receiver' })
    expect((await askSts(server.endpoint, 'GetCallerIdentity')).status).toBe(200)
  })

  test('a fault of AssumeRole affects the account of the role', async () => {
    server.emulator.addFault({ kind: 'throttle', operation: 'AssumeRole', accountId: OTHER })
    expect(await rejection({})).toMatchObject({ code: 'Throttling' })
    expect(await rejection({ RoleArn: `arn:aws:iam::${ACCOUNT}:role/own` })).toMatchObject({ status: 200 })
  })
})
