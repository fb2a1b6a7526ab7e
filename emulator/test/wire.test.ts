import { ListKeysCommand } from '@aws-sdk/client-kms'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { kmsOverSocket, send, signedFor } from './kms-over-socket.ts'
import type { KmsOverSocket } from './kms-over-socket.ts'

let server: KmsOverSocket
beforeAll(async () => {
  server = await kmsOverSocket()
})
afterAll(() => server[Symbol.asyncDispose]())

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

test('every response is AWS JSON 1.1 with its own request id', async () => {
  const answers = [
    await send(server.endpoint, 'ListKeys', {}),
    await send(server.endpoint, 'DescribeKey', {}),
  ]
  for (const { headers } of answers) {
    expect(headers.get('content-type')).toBe('application/x-amz-json-1.1')
    expect(headers.get('x-amzn-requestid')).toMatch(UUID)
    expect(headers.get('cache-control')).toContain('no-store')
  }
  expect(answers[0]?.headers.get('x-amzn-requestid')).not.toBe(answers[1]?.headers.get('x-amzn-requestid'))
})

test('EnableKeyRotation and DisableKeyRotation answer an empty body', async () => {
  const { keyId } = server.emulator.createKey()
  for (const operation of ['EnableKeyRotation', 'DisableKeyRotation']) {
    const answer = await send(server.endpoint, operation, { KeyId: keyId })
    expect(answer.status).toBe(200)
    expect(await answer.text()).toBe('')
  }
})

test.each([
  ['ListGrants', 'TrentService.ListGrants'],
  ['another service', 'Logs_20140328.ListKeys'],
  ['nothing', ''],
])('%s is an unknown operation and has no message', async (_, target) => {
  const answer = await send(server.endpoint, '', {}, { 'x-amz-target': target })
  expect(answer.status).toBe(400)
  expect(await answer.json()).toEqual({ __type: 'UnknownOperationException' })
})

test.each([
  ['no signature', '', 'MissingAuthenticationTokenException'],
  ['another scheme', 'Bearer abc', 'IncompleteSignatureException'],
  [
    'half a signature',
    'AWS4-HMAC-SHA256 Credential=A/20261123/us-east-1/kms/aws4_request',
    'IncompleteSignatureException',
  ],
  ['a signature for another service', signedFor('us-east-1', 's3'), 'InvalidSignatureException'],
  ['a Region that is not served', signedFor('ap-south-1'), 'InvalidSignatureException'],
])('%s is rejected', async (_, authorization, code) => {
  const answer = await send(server.endpoint, 'ListKeys', {}, { authorization })
  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({ __type: code })
})

test('AccessDeniedException has Message with a capital letter, as in real KMS; other errors only by a setting', async () => {
  const { keyId } = server.emulator.createKey({ denies: ['DescribeKey'] })
  const refusal = async () =>
    Object.keys(await (await send(server.endpoint, 'DescribeKey', { KeyId: keyId })).json())
  expect(await refusal()).toEqual(['__type', 'Message'])
  server.emulator.settings({ capitalMessageErrors: [] })
  expect(await refusal()).toEqual(['__type', 'message'])
})

test('the signature names the Region: two Regions on one port have separate keys', async () => {
  const { keyId } = server.emulator.createKey({ region: 'eu-west-1' })
  const abroad = await server.kms('eu-west-1').send(new ListKeysCommand({}))
  const home = await server.kms('us-east-1').send(new ListKeysCommand({}))
  expect(abroad.Keys?.map((key) => key.KeyArn)).toEqual([expect.stringContaining(`:eu-west-1:`)])
  expect(home.Keys?.map((key) => key.KeyId)).not.toContain(keyId)
})

test('the emulator rejects methods other than POST and a body that is too long', async () => {
  expect((await fetch(server.endpoint)).status).toBe(404)
  const answer = await send(server.endpoint, 'ListKeys', { Marker: 'm'.repeat(1_100_000) })
  expect(answer.status).toBe(413)
})

test('dispose closes open sockets and can be called twice', async () => {
  const other = await kmsOverSocket()
  await send(other.endpoint, 'ListKeys', {})
  other.emulator.addFault({ kind: 'latency', latencyMs: 3_600_000 })
  const hanging = send(other.endpoint, 'ListKeys', {}).then(
    () => 'answered',
    () => 'cut off',
  )
  await expect.poll(() => other.emulator.statistics().inFlight).toBe(1)
  await other[Symbol.asyncDispose]()
  expect(await hanging).toBe('cut off')
  await other[Symbol.asyncDispose]()
  await expect.poll(() => other.emulator.statistics().sockets.open).toBe(0)
  await expect(send(other.endpoint, 'ListKeys', {})).rejects.toThrow('fetch failed')
  await expect(other.emulator.listen({ port: 0 })).rejects.toThrow(/disposed/)
})
