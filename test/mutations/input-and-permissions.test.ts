import { expect, test } from 'vitest'
import { RotateDocument } from '../documents/generated/graphql.ts'
import { startGateway } from '../support/gateway.ts'

const mutation =
  'mutation Any($arn: String!) { rotateKeyOnDemand(input: { key: { arn: $arn } }) { __typename } }'

test('problems with the input of a rotation are reported with their paths, and KMS is not called', async () => {
  await using gateway = await startGateway({ speed: 0 })
  const { arn } = gateway.emulator.createKey()
  const inputs = [
    [{ key: { arn: 'arn:aws:kms:us-east-1:1:key/x' } }, ['input', 'key', 'arn']],
    [{ key: { arn: arn.replace('us-east-1', 'ap-south-1') } }, ['input', 'key', 'arn']],
    [{ key: { id: 'nonsense' } }, ['input', 'key', 'id']],
    [{ key: { id: Buffer.from('1:Scope:us-east-1').toString('base64url') } }, ['input', 'key', 'id']],
    [{ key: { keyId: 'alias/x' } }, ['input', 'key', 'keyId']],
    [{ key: { arn }, reason: 'x'.repeat(257) }, ['input', 'reason']],
  ] as const
  for (const [input, path] of inputs) {
    const { rotateKeyOnDemand } = await gateway.ask(RotateDocument, { input })
    expect(rotateKeyOnDemand).toMatchObject({ __typename: 'InvalidInputError', isRetryable: false })
    expect(rotateKeyOnDemand).toMatchObject({ issues: [{ path, message: expect.stringMatching(/.+/) }] })
  }
  expect(gateway.emulator.calls()).toBe(0)
})

test('a Region that the gateway does not serve is rejected with the Regions that it serves', async () => {
  await using gateway = await startGateway({ speed: 0 })
  const key = { arn: 'arn:aws:kms:ap-south-1:111122223333:key/0f0f0f0f-1111-4222-8333-444455556666' }
  const { rotateKeyOnDemand } = await gateway.ask(RotateDocument, { input: { key } })
  expect(rotateKeyOnDemand).toMatchObject({
    message: expect.stringContaining('111122223333/us-east-1, 111122223333/eu-west-1'),
  })
})

test('a reason of 256 characters is stored completely', async () => {
  await using gateway = await startGateway({ speed: 0 })
  const { arn } = gateway.emulator.createKey()
  const reason = 'x'.repeat(256)
  const { rotateKeyOnDemand } = await gateway.ask(RotateDocument, { input: { key: { arn }, reason } })
  expect(rotateKeyOnDemand).toMatchObject({ request: { reason } })
})

test('a read-only gateway has no mutations, rejects a mutation in validation, and does not call KMS', async () => {
  await using gateway = await startGateway({ gateway: { isReadOnly: true } })
  const { arn } = gateway.emulator.createKey()
  const answer = await gateway.answer(mutation, { arn })
  expect(answer.data ?? null).toBeNull()
  expect(answer.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  const { data } = await gateway.answer(
    '{ __schema { mutationType { name } subscriptionType { name } } gateway { isReadOnly } viewer { permissions } }',
  )
  expect(data).toEqual({
    __schema: { mutationType: null, subscriptionType: { name: 'Subscription' } },
    gateway: { isReadOnly: true },
    viewer: { permissions: expect.not.arrayContaining(['ROTATION_WRITE']) },
  })
  expect(gateway.emulator.calls('RotateKeyOnDemand')).toBe(0)
})

test('on a read-only gateway the capabilities of a key report the missing permission', async () => {
  await using gateway = await startGateway({ gateway: { isReadOnly: true } })
  const { arn } = gateway.emulator.createKey()
  const { data } = await gateway.answer(
    `{ key(by: { arn: "${arn}" }) { capabilities { rotateOnDemand { isAllowed blockers { reason } } } } }`,
  )
  expect(data).toEqual({
    key: {
      capabilities: {
        rotateOnDemand: { isAllowed: false, blockers: [{ reason: 'VIEWER_LACKS_PERMISSION' }] },
      },
    },
  })
})
