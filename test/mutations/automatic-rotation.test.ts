import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { KeyBlueprint } from '../../emulator/key-blueprint.ts'
import { DisableDocument, EnableDocument } from '../documents/generated/graphql.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway } from '../support/gateway.ts'
import { refuseLeaks, unknownArn } from './rotating.ts'

let gateway: TestGateway
beforeAll(async () => {
  // The clock is a thousand times as fast, so the default of ten seconds is ten milliseconds: too short for three reads.
  gateway = await startGateway({ gateway: { readBack: { timeoutMs: 300_000 } } })
  gateway.emulator.createKey()
})
beforeEach(() => {
  gateway.emulator.clearFaults()
  gateway.emulator.resetStatistics()
})
afterAll(() => gateway[Symbol.asyncDispose]())

async function enable(arn: string, rotationPeriodInDays?: number) {
  const input = { key: { arn }, ...(rotationPeriodInDays === undefined ? {} : { rotationPeriodInDays }) }
  const data = await gateway.ask(EnableDocument, { input })
  refuseLeaks(data)
  return { ...data.enableKeyRotation, sent: gateway.emulator.calls('EnableKeyRotation') }
}

async function disable(arn: string) {
  const data = await gateway.ask(DisableDocument, { input: { key: { arn } } })
  refuseLeaks(data)
  return { ...data.disableKeyRotation, sent: gateway.emulator.calls('DisableKeyRotation') }
}

const on = (periodInDays: number) => ({
  rotationStatus: { automatic: 'ENABLED', periodInDays, nextRotationAt: expect.any(String) },
})
const off = { rotationStatus: { automatic: 'DISABLED', periodInDays: null, nextRotationAt: null } }
const automatic = (periodInDays: number): KeyBlueprint => ({ automaticRotation: { periodInDays } })

describe('enabling automatic rotation', () => {
  test.each<[what: string, key: KeyBlueprint, period: number | undefined, expected: object]>([
    ['with a period', {}, 180, { hasChanged: true, sent: 1, key: on(180) }],
    ['without one gives KMS’s default', {}, undefined, { hasChanged: true, sent: 1, key: on(365) }],
    ['with the shortest period', {}, 90, { hasChanged: true, sent: 1, key: on(90) }],
    ['with the longest period', {}, 2_560, { hasChanged: true, sent: 1, key: on(2_560) }],
    ['with another period changes it', automatic(180), 365, { hasChanged: true, sent: 1, key: on(365) }],
    [
      'with the period it has sends nothing',
      automatic(180),
      180,
      { hasChanged: false, sent: 0, key: on(180) },
    ],
    [
      'without a period keeps the one it has',
      automatic(180),
      undefined,
      { hasChanged: false, sent: 0, key: on(180) },
    ],
  ])('%s', async (_, blueprint, period, expected) => {
    const { arn } = gateway.emulator.createKey(blueprint)
    expect(await enable(arn, period)).toMatchObject({ __typename: 'EnableKeyRotationPayload', ...expected })
  })

  test('returns the new setting of the key although KMS reads alternate for a while', async () => {
    await using flipping = await startGateway({ settings: { staleReadEvery: 3 } })
    const { arn } = flipping.emulator.createKey(automatic(90))
    const { enableKeyRotation } = await flipping.ask(EnableDocument, {
      input: { key: { arn }, rotationPeriodInDays: 400 },
    })
    expect(enableKeyRotation).toMatchObject({ hasChanged: true })
    expect(flipping.emulator.key(arn).automaticRotation).toMatchObject({ isEnabled: true, periodInDays: 400 })
  })

  test.each([89, 2_561, 0, -1])('with a period of %i days is rejected before KMS is called', async (days) => {
    const { arn, keyId } = gateway.emulator.createKey()
    const refusal = {
      __typename: 'InvalidInputError',
      code: 'INVALID_INPUT',
      issues: [
        { path: ['input', 'rotationPeriodInDays'], message: expect.stringMatching(`${days}.*90.*2560`) },
      ],
    }
    expect(await enable(arn, days)).toMatchObject(refusal)
    const byKeyId = { key: { keyId }, rotationPeriodInDays: days }
    const { enableKeyRotation } = await gateway.ask(EnableDocument, { input: byKeyId })
    expect(enableKeyRotation).toMatchObject(refusal)
    expect(gateway.emulator.calls()).toBe(0)
  })
})

describe('disabling automatic rotation', () => {
  test('changes a key whose automatic rotation is on', async () => {
    const { arn } = gateway.emulator.createKey(automatic(180))
    expect(await disable(arn)).toMatchObject({
      __typename: 'DisableKeyRotationPayload',
      hasChanged: true,
      sent: 1,
      key: off,
    })
  })

  test('sends nothing for a key whose automatic rotation is off', async () => {
    const { arn } = gateway.emulator.createKey()
    expect(await disable(arn)).toMatchObject({ hasChanged: false, sent: 0, key: off })
  })
})

const kinds: readonly [what: string, key: KeyBlueprint, expected: object][] = [
  ['a disabled key', { state: 'Disabled' }, { __typename: 'KeyStateError', state: 'DISABLED' }],
  [
    'a key pending deletion',
    { state: 'PendingDeletion' },
    { __typename: 'KeyStateError', state: 'PENDING_DELETION' },
  ],
  ['a key being created', { state: 'Creating' }, { __typename: 'KeyStateError', state: 'CREATING' }],
  ['an RSA key', { spec: 'RSA_2048' }, { __typename: 'UnsupportedKeyError', reason: 'SPEC_NOT_SUPPORTED' }],
  [
    'imported material',
    { origin: 'EXTERNAL' },
    { __typename: 'UnsupportedKeyError', reason: 'IMPORTED_MATERIAL' },
  ],
  [
    'a key in CloudHSM',
    { origin: 'AWS_CLOUDHSM' },
    { __typename: 'UnsupportedKeyError', reason: 'CUSTOM_KEY_STORE' },
  ],
  [
    'an AWS managed key',
    { manager: 'AWS' },
    { __typename: 'UnsupportedKeyError', reason: 'AWS_MANAGED_KEY' },
  ],
  [
    'a key of another account',
    { accountId: '999988887777' },
    { __typename: 'UnsupportedKeyError', reason: 'FOREIGN_ACCOUNT' },
  ],
  ['a key that denies DescribeKey', { denies: ['DescribeKey'] }, { __typename: 'AccessDeniedError' }],
]

describe('enabling and disabling are rejected before anything is sent for', () => {
  test.each(kinds)('%s', async (_, blueprint, expected) => {
    const { arn } = gateway.emulator.createKey(blueprint)
    for (const outcome of [await enable(arn, 90), await disable(arn)])
      expect(outcome).toMatchObject({ ...expected, message: expect.stringMatching(/\w+ .+\.$/), sent: 0 })
  })

  test('a replica, with its primary key in the error', async () => {
    const primary = gateway.emulator.createKey({ replicaRegions: ['eu-west-1'] })
    const replica = primary.arn.replace('us-east-1', 'eu-west-1')
    const expected = { __typename: 'UnsupportedKeyError', reason: 'NOT_PRIMARY_REGION', sent: 0 }
    expect(await enable(replica)).toMatchObject({ ...expected, primaryKey: { arn: primary.arn } })
    expect(await disable(replica)).toMatchObject(expected)
  })

  test('a key that does not exist', async () => {
    const expected = { __typename: 'KeyNotFoundError', code: 'KEY_NOT_FOUND', sent: 0 }
    expect(await enable(unknownArn)).toMatchObject(expected)
    expect(await disable(unknownArn)).toMatchObject(expected)
  })
})

describe('a rejection by KMS when enabling and disabling is reported:', () => {
  test.each<[code: string, message: string | undefined, expected: object]>([
    ['NotFoundException', "Key 'x' does not exist", { __typename: 'KeyNotFoundError' }],
    ['DisabledException', 'x is disabled.', { __typename: 'KeyStateError' }],
    ['KMSInvalidStateException', 'x is creating.', { __typename: 'KeyStateError' }],
    ['UnsupportedOperationException', undefined, { __typename: 'UnsupportedKeyError' }],
    ['InvalidArnException', 'Invalid arn x', { __typename: 'InvalidInputError' }],
    [
      'AccessDeniedException',
      'User: arn:aws:iam::1:user/u is not authorized',
      { __typename: 'AccessDeniedError' },
    ],
    ['SerializationException', undefined, { __typename: 'KmsUnavailableError' }],
  ])('%s', async (code, message, expected) => {
    const { arn } = gateway.emulator.createKey(automatic(180))
    gateway.emulator.addFault({
      kind: 'error',
      operation: 'EnableKeyRotation',
      code,
      ...(message && { message }),
    })
    gateway.emulator.addFault({
      kind: 'error',
      operation: 'DisableKeyRotation',
      code,
      ...(message && { message }),
    })
    for (const outcome of [await enable(arn, 90), await disable(arn)])
      expect(outcome).toMatchObject({ ...expected, message: expect.stringMatching(/\w+ .+\.$/), sent: 1 })
  })

  test('throttling, after three attempts, because KMS made no change in any of them', async () => {
    const { arn } = gateway.emulator.createKey()
    gateway.emulator.addFault({ kind: 'throttle', operation: 'EnableKeyRotation' })
    expect(await enable(arn)).toMatchObject({ __typename: 'ThrottledError', isRetryable: true, sent: 3 })
  })
})

test('a change that KMS throttles once is sent again', async () => {
  const { arn } = gateway.emulator.createKey()
  gateway.emulator.addFault({ kind: 'throttle', operation: 'EnableKeyRotation', times: 1 })
  expect(await enable(arn, 200)).toMatchObject({ hasChanged: true, key: on(200), sent: 2 })
})

describe('when the response to a change of automatic rotation is lost', () => {
  test('the key is read until it shows the change, and nothing is sent again', async () => {
    const { arn } = gateway.emulator.createKey()
    gateway.emulator.addFault({ kind: 'dropAfter', operation: 'EnableKeyRotation', times: 1 })
    expect(await enable(arn, 200)).toMatchObject({ hasChanged: true, key: on(200), sent: 1 })
  })

  test('the outcome is unknown if the key does not show the change', async () => {
    const { arn } = gateway.emulator.createKey()
    gateway.emulator.addFault({ kind: 'dropBefore', operation: 'EnableKeyRotation' })
    expect(await enable(arn)).toMatchObject({
      __typename: 'OutcomeUnknownError',
      isRetryable: false,
      sent: 1,
    })
  })
})

test.each([{ arn: 'arn:aws:s3:::bucket' }, { id: 'nonsense' }, { keyId: 'nope' }])(
  'a malformed key identifier of a mutation is invalid input, and KMS is not called: %j',
  async (key) => {
    const { enableKeyRotation } = await gateway.ask(EnableDocument, { input: { key } })
    const { disableKeyRotation } = await gateway.ask(DisableDocument, { input: { key } })
    for (const outcome of [enableKeyRotation, disableKeyRotation])
      expect(outcome).toMatchObject({
        __typename: 'InvalidInputError',
        issues: [{ path: ['input', 'key', Object.keys(key)[0]], message: expect.stringContaining("'") }],
      })
    expect(gateway.emulator.calls()).toBe(0)
  },
)
