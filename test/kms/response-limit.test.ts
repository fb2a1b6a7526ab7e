import { describe, expect, test } from 'vitest'
import { AccessDeniedError, KmsUnavailableError } from '../../src/errors/operation-errors.ts'
import { createCachedKms } from '../../src/kms/cache/cached-kms.ts'
import type { CallOptions, Kms, KmsOperation } from '../../src/kms/kms.ts'
import { withMethods } from '../../src/kms/kms-client.ts'
import { createLimitedKms } from '../../src/kms/rate/limited-kms.ts'
import type { KmsLimits } from '../../src/kms/rate/limited-kms.ts'
import { createResponseLimit } from '../../src/kms/rate/response-limit.ts'
import { createFakeKms } from '../support/fake-kms.ts'
import { createStillClock, settle } from '../support/still-clock.ts'
import { KEY_ARN } from '../rotation/kms-values.ts'

const LIMIT_MS = 2_000
/** How long a request that is not answered takes until it fails. */
const TIMEOUT_MS = 10_000
const NAME = '111122223333/eu-west-1'
const SLOW = `AWS in ${NAME} did not answer`
const NOT_SENT = 'The gateway did not send'

function start({ isActive = true, limits = {} }: { isActive?: boolean; limits?: KmsLimits } = {}) {
  const clock = createStillClock()
  const fake = createFakeKms(KEY_ARN)
  const scope = { ...fake.scope, partition: 'aws', accountId: '111122223333' }
  const sent: KmsOperation[] = []
  const silent = new Set<KmsOperation>()
  const kms: Kms = {
    scope,
    async call(operation, input, options) {
      sent.push(operation)
      if (silent.has(operation)) {
        await clock.sleep(TIMEOUT_MS, options?.signal)
        throw new KmsUnavailableError('The request timed out.')
      }
      return fake.call(operation, input, options)
    },
  }
  const limit = createResponseLimit({ scope, clock, isActive: () => isActive })
  const limited = createLimitedKms({
    kms: limit.onSent(kms),
    clock,
    random: () => 0,
    maxInFlight: 2,
    ...limits,
  })
  const cached = createCachedKms(limit.onWaiting(limited), { clock })
  return { clock, fake, sent, silent, limited, cached, kms: withMethods(limit.onWaiting(limited)) }
}

/** How a call ends, as soon as it has. */
function outcomeOf(call: Promise<unknown>) {
  const outcome: { text: string | undefined } = { text: undefined }
  call.then(
    () => (outcome.text = 'answered'),
    (error: unknown) => (outcome.text = error instanceof Error ? error.message : String(error)),
  )
  return outcome
}

const ALL = ['DescribeKey', 'GetKeyRotationStatus', 'ListKeyRotations', 'ListKeys'] as const
const by = (request: string): CallOptions => ({ caller: 'alice', request })

describe('an awaited read', () => {
  test('ends 2 s after it was sent, and is not sent again', async () => {
    const { clock, kms, sent, silent } = start()
    silent.add('DescribeKey')
    const read = outcomeOf(kms.describeKey(KEY_ARN))
    await clock.pass(LIMIT_MS - 1)
    expect(read.text).toBeUndefined()
    await clock.pass(1)
    await settle()
    expect(read.text).toBe(`${SLOW} DescribeKey within 2 s. Try again later.`)
    await clock.pass(5 * TIMEOUT_MS)
    expect(sent).toEqual(['DescribeKey'])
    expect(clock.sleeping).toBe(0)
  })

  test('waits longer while the limit is not active, and is sent again', async () => {
    const { clock, kms, sent, silent } = start({ isActive: false })
    silent.add('DescribeKey')
    const read = outcomeOf(kms.describeKey(KEY_ARN))
    await clock.pass(3 * TIMEOUT_MS)
    await settle()
    expect(read.text).toBe('The request timed out.')
    expect(sent).toHaveLength(3)
  })

  test('may wait longer than 2 s for a permit of a KMS that answers', async () => {
    const { clock, kms } = start({ limits: { share: 1, quotas: { DescribeKey: 1 } } })
    const reads = Array.from({ length: 6 }, () => outcomeOf(kms.describeKey(KEY_ARN, by('page'))))
    await clock.pass(3_000)
    await settle()
    expect(reads.map(({ text }) => text)).toContain(undefined)
    await clock.pass(3_000)
    await settle()
    expect(reads.map(({ text }) => text)).toEqual(Array(6).fill('answered'))
  })

  test.each<[what: string, call: (kms: ReturnType<typeof start>['kms']) => Promise<unknown>]>([
    ['a background read', (kms) => kms.describeKey(KEY_ARN, { priority: 'BACKGROUND' })],
    ['a poll of a watch', (kms) => kms.describeKey(KEY_ARN, { isAwaited: () => false })],
  ])('is ended, but %s is not', async (_, call) => {
    const { clock, kms, silent } = start()
    silent.add('DescribeKey')
    const read = outcomeOf(call(kms))
    await clock.pass(TIMEOUT_MS - 1)
    expect(read.text).toBeUndefined()
  })

  test('ends within 2 s when it joins a background read that is not answered', async () => {
    const { clock, cached, sent, silent } = start()
    silent.add('DescribeKey')
    const background = outcomeOf(cached.describeKey(KEY_ARN, { priority: 'BACKGROUND' }))
    await clock.pass(1_000)
    const read = outcomeOf(cached.describeKey(KEY_ARN, by('page')))
    await clock.pass(LIMIT_MS)
    await settle()
    expect([read.text, background.text]).toEqual([
      expect.stringContaining(SLOW),
      expect.stringContaining(SLOW),
    ])
    expect(sent).toEqual(['DescribeKey'])
  })
})

describe('while KMS does not answer', () => {
  test('awaited reads are rejected at once, except one at a time, until one is answered', async () => {
    const { clock, kms, sent, silent } = start()
    for (const operation of ALL) silent.add(operation)
    void outcomeOf(kms.describeKey(KEY_ARN, by('first')))
    await clock.pass(LIMIT_MS)
    await settle()
    const probe = outcomeOf(kms.getKeyRotationStatus(KEY_ARN, by('second')))
    const others = ['second', 'third'].map((request) =>
      outcomeOf(kms.getKeyRotationStatus(KEY_ARN, by(request))),
    )
    await settle()
    expect(probe.text).toBeUndefined()
    for (const { text } of others) expect(text).toContain(NOT_SENT)
    await clock.pass(LIMIT_MS)
    await settle()
    expect(probe.text).toContain(SLOW)
    expect(sent).toEqual(['DescribeKey', 'GetKeyRotationStatus'])
    silent.clear()
    const answered = outcomeOf(kms.describeKey(KEY_ARN, by('third')))
    await settle()
    const next = ['a', 'b', 'c'].map((request) => outcomeOf(kms.describeKey(KEY_ARN, by(request))))
    await clock.pass(1)
    expect([answered, ...next].map(({ text }) => text)).toEqual(Array(4).fill('answered'))
  })

  test('a request that has waited once does not wait again for its other reads', async () => {
    const { clock, kms, sent, silent } = start()
    for (const operation of ALL) silent.add(operation)
    void outcomeOf(kms.listKeys({}, by('page')))
    await clock.pass(LIMIT_MS)
    await settle()
    const next = outcomeOf(kms.describeKey(KEY_ARN, by('page')))
    await settle()
    expect(next.text).toContain(NOT_SENT)
    expect(sent).toEqual(['ListKeys'])
  })

  test('reads that wait for a permit behind requests in flight are rejected, and not sent', async () => {
    const { clock, kms, sent, silent } = start()
    silent.add('ListKeyRotations')
    const histories = Array.from({ length: 50 }, () =>
      outcomeOf(kms.listKeyRotations(KEY_ARN, { includeKeyMaterial: 'ROTATIONS_ONLY' }, by('page'))),
    )
    await settle()
    const begun = sent.length
    expect(begun).toBeLessThan(50)
    await clock.pass(LIMIT_MS)
    await settle()
    expect(histories.filter(({ text }) => text?.includes(SLOW))).toHaveLength(begun)
    expect(histories.filter(({ text }) => text?.includes(NOT_SENT))).toHaveLength(50 - begun)
    expect(sent).toHaveLength(begun)
  })

  test('only the operation that is not answered is rejected', async () => {
    const { clock, kms, silent } = start()
    silent.add('ListKeyRotations')
    void outcomeOf(kms.listKeyRotations(KEY_ARN, { includeKeyMaterial: 'ROTATIONS_ONLY' }, by('first')))
    await clock.pass(1_000)
    await kms.describeKey(KEY_ARN, by('first'))
    await clock.pass(1_000)
    await settle()
    const reads = [
      outcomeOf(kms.listKeyRotations(KEY_ARN, { includeKeyMaterial: 'ROTATIONS_ONLY' }, by('first'))),
      outcomeOf(kms.describeKey(KEY_ARN, by('first'))),
    ]
    await clock.pass(1)
    expect(reads.map(({ text }) => text)).toEqual([expect.stringContaining(NOT_SENT), 'answered'])
  })

  test('the answer to a background read ends it', async () => {
    const { clock, kms, silent } = start()
    for (const operation of ALL) silent.add(operation)
    void outcomeOf(kms.describeKey(KEY_ARN, by('first')))
    await clock.pass(LIMIT_MS)
    silent.clear()
    await kms.getKeyRotationStatus(KEY_ARN, { priority: 'BACKGROUND' })
    silent.add('GetKeyRotationStatus')
    const read = outcomeOf(kms.getKeyRotationStatus(KEY_ARN, by('first')))
    await clock.pass(1)
    expect(read.text).toBeUndefined()
  })

  test('a change is sent and not ended', async () => {
    const { clock, kms, fake, silent } = start()
    for (const operation of ALL) silent.add(operation)
    void outcomeOf(kms.describeKey(KEY_ARN, by('first')))
    await clock.pass(LIMIT_MS)
    let answer = () => {}
    fake.key(KEY_ARN).onChange = () => new Promise<void>((resolve) => (answer = resolve))
    const change = outcomeOf(kms.rotateKeyOnDemand(KEY_ARN, by('first')))
    await clock.pass(3 * LIMIT_MS)
    expect(change.text).toBeUndefined()
    answer()
    await settle()
    expect(change.text).toBe('answered')
  })
})

test('a scope that denies every read answers: each read has its own reason', async () => {
  const { clock, kms, fake, sent } = start()
  fake.key(KEY_ARN).metadata = new AccessDeniedError('Denied.', { action: 'kms:DescribeKey' })
  const reads = Array.from({ length: 5 }, () => outcomeOf(kms.describeKey(KEY_ARN, by('page'))))
  await clock.pass(1)
  expect(reads.map(({ text }) => text)).toEqual(Array(5).fill('Denied.'))
  expect(sent).toHaveLength(5)
})
