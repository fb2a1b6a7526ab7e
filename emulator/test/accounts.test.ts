import {
  DescribeKeyCommand,
  ListAliasesCommand,
  ListKeysCommand,
  RotateKeyOnDemandCommand,
} from '@aws-sdk/client-kms'
import type { KMSClient } from '@aws-sdk/client-kms'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CallLog, MAX_LOGGED_CALLS } from '../call-log.ts'
import { ACCOUNT, kmsOverSocket, refusalOf, send, START } from './kms-over-socket.ts'
import type { KmsOverSocket } from './kms-over-socket.ts'
import { assumeRole, kmsOf, sessionOf } from './sts-over-socket.ts'

const OTHER = '222233334444'
const ROLE = `arn:aws:iam::${OTHER}:role/kms-rotation-gateway`
const SESSION = `arn:aws:sts::${OTHER}:assumed-role/kms-rotation-gateway/tester`

let server: KmsOverSocket
let other: KMSClient
beforeEach(async () => {
  server = await kmsOverSocket({ accountIds: [ACCOUNT, OTHER] })
  other = kmsOf(server.endpoint, await sessionOf(server.endpoint, { RoleArn: ROLE, SourceIdentity: 'ann' }))
  server.emulator.resetStatistics()
  server.emulator.clearCallLog()
})
afterEach(async () => {
  other.destroy()
  await server[Symbol.asyncDispose]()
})

const arnsOf = async (client: KMSClient) =>
  (await client.send(new ListKeysCommand({}))).Keys?.map(({ KeyArn }) => KeyArn)

describe('accounts on one port', () => {
  test('lists show the keys and aliases of the account of the session', async () => {
    const own = server.emulator.createKey({ aliases: ['orders-api'] })
    const theirs = server.emulator.createKey({ accountId: OTHER, aliases: ['orders-api'] })
    expect(await arnsOf(server.kms())).toEqual([own.arn])
    expect(await arnsOf(other)).toEqual([theirs.arn])
    const { Aliases } = await other.send(new ListAliasesCommand({}))
    expect(Aliases?.map(({ AliasArn }) => AliasArn)).toEqual([
      `arn:aws:kms:us-east-1:${OTHER}:alias/orders-api`,
    ])
    const { KeyMetadata } = await other.send(new DescribeKeyCommand({ KeyId: 'alias/orders-api' }))
    expect(KeyMetadata).toMatchObject({ Arn: theirs.arn, AWSAccountId: OTHER })
  })

  test('a marker is not valid in another account', async () => {
    for (const accountId of [ACCOUNT, OTHER])
      for (let key = 0; key < 2; key += 1) server.emulator.createKey({ accountId })
    const { NextMarker } = await server.kms().send(new ListKeysCommand({ Limit: 1 }))
    expect(await refusalOf(other.send(new ListKeysCommand({ Marker: NextMarker })))).toMatchObject({
      name: 'InvalidMarkerException',
    })
  })

  test('a key of another account answers DescribeKey only, and names the session in AccessDeniedException', async () => {
    const { arn } = server.emulator.createKey()
    await other.send(new DescribeKeyCommand({ KeyId: arn }))
    expect(await refusalOf(other.send(new RotateKeyOnDemandCommand({ KeyId: arn })))).toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(
        `User: ${SESSION} is not authorized to perform: kms:RotateKeyOnDemand`,
      ),
    })
  })

  test('each account has its own quota', async () => {
    server.emulator.settings({ quotas: { ListKeys: 1 } })
    await arnsOf(server.kms())
    await arnsOf(other)
    expect(await refusalOf(arnsOf(other))).toMatchObject({ name: 'ThrottlingException' })
  })

  test('statistics count by account', async () => {
    await arnsOf(server.kms())
    await arnsOf(other)
    await arnsOf(other)
    await assumeRole(server.endpoint, { RoleArn: ROLE })
    expect(server.emulator.statistics().calls).toMatchObject([
      { accountId: ACCOUNT, region: 'us-east-1', operation: 'ListKeys', calls: 1 },
      { accountId: OTHER, region: 'us-east-1', operation: 'AssumeRole', calls: 1 },
      { accountId: OTHER, region: 'us-east-1', operation: 'ListKeys', calls: 2 },
    ])
    expect(server.emulator.calls('ListKeys')).toBe(3)
    expect(server.emulator.calls('ListKeys', 'us-east-1', OTHER)).toBe(2)
  })

  test('a fault affects only the account that it names', async () => {
    server.emulator.addFault({ kind: 'throttle', accountId: OTHER })
    expect(await arnsOf(server.kms())).toEqual([])
    expect(await refusalOf(arnsOf(other))).toMatchObject({ name: 'ThrottlingException' })
  })

  test('a fault of a key names the key in the account of the caller', async () => {
    server.emulator.createKey({ aliases: ['same'] })
    const { arn } = server.emulator.createKey({ accountId: OTHER, aliases: ['same'] })
    server.emulator.addFault({ kind: 'throttle', keyId: arn })
    const describe = new DescribeKeyCommand({ KeyId: 'alias/same' })
    expect((await server.kms().send(describe)).KeyMetadata?.AWSAccountId).toBe(ACCOUNT)
    expect(await refusalOf(other.send(describe))).toMatchObject({ name: 'ThrottlingException' })
  })
})

describe('sessions', () => {
  test('a session that has expired answers ExpiredTokenException', async () => {
    server.clock.advance(3_600_000)
    expect(await refusalOf(arnsOf(other))).toMatchObject({
      name: 'ExpiredTokenException',
      message: 'The security token included in the request is expired',
      status: 400,
    })
  })

  test('a session of another emulator answers UnrecognizedClientException', async () => {
    await using elsewhere = await kmsOverSocket({ accountIds: [OTHER] })
    const session = await sessionOf(elsewhere.endpoint, { RoleArn: ROLE })
    const client = kmsOf(server.endpoint, session)
    expect(await refusalOf(arnsOf(client))).toMatchObject({
      name: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
    })
    client.destroy()
  })

  test('a reset keeps sessions', async () => {
    server.emulator.reset()
    expect(await arnsOf(other)).toEqual([])
  })

  test('a role can deny KMS operations', async () => {
    server.emulator.setRole({ arn: ROLE, denies: ['ListKeys'] })
    expect(await refusalOf(arnsOf(other))).toMatchObject({
      name: 'AccessDeniedException',
      message: `User: ${SESSION} is not authorized to perform: kms:ListKeys because no identity-based policy allows the kms:ListKeys action`,
    })
    expect(await arnsOf(server.kms())).toEqual([])
  })
})

describe('the call log', () => {
  test('the log names the key, the principal, the session and the source identity of each call', async () => {
    const { arn } = server.emulator.createKey({ accountId: OTHER, aliases: ['orders-api'] })
    await other.send(new DescribeKeyCommand({ KeyId: 'alias/orders-api' }))
    await refusalOf(server.kms('eu-west-1').send(new RotateKeyOnDemandCommand({ KeyId: arn })))
    await assumeRole(server.endpoint, { RoleArn: ROLE })
    const common = { at: new Date(START).toISOString(), requestId: expect.stringMatching(/^.{36}$/) }
    expect(server.emulator.callLog()).toEqual([
      {
        ...common,
        accountId: OTHER,
        region: 'us-east-1',
        operation: 'DescribeKey',
        keyArn: arn,
        accessKeyId: expect.stringMatching(/^ASIA/),
        principalArn: SESSION,
        sessionName: 'tester',
        sourceIdentity: 'ann',
        outcome: 'ok',
      },
      {
        ...common,
        accountId: ACCOUNT,
        region: 'eu-west-1',
        operation: 'RotateKeyOnDemand',
        keyArn: arn,
        accessKeyId: 'emulator',
        principalArn: `arn:aws:iam::${ACCOUNT}:user/emulator`,
        outcome: 'NotFoundException',
      },
      {
        ...common,
        accountId: OTHER,
        region: 'us-east-1',
        operation: 'AssumeRole',
        roleArn: ROLE,
        accessKeyId: 'AKIDEXAMPLE',
        principalArn: `arn:aws:iam::${ACCOUNT}:user/emulator`,
        outcome: 'ok',
      },
    ])
  })

  test('the log has the request ID that the client gets', async () => {
    const { $metadata } = await other.send(new ListKeysCommand({}))
    expect(server.emulator.callLog()).toMatchObject([{ requestId: $metadata.requestId }])
  })

  test('the log has calls without valid credentials', async () => {
    await send(server.endpoint, 'ListKeys', {}, { authorization: '' })
    expect(server.emulator.callLog()).toMatchObject([
      { accountId: '-', region: '-', operation: 'ListKeys', outcome: 'MissingAuthenticationTokenException' },
    ])
  })

  test('the log keeps a bounded number of calls, the newest ones', () => {
    const log = new CallLog()
    const call = { at: '', accountId: OTHER, region: 'us-east-1', operation: 'ListKeys', outcome: 'ok' }
    for (let sent = 0; sent < MAX_LOGGED_CALLS + 3; sent += 1) log.add({ ...call, requestId: `${sent}` })
    const ids = log.list().map(({ requestId }) => Number(requestId))
    expect(ids).toHaveLength(MAX_LOGGED_CALLS)
    expect(ids.slice(0, 2)).toEqual([3, 4])
    expect(ids.at(-1)).toBe(MAX_LOGGED_CALLS + 2)
    log.clear()
    expect(log.list()).toEqual([])
  })
})

test('roles and the call log can be read and changed over HTTP', async () => {
  const control = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${server.endpoint}/_emulator${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return { status: answer.status, json: await answer.json() }
  }
  await arnsOf(other)
  expect((await control('GET', '/calls')).json.calls).toMatchObject([
    { operation: 'ListKeys', sourceIdentity: 'ann' },
  ])
  await control('DELETE', '/calls')
  expect((await control('GET', '/calls')).json).toEqual({ calls: [] })

  const role = {
    arn: ROLE,
    isDenied: true,
    allowsSetSourceIdentity: true,
    maxSessionSeconds: 3_600,
    denies: [],
  }
  expect((await control('PUT', '/roles', { arn: ROLE, isDenied: true })).json).toEqual(role)
  expect((await control('GET', '/roles')).json).toEqual({ roles: [role] })
  expect((await assumeRole(server.endpoint, { RoleArn: ROLE })).status).toBe(403)
  for (const wrong of [
    {},
    { arn: 'role' },
    { arn: ROLE, maxSessionSeconds: 60 },
    { arn: ROLE, isDeny: true },
  ])
    expect(await control('PUT', '/roles', wrong)).toMatchObject({ status: 400 })
  await control('POST', '/reset')
  expect((await control('GET', '/roles')).json).toEqual({ roles: [] })
})
