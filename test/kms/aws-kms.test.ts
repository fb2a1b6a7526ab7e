import { createServer } from 'node:net'
import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import {
  KmsUnavailableError,
  OperationError,
  OutcomeUnknownError,
} from '../../src/errors/operation-errors.ts'
import type { FaultRule } from '../../emulator/faults.ts'
import type { OperationName } from '../../emulator/operation-name.ts'
import type { KmsClient } from '../../src/kms/kms-client.ts'
import { startAwsKms } from './aws-kms-on-emulator.ts'
import { fulfilsKmsContract } from './kms-contract.ts'

describe('the AWS adapter', () => {
  fulfilsKmsContract(() => startAwsKms())
})

type Ask = (kms: KmsClient, keyArn: string) => Promise<unknown>

const READS: readonly (readonly [OperationName, Ask])[] = [
  ['ListKeys', (kms) => kms.listKeys({})],
  ['DescribeKey', (kms, arn) => kms.describeKey(arn)],
  ['ListAliases', (kms) => kms.listAliases({})],
  ['ListResourceTags', (kms, arn) => kms.listResourceTags(arn, {})],
  ['GetKeyRotationStatus', (kms, arn) => kms.getKeyRotationStatus(arn)],
  ['ListKeyRotations', (kms, arn) => kms.listKeyRotations(arn, { includeKeyMaterial: 'ROTATIONS_ONLY' })],
  ['GetKeyLastUsage', (kms, arn) => kms.getKeyLastUsage(arn)],
]

describe('a read', () => {
  test.each(READS)('%s sends one request, also when it fails', async (operation, ask) => {
    await using it = await startAwsKms()
    const { arn } = it.emulator.createKey()
    await ask(it.kms, arn)
    const faults: readonly FaultRule[] = [
      { kind: 'error', status: 500 },
      { kind: 'error', code: 'DependencyTimeoutException', status: 503 },
      { kind: 'throttle' },
      { kind: 'dropBefore' },
      { kind: 'dropAfter' },
    ]
    for (const fault of faults) {
      it.emulator.resetStatistics()
      it.emulator.clearFaults()
      it.emulator.addFault(fault)
      await expect(ask(it.kms, arn)).rejects.toMatchObject({ isRetryable: true })
      expect(it.emulator.calls(operation)).toBe(1)
    }
  })

  test('is not retried after a permanent error', async () => {
    await using it = await startAwsKms()
    for (const code of [
      'AccessDeniedException',
      'KMSInvalidStateException',
      'NotFoundException',
      'ValidationException',
    ]) {
      it.emulator.resetStatistics()
      it.emulator.clearFaults()
      it.emulator.addFault({ kind: 'error', code })
      await expect(it.kms.listKeys({})).rejects.toBeInstanceOf(OperationError)
      expect(it.emulator.calls()).toBe(1)
    }
  })

  test('fails when its response is cut short', async () => {
    await using it = await startAwsKms()
    it.emulator.createKey()
    it.emulator.addFault({ kind: 'truncate' })
    await expect(it.kms.listKeys({})).rejects.toBeInstanceOf(KmsUnavailableError)
  })

  test('fails after the request timeout', async () => {
    await using it = await startAwsKms({}, { requestTimeoutMs: 1_000 })
    it.emulator.addFault({ kind: 'latency', latencyMs: 3_600_000 })
    await expect(it.kms.listKeys({})).rejects.toBeInstanceOf(KmsUnavailableError)
    expect(it.emulator.calls()).toBe(0)
    expect(it.emulator.statistics().inFlight).toBeGreaterThan(0)
  })
})

describe('RotateKeyOnDemand', () => {
  test.each<readonly [string, FaultRule, string, number]>([
    ['throttled', { kind: 'throttle' }, 'THROTTLED', 0],
    ['at its quota', { kind: 'error', code: 'LimitExceededException' }, 'ON_DEMAND_QUOTA_EXCEEDED', 0],
    ['in conflict', { kind: 'error', code: 'ConflictException' }, 'ROTATION_CONFLICT', 0],
    ['refused by the state of the key', { kind: 'error', code: 'KMSInvalidStateException' }, 'KEY_STATE', 0],
    ['denied', { kind: 'error', code: 'AccessDeniedException' }, 'ACCESS_DENIED', 0],
    ['refused as malformed', { kind: 'error', code: 'SerializationException' }, 'KMS_UNAVAILABLE', 0],
    ['answered with an unknown error', { kind: 'error', code: 'NewException' }, 'OUTCOME_UNKNOWN', 0],
    ['answered 500 before it happened', { kind: 'error', status: 500 }, 'OUTCOME_UNKNOWN', 0],
    [
      'answered 500 after it happened',
      { kind: 'error', status: 500, isAfterEffect: true },
      'OUTCOME_UNKNOWN',
      1,
    ],
    [
      "answered with KMS's own fault as if it were the caller's",
      { kind: 'error', code: 'KMSInternalException', status: 400, isAfterEffect: true },
      'OUTCOME_UNKNOWN',
      1,
    ],
    ['answered 503', { kind: 'error', code: 'DependencyTimeoutException' }, 'OUTCOME_UNKNOWN', 0],
    ['dropped before it happened', { kind: 'dropBefore' }, 'OUTCOME_UNKNOWN', 0],
    ['dropped after it happened', { kind: 'dropAfter' }, 'OUTCOME_UNKNOWN', 1],
    ['answered in part', { kind: 'truncate' }, 'OUTCOME_UNKNOWN', 1],
  ])('is sent once when it is %s', async (_, fault, code, rotations) => {
    await using it = await startAwsKms()
    const { arn } = it.emulator.createKey()
    it.emulator.addFault(fault)
    await expect(it.kms.rotateKeyOnDemand(arn)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(/\w/),
    })
    expect(it.emulator.calls('RotateKeyOnDemand')).toBe(1)
    expect(it.emulator.key(arn).onDemandUsed).toBe(rotations)
  })

  test('has an unknown outcome after the request timeout and when its caller cancels', async () => {
    await using it = await startAwsKms({}, { requestTimeoutMs: 1_000 })
    const { arn } = it.emulator.createKey()
    it.emulator.addFault({ kind: 'latency', latencyMs: 3_600_000, isAfterEffect: true })
    const call = it.kms.rotateKeyOnDemand(arn)
    await expect(call).rejects.toBeInstanceOf(OutcomeUnknownError)
    await expect(call).rejects.toMatchObject({ keyArn: arn, isRetryable: false })

    const caller = new AbortController()
    const left = it.kms.rotateKeyOnDemand(arn, { signal: caller.signal })
    await expect.poll(() => it.emulator.statistics().inFlight).toBe(2)
    caller.abort()
    await expect(left).rejects.toBeInstanceOf(OutcomeUnknownError)
  })

  test('does not slow other calls when it is throttled or at its quota', async () => {
    await using it = await startAwsKms()
    const { arn } = it.emulator.createKey()
    it.emulator.addFault({ kind: 'error', code: 'LimitExceededException', operation: 'RotateKeyOnDemand' })
    await expect(it.kms.rotateKeyOnDemand(arn)).rejects.toBeInstanceOf(OperationError)
    await Promise.all(Array.from({ length: 20 }, () => it.kms.listKeys({})))
    expect(it.emulator.calls('ListKeys')).toBe(20)
  })
})

describe('a KMS endpoint that is down', () => {
  test('makes reads and changes fail with KMS_UNAVAILABLE, because nothing was sent', async () => {
    const reserved = createServer().listen(0, '127.0.0.1')
    await once(reserved, 'listening')
    const address = reserved.address()
    reserved.close()
    await once(reserved, 'close')
    const port = typeof address === 'object' && address ? address.port : 0
    await using it = await startAwsKms({}, { endpoint: `http://127.0.0.1:${port}` })
    const expected = { code: 'KMS_UNAVAILABLE', message: expect.stringContaining('ECONNREFUSED') }
    await expect(it.kms.listKeys({})).rejects.toMatchObject(expected)
    await expect(it.kms.rotateKeyOnDemand('x')).rejects.toMatchObject(expected)
    await expect(it.kms.disableKeyRotation('x')).rejects.toMatchObject(expected)
  })
})
