import { describe, expect, test } from 'vitest'
import {
  AccessDeniedError,
  KeyNotFoundError,
  KmsUnavailableError,
  OutcomeUnknownError,
  ThrottledError,
  UnsupportedKeyError,
} from '../../src/errors/operation-errors.ts'
import { createCachedKms } from '../../src/kms/cache/cached-kms.ts'
import type { CachedKmsOptions } from '../../src/kms/cache/cached-kms.ts'
import type { CallOptions, KeyRotationStatus, KmsOperation } from '../../src/kms/kms.ts'
import { entryOf, KEY_ARN as ARN, metadataOf, statusOf } from '../rotation/kms-values.ts'
import { createStillClock, settle } from '../support/still-clock.ts'
import { startAwsKms } from './aws-kms-on-emulator.ts'
import { fulfilsKmsContract } from './kms-contract.ts'
import { createQueuedKms } from './queued-kms.ts'

const KEY_ID = ARN.slice(ARN.indexOf('/') + 1)
const ROTATIONS = { includeKeyMaterial: 'ROTATIONS_ONLY', limit: 100 } as const

function start(options: Partial<CachedKmsOptions> = {}) {
  const clock = createStillClock()
  const below = createQueuedKms()
  const reads: string[] = []
  const kms = createCachedKms(below, {
    clock,
    onRead: (operation, outcome) => reads.push(`${operation} ${outcome}`),
    ...options,
  })
  const status = (call?: CallOptions) => kms.getKeyRotationStatus(ARN, call)
  /** Reads the status, KMS answering at once; fails where KMS is not asked. */
  async function readStatus(differences: Partial<KeyRotationStatus> = {}, call?: CallOptions) {
    const calls = below.calls.length
    const reading = status(call)
    expect(below.calls).toHaveLength(calls + 1)
    below.last.answer(statusOf(differences))
    return reading
  }
  /** Where the status comes from. */
  async function source(): Promise<'KMS' | 'KEPT'> {
    const calls = below.calls.length
    const reading = status()
    const isAsked = below.calls.length > calls
    if (isAsked) below.last.answer(statusOf())
    await reading
    return isAsked ? 'KMS' : 'KEPT'
  }
  return { clock, below, kms, reads, status, readStatus, source }
}

const after = (ms: number): Date => new Date(createStillClock().now() + ms)
const HOUR = 3_600_000

describe('the cache', () => {
  fulfilsKmsContract(async () => {
    const under = await startAwsKms()
    // The contract changes keys behind the back of what is under test.
    const kms = createCachedKms(under.kms, {
      clock: under.emulator.clock,
      maxAges: {
        ListKeys: 0,
        DescribeKey: 0,
        ListAliases: 0,
        ListResourceTags: 0,
        GetKeyRotationStatus: 0,
        ListKeyRotations: 0,
      },
    })
    return { ...under, kms, [Symbol.asyncDispose]: () => under[Symbol.asyncDispose]() }
  })
})

describe('the fresh KMS', () => {
  fulfilsKmsContract(async () => {
    const under = await startAwsKms()
    const { fresh: kms } = createCachedKms(under.kms, { clock: under.emulator.clock })
    return { ...under, kms, [Symbol.asyncDispose]: () => under[Symbol.asyncDispose]() }
  })
})

describe('a cached response', () => {
  test('is reused until it reaches the maximum age of its operation', async () => {
    const { clock, below, status, reads, readStatus } = start({
      maxAges: { GetKeyRotationStatus: 5_000 },
    })
    const first = await readStatus()
    await clock.pass(4_999)
    expect(await status()).toBe(first)
    await clock.pass(1)
    expect(await readStatus()).not.toBe(first)
    expect(below.calls).toHaveLength(2)
    expect(reads.map((read) => read.split(' ')[1])).toEqual(['MISS', 'HIT', 'MISS'])
  })

  test('has the age of its request, not of its arrival', async () => {
    const { clock, below, status, source } = start({ maxAges: { GetKeyRotationStatus: 5_000 } })
    const reading = status()
    await clock.pass(60_000)
    below.last.send()
    await clock.pass(4_000)
    below.last.answer(statusOf())
    await reading
    expect(await source()).toBe('KEPT')
    expect(below.calls).toHaveLength(1)
    await clock.pass(1_000)
    void status()
    expect(below.calls).toHaveLength(2)
  })

  test('is stored by every input that makes a difference', async () => {
    const { kms, below } = start()
    const other = `${ARN.slice(0, -1)}0`
    const ask = (): readonly Promise<unknown>[] => [
      kms.listKeys({ limit: 1 }),
      kms.listKeys({ limit: 2 }),
      kms.listKeys({ limit: 1, marker: 'x' }),
      kms.describeKey(ARN),
      kms.describeKey(other),
      kms.listAliases({ limit: 1 }),
      kms.listAliases({ limit: 1, keyId: ARN }),
      kms.listAliases({ limit: 1, keyId: other }),
      kms.listResourceTags(ARN, { limit: 1 }),
      kms.listResourceTags(ARN, { limit: 1, marker: 'x' }),
      kms.getKeyRotationStatus(ARN),
      kms.getKeyRotationStatus(other),
      kms.listKeyRotations(ARN, ROTATIONS),
      kms.listKeyRotations(ARN, { ...ROTATIONS, limit: 99 }),
      kms.listKeyRotations(ARN, { ...ROTATIONS, marker: 'x' }),
      kms.listKeyRotations(ARN, { ...ROTATIONS, includeKeyMaterial: 'ALL_KEY_MATERIAL' }),
      kms.listKeyRotations(other, ROTATIONS),
    ]
    const first = ask()
    expect(below.calls).toHaveLength(first.length)
    for (const [index, call] of below.calls.entries()) call.answer({ ...statusOf(), items: [], index })
    const answers: readonly unknown[] = await Promise.all(first)
    expect(answers).toMatchObject(first.map((_, index) => ({ index })))
    expect(await Promise.all(ask())).toEqual(answers)
    expect(below.calls).toHaveLength(first.length)
  })

  test('may be requested with a lower maximum age, but not with a higher one', async () => {
    const { clock, below, status, readStatus, source } = start({ maxAges: { GetKeyRotationStatus: 5_000 } })
    await readStatus()
    await clock.pass(2_000)
    await status({ maxAgeMs: 2_001 })
    await readStatus({}, { maxAgeMs: 2_000 })
    await readStatus({}, { maxAgeMs: 0 })
    // What was read for one is there for all.
    expect(await source()).toBe('KEPT')
    await clock.pass(5_000)
    await readStatus({}, { maxAgeMs: 60_000 })
    expect(below.calls).toHaveLength(4)
  })

  test('stays when a later read fails', async () => {
    const { below, status, readStatus } = start()
    const kept = await readStatus()
    const reading = status({ maxAgeMs: 0 })
    below.last.fail(new KmsUnavailableError('down'))
    await expect(reading).rejects.toThrow('down')
    expect(await status()).toBe(kept)
  })

  test('is not replaced by a response that was sent earlier', async () => {
    const { clock, below, status } = start()
    const early = status()
    below.last.send()
    await clock.pass(1)
    const late = status({ maxAgeMs: 0 })
    below.calls[1]?.answer(statusOf({ rotationPeriodInDays: 2 }))
    below.calls[0]?.answer(statusOf({ rotationPeriodInDays: 1 }))
    expect((await early).rotationPeriodInDays).toBe(1)
    expect((await late).rotationPeriodInDays).toBe(2)
    expect((await status()).rotationPeriodInDays).toBe(2)
    expect(below.calls).toHaveLength(2)
  })
})

describe('an error of KMS', () => {
  test.each([
    new KeyNotFoundError('no key'),
    new AccessDeniedError('no right', {}),
    new UnsupportedKeyError('not for this kind', { keyArn: ARN }),
  ])('is cached for five seconds: $code', async (error) => {
    const { clock, below, status } = start()
    const reading = status()
    below.last.send()
    below.last.fail(error)
    await expect(reading).rejects.toBe(error)
    await clock.pass(4_999)
    await expect(status()).rejects.toBe(error)
    expect(below.calls).toHaveLength(1)
    await clock.pass(1)
    void status()
    expect(below.calls).toHaveLength(2)
  })

  test.each([
    new KmsUnavailableError('down'),
    new ThrottledError('slow', { operation: 'GetKeyRotationStatus', retryAfterSeconds: 1 }),
  ])('is not cached when it is temporary: $code', async (error) => {
    const { below, status, readStatus } = start()
    const reading = status()
    below.last.send()
    below.last.fail(error)
    await expect(reading).rejects.toBe(error)
    await readStatus()
    expect(below.calls).toHaveLength(2)
  })
})

describe('a change', () => {
  test('through the gateway invalidates the responses about that key only', async () => {
    const { clock, kms, below, status, readStatus } = start()
    const other = `${ARN.slice(0, -1)}0`
    await readStatus()
    const reads = [kms.listKeyRotations(ARN, ROTATIONS), kms.describeKey(ARN), kms.describeKey(other)]
    for (const call of below.calls.slice(1)) call.answer({ ...metadataOf({ keyArn: call.about }), items: [] })
    await Promise.all(reads)
    await clock.pass(1)
    const change = kms.fresh.enableKeyRotation(ARN, 100)
    below.last.answer({ awsRequestId: '1' })
    await change
    const calls = below.calls.length
    void status()
    void kms.listKeyRotations(ARN, ROTATIONS)
    void kms.describeKey(ARN)
    await kms.describeKey(other)
    expect(below.calls).toHaveLength(calls + 3)
  })

  test('invalidates also when its outcome is unknown or KMS rejects it', async () => {
    for (const error of [
      new OutcomeUnknownError('lost', { keyArn: ARN }),
      new KeyNotFoundError('no such key'),
    ]) {
      const { kms, below, readStatus } = start()
      await readStatus()
      const change = kms.rotateKeyOnDemand(ARN)
      below.last.fail(error)
      await expect(change).rejects.toBe(error)
      await readStatus()
    }
  })

  test('makes a read in flight answer its waiting callers only', async () => {
    const { kms, below, status } = start()
    const before = status()
    below.last.send()
    kms.invalidate(ARN)
    const later = status()
    expect(below.calls).toHaveLength(2)
    below.calls[1]?.answer(statusOf({ rotationPeriodInDays: 2 }))
    below.calls[0]?.answer(statusOf({ rotationPeriodInDays: 1 }))
    expect((await before).rotationPeriodInDays).toBe(1)
    expect((await later).rotationPeriodInDays).toBe(2)
  })

  test('is visible to a read that was not sent yet', async () => {
    const { kms, below, status } = start()
    const before = status()
    kms.invalidate(ARN)
    const later = status()
    expect(below.calls).toHaveLength(1)
    below.last.answer(statusOf())
    expect(await later).toBe(await before)
  })

  test('limits the age of later responses to the time since the change, because KMS reads may flip back', async () => {
    const { clock, kms, readStatus, source } = start()
    kms.invalidate(ARN)
    await readStatus()
    await clock.pass(100)
    await readStatus()
    await clock.pass(99)
    expect(await source()).toBe('KEPT')
    await clock.pass(1)
    await readStatus()
    await clock.pass(199)
    expect(await source()).toBe('KEPT')
  })

  test('by key ID invalidates the key with that ARN', async () => {
    const { kms, below, readStatus, source } = start()
    await readStatus()
    const change = kms.fresh.disableKeyRotation(KEY_ID)
    below.last.answer({ awsRequestId: '1' })
    await change
    expect(await source()).toBe('KMS')
  })

  test('that any status read shows invalidates earlier responses', async () => {
    const { clock, kms, below, readStatus } = start()
    await readStatus({ keyRotationEnabled: false })
    const metadata = kms.describeKey(ARN)
    below.last.answer(metadataOf())
    await metadata
    await clock.pass(1)
    const look = kms.fresh.getKeyRotationStatus(ARN)
    below.last.answer(statusOf({ keyRotationEnabled: true }))
    await look
    const calls = below.calls.length
    void kms.describeKey(ARN)
    expect(below.calls).toHaveLength(calls + 1)
  })
})

describe('fresh reads', () => {
  test('each send a request, and a status is then cached for every caller', async () => {
    const { kms, below, status, readStatus } = start()
    await readStatus()
    const looks = [kms.fresh.getKeyRotationStatus(ARN), kms.fresh.getKeyRotationStatus(ARN)]
    expect(below.calls).toHaveLength(3)
    for (const call of below.calls) call.answer(statusOf({ rotationPeriodInDays: undefined }))
    const [, second] = await Promise.all(looks)
    expect(await status()).toBe(second)
  })

  test('in the background do not add a key to the cache', async () => {
    const { kms, below } = start()
    const { size } = kms
    const look = kms.fresh.getKeyRotationStatus(ARN, { priority: 'BACKGROUND' })
    below.last.answer(statusOf())
    await look
    expect(kms.size).toBe(size)
  })
})

describe('while a rotation runs', () => {
  const history = (...dates: readonly number[]) => ({
    items: dates.map((ms) => entryOf({ rotationDate: after(ms), rotationType: 'ON_DEMAND' })),
    nextMarker: undefined,
  })

  test('status and history are shared by concurrent callers and not reused', async () => {
    const { clock, kms, below, status, readStatus, source } = start()
    const rotations = () => kms.listKeyRotations(ARN, ROTATIONS)
    const before = rotations()
    below.last.answer(history())
    await before
    await clock.pass(1_000)
    await readStatus({ onDemandRotationStartDate: after(500) })
    // The history that was read before is not given any more.
    const during = [rotations(), rotations(), status(), status()]
    expect(below.calls).toHaveLength(4)
    below.calls[2]?.answer(history())
    below.calls[3]?.answer(statusOf({ onDemandRotationStartDate: after(500) }))
    await Promise.all(during)
    await clock.pass(1_000)
    // An absent start date proves nothing.
    await readStatus()
    await readStatus()
    const over = rotations()
    below.last.answer(history(1_500))
    await over
    await clock.pass(1_000)
    await readStatus()
    // A start date that reads still show afterwards is not a new start.
    await clock.pass(500)
    expect(await source()).toBe('KEPT')
  })

  test.each(['ACCEPTED', 'OUTCOME_UNKNOWN'])(
    'also when the gateway started the rotation: %s',
    async (outcome) => {
      const { clock, kms, below, readStatus, source } = start()
      const change = kms.fresh.rotateKeyOnDemand(ARN)
      if (outcome === 'ACCEPTED') below.last.answer({ awsRequestId: '1' })
      else below.last.fail(new OutcomeUnknownError('lost', { keyArn: ARN }))
      await change.catch(() => {})
      await clock.pass(5_000)
      await readStatus()
      await readStatus()
      kms.rotationCompleted(ARN, 'ON_DEMAND', after(4_000))
      await clock.pass(5_000)
      await readStatus()
      expect(await source()).toBe('KEPT')
    },
  )

  test('a rotation that is not seen to complete is treated as over after 15 minutes', async () => {
    const { clock, kms, readStatus, source } = start()
    kms.rotationStarted(ARN, after(0))
    await clock.pass(HOUR)
    await readStatus()
    expect(await source()).toBe('KEPT')
  })
})

describe('an automatic rotation', () => {
  test('that is due invalidates earlier responses, and later ones are not reused until it is seen', async () => {
    const { clock, kms, below, readStatus, source } = start()
    const nextRotationDate = after(3_000)
    await readStatus({ nextRotationDate })
    const history = kms.listKeyRotations(ARN, ROTATIONS)
    below.last.answer({ items: [], nextMarker: undefined })
    await history
    await clock.pass(2_999)
    expect(await source()).toBe('KEPT')
    await kms.listKeyRotations(ARN, ROTATIONS)
    expect(below.calls).toHaveLength(2)
    await clock.pass(1)
    await readStatus({ nextRotationDate })
    await readStatus({ nextRotationDate })
    const late = kms.listKeyRotations(ARN, ROTATIONS)
    below.last.answer({ items: [], nextMarker: undefined })
    await late
    await clock.pass(1_000)
    await readStatus({ nextRotationDate: after(24 * HOUR) })
    await clock.pass(1_000)
    await readStatus({ nextRotationDate: after(24 * HOUR) })
    expect(await source()).toBe('KEPT')
    const seen = kms.listKeyRotations(ARN, ROTATIONS)
    below.last.answer({ items: [], nextMarker: undefined })
    await seen
  })
})

describe('an alias', () => {
  const NAME = 'alias/orders'

  test('is resolved from the cache, and its response is cached for the key too', async () => {
    const { clock, kms, below } = start({ maxAges: { DescribeKey: 5_000 } })
    const reading = kms.describeKey(NAME)
    below.last.answer(metadataOf())
    const metadata = await reading
    expect(await kms.describeKey(NAME)).toBe(metadata)
    expect(await kms.describeKey(ARN)).toBe(metadata)
    expect(below.calls).toHaveLength(1)
    await clock.pass(5_000)
    void kms.describeKey(NAME)
    expect(below.last.about).toBe(NAME)
    expect(below.calls).toHaveLength(2)
  })

  test('does not hide a later change of its key', async () => {
    const { kms, below } = start()
    const reading = kms.describeKey(NAME)
    below.last.answer(metadataOf())
    await reading
    kms.invalidate(ARN)
    void kms.describeKey(NAME)
    void kms.describeKey(ARN)
    expect(below.calls.map(({ about }) => about)).toEqual([NAME, NAME, ARN])
  })

  test('is looked up again for a caller that arrived after its key changed', async () => {
    const { kms, below } = start()
    const before = kms.describeKey(NAME)
    below.last.send()
    kms.invalidate(ARN)
    const joined = kms.describeKey(NAME)
    expect(below.calls).toHaveLength(1)
    const [old, fresh] = [metadataOf(), metadataOf()]
    below.last.answer(old)
    expect(await before).toBe(old)
    await settle()
    expect(below.calls).toHaveLength(2)
    below.last.answer(fresh)
    expect(await joined).toBe(fresh)
  })
})

describe('identical reads', () => {
  test('in flight are sent once, and only the first caller pays', async () => {
    const { below, status, reads } = start()
    const sent: string[] = []
    const waiting = Array.from({ length: 100 }, (_, index) =>
      status({
        caller: `caller ${index}`,
        onSent: (operation: KmsOperation) => sent.push(`${operation} ${index}`),
      }),
    )
    expect(below.calls).toHaveLength(1)
    expect(below.last.call.caller).toBe('caller 0')
    const answer = statusOf()
    below.last.answer(answer)
    expect(new Set(await Promise.all(waiting))).toEqual(new Set([answer]))
    expect(sent).toEqual(['GetKeyRotationStatus 0'])
    expect(reads.filter((read) => read.endsWith('COALESCED'))).toHaveLength(99)
  })

  test('in flight are not joined by a caller that needs a later read', async () => {
    const { clock, below, status } = start()
    void status()
    void status({ maxAgeMs: 0 })
    expect(below.calls).toHaveLength(1)
    below.last.send()
    await clock.pass(100)
    void status({ maxAgeMs: 101 })
    expect(below.calls).toHaveLength(1)
    void status({ maxAgeMs: 100 })
    expect(below.calls).toHaveLength(2)
    below.last.send()
    void status({ maxAgeMs: 0 })
    expect(below.calls).toHaveLength(3)
  })

  test('fail together', async () => {
    const { below, status } = start()
    const waiting = [status(), status()]
    const error = new KmsUnavailableError('down')
    below.last.fail(error)
    for (const each of waiting) await expect(each).rejects.toBe(error)
  })

  test('continue when the first caller cancels, and end when every caller has cancelled', async () => {
    const { below, status } = start()
    const [first, second] = [new AbortController(), new AbortController()]
    const waiting = [status({ signal: first.signal }), status({ signal: second.signal })]
    const [gone, alsoGone] = [new Error('left'), new Error('left too')]
    first.abort(gone)
    await expect(waiting[0]).rejects.toBe(gone)
    expect(below.last.call.signal?.aborted).toBe(false)
    const third = status()
    second.abort(alsoGone)
    await expect(waiting[1]).rejects.toBe(alsoGone)
    expect(below.last.call.signal?.aborted).toBe(false)
    below.last.answer(statusOf())
    await third

    const alone = new AbortController()
    const reading = status({ signal: alone.signal, maxAgeMs: 0 })
    const { call } = below.last
    alone.abort(gone)
    await expect(reading).rejects.toBe(gone)
    expect(call.signal?.aborted).toBe(true)
    // Nobody is led to the read that ended.
    void status({ maxAgeMs: 0 })
    expect(below.calls).toHaveLength(3)
  })

  test('are not started for a caller that has cancelled already', async () => {
    const { below, status, readStatus } = start()
    await readStatus()
    const gone = new Error('left')
    await expect(status({ signal: AbortSignal.abort(gone) })).rejects.toBe(gone)
    expect(below.calls).toHaveLength(1)
  })
})

describe('a more urgent caller', () => {
  test.each<[what: string, first: CallOptions, second: CallOptions]>([
    ['a person, than what nobody waits for', { priority: 'BACKGROUND' }, {}],
    ['who has less time', { deadline: 2_000 }, { deadline: 1_000 }],
    ['who has a deadline, than who has none', {}, { deadline: 1_000 }],
  ])(
    'moves the queued read of another caller forward, and both get its response: %s',
    async (_, first, second) => {
      const { below, status } = start()
      const waiting = [status(first), status(second)]
      expect(below.calls.map(({ call }) => call.signal?.aborted)).toEqual([false])
      expect(below.last.joined).toEqual([second])
      const answer = statusOf()
      below.last.answer(answer)
      expect(await Promise.all(waiting)).toEqual([answer, answer])
    },
  )

  test('joins a read that is in flight already', async () => {
    const { below, status } = start()
    void status({ priority: 'BACKGROUND' })
    below.last.send()
    void status()
    expect(below.calls).toHaveLength(1)
    const other = start()
    void other.status({ deadline: 1_000 })
    void other.status({ deadline: 2_000, priority: 'BACKGROUND' })
    expect(other.below.calls).toHaveLength(1)
  })

  test('with a later deadline reads again when the read failed for lack of time', async () => {
    const { below, status } = start()
    const soon = status({ deadline: 1_000 })
    const later = status({ deadline: 2_000 })
    const error = new ThrottledError('no time', { operation: 'GetKeyRotationStatus', retryAfterSeconds: 1 })
    below.last.fail(error)
    await expect(soon).rejects.toBe(error)
    await settle()
    expect(below.calls).toHaveLength(2)
    expect(below.last.call.deadline).toBe(2_000)
    const answer = statusOf()
    below.last.answer(answer)
    expect(await later).toBe(answer)
  })
})

describe('the size of the cache', () => {
  test('is bounded, and the keys with the oldest reads are evicted', async () => {
    const { kms, below } = start({ maxSize: 10 })
    const arn = (index: number) => `${ARN.slice(0, -3)}${100 + index}`
    async function read(index: number): Promise<void> {
      const calls = below.calls.length
      const reading = kms.describeKey(arn(index))
      if (below.calls.length > calls) below.last.answer(metadataOf({ keyArn: arn(index) }))
      await reading
    }
    for (let index = 0; index < 100; index++) {
      await read(index)
      expect(kms.size).toBeLessThanOrEqual(10)
    }
    expect(below.calls).toHaveLength(100)
    for (let index = 99; index >= 90; index--) await read(index)
    expect(below.calls).toHaveLength(100)
    await read(89)
    expect(below.calls).toHaveLength(101)
  })

  test('is bounded for pages as well, of keys and of the Region', async () => {
    const { kms, below } = start({ maxSize: 10 })
    for (let index = 0; index < 50; index++) {
      for (const read of [
        kms.listKeys({ marker: String(index) }),
        kms.listKeyRotations(ARN, { ...ROTATIONS, marker: String(index) }),
      ]) {
        for (const call of below.calls.slice(-2)) call.answer({ items: [], nextMarker: undefined })
        await read
      }
      expect(kms.size).toBeLessThanOrEqual(11)
    }
  })

  test('does not bring back a response from before a change after an eviction', async () => {
    const { kms, below } = start({ maxSize: 1 })
    const reading = kms.describeKey('alias/orders')
    below.last.send()
    kms.invalidate(ARN)
    below.last.answer(metadataOf())
    await reading
    void kms.describeKey(ARN)
    expect(below.calls).toHaveLength(2)
  })
})
