import { KMSClient, ListKeysCommand, RotateKeyOnDemandCommand } from '@aws-sdk/client-kms'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { kmsOverSocket, send, UNKNOWN_ID } from './kms-over-socket.ts'
import type { KmsOverSocket } from './kms-over-socket.ts'

let server: KmsOverSocket
beforeEach(async () => {
  server = await kmsOverSocket()
})
afterEach(() => server[Symbol.asyncDispose]())

const rotateOnWire = async () =>
  (await send(server.endpoint, 'RotateKeyOnDemand', { KeyId: UNKNOWN_ID })).json()
const outcomes = (operation: string) =>
  server.emulator.statistics().calls.find((count) => count.operation === operation)?.outcomes

test("requests over AWS's quota get ThrottlingException until time has passed", async () => {
  for (let call = 0; call < 5; call += 1)
    expect(await rotateOnWire()).toMatchObject({ __type: 'NotFoundException' })
  expect(await rotateOnWire()).toEqual({
    __type: 'ThrottlingException',
    message: 'You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.',
  })
  server.clock.advance(200)
  expect(await rotateOnWire()).toMatchObject({ __type: 'NotFoundException' })
  expect(await rotateOnWire()).toMatchObject({ __type: 'ThrottlingException' })
  server.clock.advance(60_000)
  for (let call = 0; call < 5; call += 1)
    expect(await rotateOnWire()).toMatchObject({ __type: 'NotFoundException' })
  expect(await rotateOnWire()).toMatchObject({ __type: 'ThrottlingException' })
  expect(outcomes('RotateKeyOnDemand')).toEqual({ NotFoundException: 11, ThrottlingException: 3 })
})

test("the default quotas are AWS's quotas", () => {
  expect(server.emulator.settings().quotas).toEqual({
    DescribeKey: 2000,
    ListResourceTags: 2000,
    GetKeyRotationStatus: 1000,
    ListKeys: 500,
    ListAliases: 500,
    ListKeyRotations: 100,
    GetKeyLastUsage: 5,
    EnableKeyRotation: 15,
    DisableKeyRotation: 5,
    RotateKeyOnDemand: 5,
    AssumeRole: 600,
    GetCallerIdentity: 600,
  })
})

test('each operation and Region has its own quota', async () => {
  server.emulator.settings({ quotas: { ListKeys: 1 } })
  await server.kms().send(new ListKeysCommand({}))
  await server.kms('eu-west-1').send(new ListKeysCommand({}))
  expect(await rotateOnWire()).toMatchObject({ __type: 'NotFoundException' })
  await expect(server.kms().send(new ListKeysCommand({}))).rejects.toMatchObject({
    name: 'ThrottlingException',
  })
})

test('a throttled rotation does not happen', async () => {
  const { keyId } = server.emulator.createKey()
  server.emulator.settings({ quotas: { RotateKeyOnDemand: 0 } })
  await expect(server.kms().send(new RotateKeyOnDemandCommand({ KeyId: keyId }))).rejects.toMatchObject({
    name: 'ThrottlingException',
  })
  expect(server.emulator.key(keyId).rotations).toEqual([])
})

test('throttling can be disabled, and the burst can be raised', async () => {
  server.emulator.settings({ quotaBurstSeconds: 2 })
  for (let call = 0; call < 10; call += 1)
    expect(await rotateOnWire()).toMatchObject({ __type: 'NotFoundException' })
  expect(await rotateOnWire()).toMatchObject({ __type: 'ThrottlingException' })
  server.emulator.settings({ isThrottling: false })
  expect(await rotateOnWire()).toMatchObject({ __type: 'NotFoundException' })
})

test('the statistics count each retry of the SDK as a call', async () => {
  server.emulator.addFault({ kind: 'throttle', operation: 'ListKeys', times: 1 })
  const client = new KMSClient({
    region: 'us-east-1',
    endpoint: server.endpoint,
    maxAttempts: 2,
    credentials: { accessKeyId: 'emulator', secretAccessKey: 'emulator' },
  })
  await client.send(new ListKeysCommand({}))
  client.destroy()
  expect(outcomes('ListKeys')).toEqual({ ThrottlingException: 1, ok: 1 })
})
