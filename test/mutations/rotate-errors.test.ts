import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { KeyBlueprint } from '../../emulator/key-blueprint.ts'
import { RequestsOfKeyDocument } from '../documents/generated/graphql.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway } from '../support/gateway.ts'
import { rotate, unknownArn } from './rotating.ts'

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway({ speed: 0 })
  gateway.emulator.createKey()
})
afterAll(() => gateway[Symbol.asyncDispose]())

/** Executes the mutation once. Returns its result and the number of RotateKeyOnDemand calls. */
async function outcomeOf(arn: string) {
  const outcome = await rotate(gateway, arn)
  return { ...outcome, sent: gateway.emulator.calls('RotateKeyOnDemand') }
}

const state = (state: string) => ({
  __typename: 'KeyStateError',
  code: 'KEY_STATE',
  state,
  isRetryable: false,
})
const unsupported = (reason: string) => ({
  __typename: 'UnsupportedKeyError',
  code: 'UNSUPPORTED_KEY',
  reason,
  isRetryable: false,
})
const denied = (action: string) => ({
  __typename: 'AccessDeniedError',
  code: 'ACCESS_DENIED',
  action,
  isRetryable: false,
})
const nothingPending = {
  __typename: 'NoPendingMaterialError',
  code: 'NO_PENDING_MATERIAL',
  isRetryable: false,
}
const daily = Array.from({ length: 25 }, (_, day) => ({ date: `-${day + 1}d`, type: 'ON_DEMAND' }) as const)

describe('a rotation is rejected with a complete message before anything is sent for', () => {
  test.each<[what: string, key: KeyBlueprint, expected: object]>([
    ['a disabled key', { state: 'Disabled' }, state('DISABLED')],
    [
      'a disabled RSA key, whose state comes first',
      { state: 'Disabled', spec: 'RSA_4096' },
      state('DISABLED'),
    ],
    ['a key pending deletion', { state: 'PendingDeletion' }, state('PENDING_DELETION')],
    ['a key pending import', { origin: 'EXTERNAL', state: 'PendingImport' }, state('PENDING_IMPORT')],
    ['a key being created', { state: 'Creating' }, state('CREATING')],
    ['an RSA key', { spec: 'RSA_4096', usage: 'SIGN_VERIFY' }, unsupported('SPEC_NOT_SUPPORTED')],
    ['an HMAC key', { spec: 'HMAC_256' }, unsupported('SPEC_NOT_SUPPORTED')],
    ['a key in CloudHSM', { origin: 'AWS_CLOUDHSM' }, unsupported('CUSTOM_KEY_STORE')],
    ['an AWS managed key', { manager: 'AWS' }, unsupported('AWS_MANAGED_KEY')],
    ['a key of another account', { accountId: '999988887777' }, unsupported('FOREIGN_ACCOUNT')],
    ['imported material with nothing pending', { origin: 'EXTERNAL' }, nothingPending],
    [
      'imported material not yet in every replica',
      { origin: 'EXTERNAL', pendingMaterial: { isAwaitingReplicas: true } },
      nothingPending,
    ],
    [
      'a key that used all its rotations',
      { createdAt: '-900d', rotations: daily },
      {
        __typename: 'OnDemandQuotaExceededError',
        code: 'ON_DEMAND_QUOTA_EXCEEDED',
        limit: 25,
        isRetryable: false,
      },
    ],
    [
      'a key that another caller is rotating',
      { createdAt: '-9d', rotationInProgress: { startedAt: '-1m', completesAt: '+60d' } },
      {
        __typename: 'RotationInProgressError',
        code: 'ROTATION_IN_PROGRESS',
        isRetryable: true,
        running: null,
        startedAt: expect.any(String),
      },
    ],
    [
      'a key whose automatic rotation is imminent',
      { createdAt: '-300d', automaticRotation: { nextRotationDate: '+15m' } },
      {
        __typename: 'RotationConflictError',
        code: 'ROTATION_CONFLICT',
        isRetryable: true,
        nextRotationAt: expect.any(String),
        retryAfterSeconds: expect.any(Number),
      },
    ],
    ['a key that denies DescribeKey', { denies: ['DescribeKey'] }, denied('kms:DescribeKey')],
    [
      'a key that denies its status',
      { denies: ['GetKeyRotationStatus'] },
      denied('kms:GetKeyRotationStatus'),
    ],
    ['a key that denies its history', { denies: ['ListKeyRotations'] }, denied('kms:ListKeyRotations')],
  ])('%s', async (_, blueprint, expected) => {
    gateway.emulator.resetStatistics()
    const { arn } = gateway.emulator.createKey(blueprint)
    const outcome = await outcomeOf(arn)
    expect(outcome).toMatchObject({ ...expected, sent: 0 })
    expect(outcome).toMatchObject({ message: expect.stringMatching(/\w+ .+\.$/) })
  })

  test('a replica, with the primary key to use instead', async () => {
    gateway.emulator.resetStatistics()
    const primary = gateway.emulator.createKey({ replicaRegions: ['eu-west-1'] })
    const outcome = await outcomeOf(primary.arn.replace('us-east-1', 'eu-west-1'))
    const expected = { ...unsupported('NOT_PRIMARY_REGION'), primaryKey: { arn: primary.arn }, sent: 0 }
    expect(outcome).toMatchObject(expected)
  })

  test('a key that does not exist', async () => {
    gateway.emulator.resetStatistics()
    expect(await outcomeOf(unknownArn)).toMatchObject({
      __typename: 'KeyNotFoundError',
      code: 'KEY_NOT_FOUND',
      isRetryable: false,
      sent: 0,
    })
  })
})

describe('a rejection by KMS after one request is reported:', () => {
  test.each<[code: string, message: string | undefined, expected: object]>([
    ['NotFoundException', "Key 'x' does not exist", { __typename: 'KeyNotFoundError' }],
    ['InvalidArnException', 'Invalid arn x', { __typename: 'InvalidInputError', code: 'INVALID_INPUT' }],
    ['DisabledException', 'x is disabled.', { __typename: 'KeyStateError', state: 'ENABLED' }],
    ['KMSInvalidStateException', 'x is updating.', { __typename: 'KeyStateError' }],
    [
      'KMSInvalidStateException',
      'No available key material pending rotation for the key: x.',
      nothingPending,
    ],
    ['UnsupportedOperationException', undefined, { __typename: 'UnsupportedKeyError' }],
    ['LimitExceededException', 'The limit has been reached', { __typename: 'OnDemandQuotaExceededError' }],
    ['ConflictException', undefined, { __typename: 'RotationConflictError', retryAfterSeconds: 1_200 }],
    [
      'ValidationException',
      "1 validation error detected: Value 'x' at 'keyId' failed to satisfy constraint: y",
      { __typename: 'InvalidInputError', isRetryable: false },
    ],
    [
      'ThrottlingException',
      'You have exceeded the rate',
      { __typename: 'ThrottledError', code: 'THROTTLED', operation: 'RotateKeyOnDemand', isRetryable: true },
    ],
    ['UnrecognizedClientException', 'The security token is invalid.', { __typename: 'AccessDeniedError' }],
    ['SerializationException', undefined, { __typename: 'KmsUnavailableError', code: 'KMS_UNAVAILABLE' }],
  ])('%s: %s', async (code, message, expected) => {
    const { arn } = gateway.emulator.createKey()
    gateway.emulator.resetStatistics()
    gateway.emulator.addFault({
      kind: 'error',
      operation: 'RotateKeyOnDemand',
      keyId: arn,
      code,
      ...(message && { message }),
    })
    const outcome = await outcomeOf(arn)
    expect(outcome).toMatchObject({ ...expected, sent: 1 })
    expect(outcome).toMatchObject({
      message: expect.stringMatching(/\w+ .+\.$/),
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
  })

  test('access denied: the error does not name the principal, and the request is stored as FAILED', async () => {
    const { arn } = gateway.emulator.createKey({ denies: ['RotateKeyOnDemand'] })
    gateway.emulator.resetStatistics()
    const outcome = await outcomeOf(arn)
    expect(outcome).toMatchObject({ ...denied('kms:RotateKeyOnDemand'), resourceArn: arn, sent: 1 })
    const { key } = await gateway.ask(RequestsOfKeyDocument, { arn })
    expect(key?.latestRequest).toMatchObject({ status: 'FAILED', error: { code: 'ACCESS_DENIED' } })
  })

  test('above the quota of five per second, throttled rotations are sent once', async () => {
    gateway.emulator.resetStatistics()
    gateway.emulator.settings({ quotas: { RotateKeyOnDemand: 0 } })
    const { arn } = gateway.emulator.createKey()
    expect(await outcomeOf(arn)).toMatchObject({ __typename: 'ThrottledError', sent: 1 })
    gateway.emulator.settings({ quotas: { RotateKeyOnDemand: 5 } })
  })
})
