import { describe, expect, test } from 'vitest'
import { KmsUnavailableError, ThrottledError } from '../../src/errors/operation-errors.ts'
import type { FaultRule } from '../../emulator/faults.ts'
import type { OperationName } from '../../emulator/operation-name.ts'
import { withMethods } from '../../src/kms/kms-client.ts'
import type { KmsClient } from '../../src/kms/kms-client.ts'
import type { CallOptions } from '../../src/kms/kms.ts'
import { createLimitedKms } from '../../src/kms/rate/limited-kms.ts'
import type {
  KmsLimits,
  KmsRequestFacts,
  LimitedKms,
  LimitedKmsOptions,
} from '../../src/kms/rate/limited-kms.ts'
import { createFakeKms } from '../support/fake-kms.ts'
import { createStillClock, settle } from '../support/still-clock.ts'
import { startAwsKms } from './aws-kms-on-emulator.ts'
import { fulfilsKmsContract } from './kms-contract.ts'
import type { KmsUnderTest } from './kms-contract.ts'

/** Over the real SDK and a real socket. What failed is sent again at once. */
async function startLimited(
  limits: KmsLimits = {},
): Promise<KmsUnderTest & { readonly kms: LimitedKms & KmsClient }> {
  const it = await startAwsKms()
  const { clock } = it.emulator
  const kms = withMethods(createLimitedKms({ ...limits, kms: it.kms, clock, random: () => 0 }))
  return {
    ...it,
    kms,
    async [Symbol.asyncDispose]() {
      kms[Symbol.dispose]()
      await it[Symbol.asyncDispose]()
    },
  }
}

describe('the rate-limited KMS', () => {
  fulfilsKmsContract(() => startLimited())
})

type Ask = (kms: KmsClient, keyArn: string, call?: CallOptions) => Promise<unknown>

const READS: readonly (readonly [OperationName, Ask])[] = [
  ['ListKeys', (kms, _, call) => kms.listKeys({}, call)],
  ['DescribeKey', (kms, arn, call) => kms.describeKey(arn, call)],
  ['ListAliases', (kms, _, call) => kms.listAliases({}, call)],
  ['ListResourceTags', (kms, arn, call) => kms.listResourceTags(arn, {}, call)],
  ['GetKeyRotationStatus', (kms, arn, call) => kms.getKeyRotationStatus(arn, call)],
  [
    'ListKeyRotations',
    (kms, arn, call) => kms.listKeyRotations(arn, { includeKeyMaterial: 'ROTATIONS_ONLY' }, call),
  ],
  ['GetKeyLastUsage', (kms, arn, call) => kms.getKeyLastUsage(arn, call)],
]
const CHANGES: readonly (readonly [OperationName, Ask])[] = [
  ['EnableKeyRotation', (kms, arn, call) => kms.enableKeyRotation(arn, 180, call)],
  ['DisableKeyRotation', (kms, arn, call) => kms.disableKeyRotation(arn, call)],
  ['RotateKeyOnDemand', (kms, arn, call) => kms.rotateKeyOnDemand(arn, call)],
]
const PASSING: readonly FaultRule[] = [
  { kind: 'error', status: 500 },
  { kind: 'error', code: 'DependencyTimeoutException', status: 503 },
  { kind: 'dropBefore' },
  { kind: 'dropAfter' },
  { kind: 'throttle' },
]

describe('a read', () => {
  test.each(READS)('%s is retried after a temporary failure', async (operation, ask) => {
    // The quota of GetKeyLastUsage is 5 requests per second: the retries would wait for the still clock.
    await using it = await startLimited({ quotas: { GetKeyLastUsage: 100 } })
    const { arn } = it.emulator.createKey()
    for (const fault of PASSING) {
      it.emulator.resetStatistics()
      it.emulator.addFault({ ...fault, times: 1 })
      const sent: string[] = []
      await ask(it.kms, arn, { onSent: (name) => sent.push(name) })
      expect([sent, it.emulator.calls()]).toEqual([[operation, operation], 2])
    }
  })

  test('fails after three requests with the last error', async () => {
    for (const [fault, code] of [
      [{ kind: 'error', status: 500 }, 'KMS_UNAVAILABLE'],
      [{ kind: 'dropBefore' }, 'KMS_UNAVAILABLE'],
      [{ kind: 'throttle' }, 'THROTTLED'],
    ] as const) {
      await using it = await startLimited()
      it.emulator.addFault(fault)
      await expect(it.kms.listKeys({})).rejects.toMatchObject({ code, isRetryable: true })
      expect(it.emulator.calls('ListKeys')).toBe(3)
    }
  })

  test('is sent once when KMS rejects it permanently', async () => {
    await using it = await startLimited()
    for (const code of [
      'AccessDeniedException',
      'ExpiredTokenException',
      'KMSInvalidStateException',
      'NotFoundException',
      'SomethingNewException',
      'ValidationException',
    ]) {
      it.emulator.resetStatistics()
      it.emulator.clearFaults()
      it.emulator.addFault({ kind: 'error', code })
      await expect(it.kms.listKeys({})).rejects.toThrow(/\w/)
      expect(it.emulator.calls()).toBe(1)
    }
  })

  test('is not retried without limit by many callers while KMS is down', async () => {
    await using it = await startLimited()
    it.emulator.addFault({ kind: 'error', status: 500 })
    for (let calls = 0; calls < 200; calls++)
      await expect(it.kms.describeKey('x')).rejects.toBeInstanceOf(KmsUnavailableError)
    expect(it.emulator.calls()).toBe(200 + 100)
  })
})

describe('a change', () => {
  test.each(CHANGES)(
    '%s is sent once when its response is lost or KMS rejects it',
    async (operation, ask) => {
      const faults: readonly FaultRule[] = [
        ...PASSING.slice(0, -1),
        { kind: 'error', code: 'ConflictException' },
        { kind: 'error', code: 'LimitExceededException' },
        { kind: 'error', code: 'SomethingNewException' },
      ]
      for (const fault of faults) {
        await using it = await startLimited()
        const { arn } = it.emulator.createKey()
        it.emulator.addFault(fault)
        await expect(ask(it.kms, arn)).rejects.toThrow(/\w/)
        expect(it.emulator.calls(operation)).toBe(1)
      }
    },
  )

  test.each([
    ['EnableKeyRotation', 2],
    ['DisableKeyRotation', 2],
    ['RotateKeyOnDemand', 1],
  ] as const)('%s that KMS throttles once is sent %d times', async (operation, times) => {
    // A throttling reduces half a quota of five per second to one, so a second request would wait.
    await using it = await startLimited({ share: 1 })
    const { arn } = it.emulator.createKey()
    it.emulator.addFault({ kind: 'throttle', times: 1 })
    const ask = CHANGES.find(([name]) => name === operation)?.[1]
    const [outcome] = await Promise.allSettled([ask?.(it.kms, arn)])
    expect(outcome?.status).toBe(times === 1 ? 'rejected' : 'fulfilled')
    expect(it.emulator.calls(operation)).toBe(times)
    expect(it.emulator.key(arn).onDemandUsed).toBe(0)
  })
})

const ARN = 'arn:aws:kms:eu-west-1:111122223333:key/0d1e2f30-1111-4222-8333-444455556666'

/** Over a KMS in memory, on a clock that stands still. A failed call pauses for as long as it may. */
function startOnStillClock(options: Partial<LimitedKmsOptions> = {}) {
  const clock = createStillClock()
  const fake = createFakeKms(ARN)
  const requests: KmsRequestFacts[] = []
  const kms = withMethods(
    createLimitedKms({
      kms: fake,
      clock,
      random: () => 1,
      onRequest: (request) => requests.push(request),
      ...options,
    }),
  )
  const budgetOf = (operation: string) => kms.budgets().find((budget) => budget.operation === operation)
  return { clock, fake, kms, requests, budgetOf, key: fake.key(ARN) }
}
const unavailable = () => new KmsUnavailableError('Down.')
const throttled = () => new ThrottledError('Slow.', { operation: 'x', retryAfterSeconds: 1 })

describe('between two attempts', () => {
  test('a call pauses longer each time, and much longer after throttling', async () => {
    const { clock, fake, kms, key } = startOnStillClock()
    key.nextStatuses.push(unavailable(), unavailable())
    const reading = kms.getKeyRotationStatus(ARN)
    await settle()
    expect([fake.calls(), clock.waits()]).toEqual([1, [50]])
    await clock.pass(50)
    expect([fake.calls(), clock.waits()]).toEqual([2, [100]])
    await clock.pass(100)
    await reading
    key.nextStatuses.push(throttled())
    const again = kms.getKeyRotationStatus(ARN)
    await settle()
    expect(clock.waits()).toEqual([1_000])
    await clock.pass(1_000)
    await again
  })

  test('a call whose deadline would pass fails immediately with the last error', async () => {
    const { clock, kms, key } = startOnStillClock()
    key.status = unavailable()
    const deadline = clock.now() + 120
    const failing = kms.getKeyRotationStatus(ARN, { deadline }).catch((error: unknown) => error)
    await clock.pass(50)
    expect(await failing).toBe(key.status)
    expect(clock.sleeping).toBe(0)
  })

  test('a cancelled call rejects with the reason of its signal', async () => {
    const { clock, fake, kms, key } = startOnStillClock()
    key.status = unavailable()
    const leaving = new AbortController()
    const reading = kms.getKeyRotationStatus(ARN, { signal: leaving.signal })
    await settle()
    const reason = new Error('left')
    leaving.abort(reason)
    await expect(reading).rejects.toBe(reason)
    expect([fake.calls(), clock.sleeping]).toEqual([1, 0])
  })

  test('a call fails with the last error when the gateway shuts down, and no timer is left', async () => {
    const { clock, kms, key } = startOnStillClock()
    key.status = unavailable()
    const reading = kms.getKeyRotationStatus(ARN)
    await settle()
    kms[Symbol.dispose]()
    await expect(reading).rejects.toBe(key.status)
    expect(clock.sleeping).toBe(0)
  })

  test('a call waits for a permit again', async () => {
    const { clock, fake, kms, key } = startOnStillClock({ quotas: { GetKeyRotationStatus: 2 } })
    key.nextStatuses.push(unavailable())
    const reading = kms.getKeyRotationStatus(ARN)
    await clock.pass(999)
    expect(fake.calls()).toBe(1)
    await clock.pass(1)
    await reading
    expect(fake.calls()).toBe(2)
  })
})

describe('a quota', () => {
  test('is separate for each operation', async () => {
    const { fake, kms, clock } = startOnStillClock()
    const calls = Array.from({ length: 100 }, () => [
      kms.describeKey(ARN),
      kms.listKeyRotations(ARN, { includeKeyMaterial: 'ROTATIONS_ONLY' }),
    ]).flat()
    await settle()
    expect([fake.calls('DescribeKey'), fake.calls('ListKeyRotations')]).toEqual([100, 40])
    await clock.pass(3_000)
    await Promise.all(calls)
    expect(fake.calls('ListKeyRotations')).toBe(100)
  })

  test('is used less after KMS throttles, and its budget counts the throttling', async () => {
    const { clock, fake, kms, budgetOf } = startOnStillClock()
    const key = fake.key(ARN)
    key.nextStatuses.push(throttled(), throttled())
    const reads = [kms.getKeyRotationStatus(ARN), kms.getKeyRotationStatus(ARN)]
    await settle()
    expect(budgetOf('GetKeyRotationStatus')).toEqual({
      operation: 'GetKeyRotationStatus',
      requestsPerSecond: 250,
      available: 248,
      waiting: 0,
      throttledLastMinute: 2,
    })
    expect(budgetOf('DescribeKey')).toMatchObject({ requestsPerSecond: 1_000, throttledLastMinute: 0 })
    await clock.pass(61_000)
    await Promise.all(reads)
    expect(budgetOf('GetKeyRotationStatus')).toMatchObject({
      requestsPerSecond: 500,
      available: 500,
      throttledLastMinute: 0,
    })
  })

  test('has a budget for each operation, in a fixed order', () => {
    const { kms } = startOnStillClock()
    expect(kms.budgets().map(({ operation }) => operation)).toEqual([
      ...READS.map(([operation]) => operation),
      ...CHANGES.map(([operation]) => operation),
    ])
  })
})

test('reports the wait and the outcome of each request', async () => {
  const { clock, kms, key, requests } = startOnStillClock({ quotas: { GetKeyRotationStatus: 2 } })
  key.nextStatuses.push(throttled())
  const reading = kms.getKeyRotationStatus(ARN)
  const leaving = new AbortController()
  const left = kms.getKeyRotationStatus(ARN, { signal: leaving.signal }).catch(() => {})
  const refused = kms.getKeyRotationStatus(ARN, { deadline: clock.now() + 10 }).catch(() => {})
  await settle()
  leaving.abort()
  await Promise.all([left, refused])
  await clock.pass(10_000)
  await reading
  const about = {
    accountId: '111122223333',
    region: 'eu-west-1',
    operation: 'GetKeyRotationStatus',
    priority: 'INTERACTIVE',
    tookMs: 0,
  }
  expect(requests.slice(0, 3)).toEqual([
    { ...about, outcome: 'REJECTED', waitedMs: 0 },
    { ...about, outcome: 'THROTTLED', waitedMs: 0 },
    { ...about, outcome: 'ABANDONED', waitedMs: 0 },
  ])
  expect(requests.slice(3)).toMatchObject([{ ...about, outcome: 'OK' }])
})
