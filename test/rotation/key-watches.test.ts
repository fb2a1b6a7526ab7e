import { describe, expect, test } from 'vitest'
import { AccessDeniedError, KmsUnavailableError } from '../../src/errors/operation-errors.ts'
import { SlowConsumerError } from '../../src/errors/request-errors.ts'
import { createKeyWatches } from '../../src/rotation/watch/key-watches.ts'
import type { KeyWatchesOptions } from '../../src/rotation/watch/key-watches.ts'
import { defaultWatchIntervals } from '../../src/rotation/watch/watch-schedule.ts'
import { createFakeKms } from '../support/fake-kms.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { createStillClock, settle } from '../support/still-clock.ts'
import { KEY_ARN } from './kms-values.ts'

const { idleMs, rotatingMs, historyMs } = defaultWatchIntervals
const keyArn = (number: number) => KEY_ARN.replace(/.{4}$/, String(number).padStart(4, '0'))

function startWatches(options: Partial<KeyWatchesOptions> & { readonly keys?: number } = {}) {
  const { keys = 1, ...others } = options
  const arns = Array.from({ length: keys }, (_, index) => keyArn(index))
  const clock = createStillClock()
  const kms = createFakeKms(...arns)
  const watches = createKeyWatches({
    kmsOf: () => kms,
    clock,
    logger: createMemoryLogger(),
    random: () => 0,
    ...others,
  })
  return { arns, clock, kms, watches, key: kms.key(keyArn(0)), now: () => new Date(clock.now()) }
}

/** What a reader has been given, as kinds of events; `look` for the first observation, if it brought none. */
function readAll(reader: AsyncIterable<{ readonly events: readonly { readonly kind: string }[] }>) {
  const read: string[] = []
  const ended = (async () => {
    for await (const { events } of reader)
      read.push(...(read.length === 0 && events.length === 0 ? ['look'] : events.map(({ kind }) => kind)))
  })()
  return { read, ended }
}

describe('readers of one key', () => {
  test('cause the KMS calls of one reader, and receive the same observations', async () => {
    const spans = await Promise.all(
      [1, 50].map(async (readers) => {
        const { arns, clock, kms, watches, key, now } = startWatches()
        const all = Array.from({ length: readers }, () => readAll(watches.watch(arns)))
        await clock.pass(idleMs)
        key.showStart(now())
        await clock.pass(idleMs)
        key.hideStart()
        key.addRotation('ON_DEMAND', now())
        await clock.pass(historyMs)
        return { calls: kms.calls(), read: new Set(all.map(({ read }) => read.join())) }
      }),
    )
    expect(spans[1]).toEqual(spans[0])
    expect(spans[0]?.read).toEqual(new Set(['look,RotationStarted,RotationCompleted']))
  })

  test('that join later receive the view immediately, and no event twice', async () => {
    const { arns, clock, kms, watches, key, now } = startWatches()
    watches.watch(arns)
    await settle()
    key.showStart(now())
    await clock.pass(idleMs)
    const calls = kms.calls()
    const { value } = await watches.watch(arns).next()
    expect(value).toMatchObject({ events: [], view: { lastStartedAt: new Date(clock.now() - idleMs) } })
    expect(kms.calls()).toBe(calls)
  })

  test('end the watch when the last one returns, even while it waits', async () => {
    const { arns, clock, kms, watches } = startWatches()
    const [first, second] = [watches.watch(arns), watches.watch(arns)]
    await clock.pass(idleMs)
    await first.return()
    await clock.pass(idleMs)
    expect(kms.calls('GetKeyRotationStatus')).toBe(3)
    await second.next()
    const waiting = second.next()
    await second.return()
    expect((await waiting).done).toBe(true)
    await clock.pass(historyMs)
    expect(kms.calls('GetKeyRotationStatus')).toBe(3)
    expect(watches.size).toBe(0)
    expect(clock.sleeping).toBe(0)
  })

  test('that are too slow get an error, and the others are not affected', async () => {
    const { arns, clock, watches, key, now } = startWatches({ maxQueued: 2 })
    const slow = watches.watch(arns)
    const { read } = readAll(watches.watch(arns))
    await settle()
    for (let rotation = 1; rotation <= 4; rotation++) {
      key.addRotation('ON_DEMAND', now())
      watches.nudge(keyArn(0))
      await clock.pass(rotatingMs)
    }
    await expect(slow.next()).rejects.toThrow(SlowConsumerError)
    expect(read.filter((kind) => kind === 'RotationCompleted')).toHaveLength(4)
    expect(watches.size).toBe(1)
  })

  test('that return and subscribe again start with a new first poll', async () => {
    const { arns, clock, watches, key, now } = startWatches()
    await watches.watch(arns).return()
    key.addRotation('ON_DEMAND', now())
    await clock.pass(1_000)
    const { read } = readAll(watches.watch(arns))
    await clock.pass(historyMs)
    expect(read).toEqual(['look'])
  })
})

describe('many keys', () => {
  test('are one stream for their reader, and a key named twice is watched once', async () => {
    const { arns, clock, kms, watches, now } = startWatches({ keys: 3 })
    const { read } = readAll(watches.watch([...arns, ...arns]))
    await settle()
    expect(watches.size).toBe(3)
    expect(kms.calls('GetKeyRotationStatus')).toBe(3)
    for (const arn of arns) kms.key(arn).addRotation('AUTOMATIC', now())
    await clock.pass(historyMs)
    expect(read.filter((kind) => kind === 'RotationCompleted')).toHaveLength(3)
  })

  test('are each polled less often if their polls would exceed the maximum rate', async () => {
    const { arns, clock, kms, watches } = startWatches({ keys: 100, idlePollsPerSecond: 1 })
    watches.watch(arns)
    await settle()
    const [looks, histories] = [kms.calls('GetKeyRotationStatus'), kms.calls('ListKeyRotations')]
    await clock.pass(1_000_000)
    expect(kms.calls('GetKeyRotationStatus') - looks).toBe(1_000)
    expect(kms.calls('ListKeyRotations') - histories).toBe(100)
  })

  test('do not all poll at once when they start together, and a nudged key is polled immediately', async () => {
    const { arns, clock, kms, watches } = startWatches({ keys: 100, firstPollsPerSecond: 10 })
    watches.watch(arns)
    await settle()
    expect(kms.calls('ListKeyRotations')).toBe(10)
    watches.nudge(keyArn(99))
    await settle()
    expect(kms.calls('ListKeyRotations')).toBe(11)
    const seen = () => arns.filter((arn) => watches.viewOf(arn)).length
    await clock.pass(4_000)
    expect(seen()).toBe(51)
    await clock.pass(5_000)
    expect(seen()).toBe(100)
  })

  test('do not wait for readers of another key that return and subscribe again', async () => {
    const { arns, clock, kms, watches } = startWatches({ keys: 2, firstPollsPerSecond: 1 })
    const [restless, other] = [arns.slice(0, 1), arns.slice(1)]
    const comeAndGo = () =>
      watches.observe(restless, { next: () => {}, end: () => {} }, { lingerMs: 60_000 })[Symbol.dispose]()
    comeAndGo()
    await settle()
    for (let times = 0; times < 100; times++) comeAndGo()
    watches.watch(other)
    await clock.pass(2_000)
    expect(watches.viewOf(other[0] ?? '')).toBeDefined()
    // One first history read per key, and one more for the key whose subscriber came back.
    expect(kms.calls('ListKeyRotations')).toBe(3)
  })

  test('are woken one at a time by nudges, and a nudge of an unwatched key does nothing', async () => {
    const { arns, kms, watches } = startWatches({ keys: 2 })
    watches.watch(arns)
    await settle()
    watches.nudge(keyArn(1))
    watches.nudge(KEY_ARN)
    await settle()
    expect(kms.calls('GetKeyRotationStatus')).toBe(3)
  })
})

test('the view of a key is available while it is watched', async () => {
  const { arns, watches } = startWatches()
  expect(watches.viewOf(keyArn(0))).toBeUndefined()
  const reader = watches.watch(arns)
  await settle()
  expect(watches.viewOf(keyArn(0))?.keyArn).toBe(keyArn(0))
  await reader.return()
  expect(watches.viewOf(keyArn(0))).toBeUndefined()
})

test.each([
  ['cannot be reached', new KmsUnavailableError('KMS could not be reached.')],
  ['are denied', new AccessDeniedError('AWS denies kms:GetKeyRotationStatus.', {})],
])('retryFailed polls the affected keys that %s, and not the keys whose polls succeed', async (_, error) => {
  let failing = true
  const fake = createFakeKms(keyArn(0), keyArn(1), keyArn(2))
  const polled: string[] = []
  const { watches, clock } = startWatches({
    firstPollsPerSecond: 1_000,
    kmsOf: (arn) => {
      polled.push(arn)
      if (failing && arn !== keyArn(2)) throw error
      return fake
    },
  })
  watches.watch([keyArn(0), keyArn(1), keyArn(2)])
  await clock.pass(1_000)
  failing = false
  polled.length = 0
  watches.retryFailed((arn) => arn !== keyArn(1))
  await clock.pass(10)
  expect(polled).toEqual([keyArn(0)])
  watches.retryFailed(() => true)
  await clock.pass(10)
  expect(polled).toEqual([keyArn(0), keyArn(1)])
  watches[Symbol.dispose]()
})

test('disposal ends every reader and leaves no timer', async () => {
  const { arns, clock, kms, watches } = startWatches({ keys: 2 })
  const readers = [readAll(watches.watch(arns)), readAll(watches.watch(arns.slice(1)))]
  await clock.pass(idleMs)
  watches[Symbol.dispose]()
  await Promise.all(readers.map(({ ended }) => ended))
  await settle()
  expect(clock.sleeping).toBe(0)
  const calls = kms.calls()
  await clock.pass(historyMs)
  expect(kms.calls()).toBe(calls)
  expect(watches.size).toBe(0)
})
