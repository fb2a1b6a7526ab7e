import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ACCOUNT, kmsOverSocket, refusalOf, START } from './kms-over-socket.ts'
import type { KmsOverSocket } from './kms-over-socket.ts'

const OTHER = '222233334444'
const ROLE = `arn:aws:iam::${OTHER}:role/kms-rotation-gateway`
const SESSION = `arn:aws:sts::${OTHER}:assumed-role/kms-rotation-gateway/ann@example.com`

let server: KmsOverSocket
const clients: STSClient[] = []
beforeEach(async () => {
  server = await kmsOverSocket({ accountIds: [ACCOUNT, OTHER] })
})
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy()
  await server[Symbol.asyncDispose]()
})

function sts(
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string } = {
    accessKeyId: 'emulator',
    secretAccessKey: 'emulator',
  },
): STSClient {
  const client = new STSClient({
    region: 'eu-central-1',
    endpoint: server.endpoint,
    maxAttempts: 1,
    credentials,
  })
  clients.push(client)
  return client
}

const assume = (client: STSClient, more: { DurationSeconds?: number; SourceIdentity?: string } = {}) =>
  client.send(new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 'ann@example.com', ...more }))

async function sessionOf(client: STSClient): Promise<STSClient> {
  const { Credentials } = await assume(client, { SourceIdentity: 'ann' })
  return sts({
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  })
}

test('the SDK reads every member of AssumeRole and GetCallerIdentity', async () => {
  expect(await assume(sts(), { DurationSeconds: 900, SourceIdentity: 'ann' })).toMatchObject({
    $metadata: { httpStatusCode: 200, requestId: expect.stringMatching(/^.{36}$/) },
    AssumedRoleUser: { Arn: SESSION, AssumedRoleId: expect.stringMatching(/^AROA.{17}:ann@example\.com$/) },
    Credentials: {
      AccessKeyId: expect.stringMatching(/^ASIA/),
      SecretAccessKey: expect.stringMatching(/^.{40}$/),
      SessionToken: expect.any(String),
      Expiration: new Date(START + 900_000),
    },
    SourceIdentity: 'ann',
  })
  const session = await sessionOf(sts())
  expect(await session.send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: OTHER,
    Arn: SESSION,
    UserId: expect.stringMatching(/^AROA.{17}:ann@example\.com$/),
  })
})

test("the SDK reads STS's errors with their codes, messages and statuses", async () => {
  expect(await refusalOf(assume(sts(), { DurationSeconds: 1 }))).toEqual({
    name: 'ValidationError',
    message:
      "1 validation error detected: Value '1' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
    status: 400,
  })
  server.emulator.setRole({ arn: ROLE, isDenied: true })
  expect(await refusalOf(assume(sts()))).toEqual({
    name: 'AccessDenied',
    message: `User: arn:aws:iam::${ACCOUNT}:user/emulator is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`,
    status: 403,
  })
  server.emulator.setRole({ arn: ROLE })
  const session = await sessionOf(sts())
  server.clock.advance(3_600_000)
  expect(await refusalOf(session.send(new GetCallerIdentityCommand({})))).toEqual({
    name: 'ExpiredToken',
    message: 'The security token included in the request is expired',
    status: 403,
  })
})

test.each([
  ['throttle', 'Throttling'],
  ['error', 'InternalFailure'],
] as const)('the SDK retries after the fault %s', async (kind, name) => {
  const once = sts()
  server.emulator.addFault({ kind, operation: 'AssumeRole', times: 2 })
  expect(await refusalOf(assume(once))).toMatchObject({ name })
  const client = new STSClient({
    region: 'us-east-1',
    endpoint: server.endpoint,
    maxAttempts: 2,
    credentials: { accessKeyId: 'emulator', secretAccessKey: 'emulator' },
  })
  clients.push(client)
  expect((await assume(client)).Credentials).toBeDefined()
  expect(server.emulator.callLog().map(({ outcome }) => outcome)).toEqual([name, name, 'ok'])
})
