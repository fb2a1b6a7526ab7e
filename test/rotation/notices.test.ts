import { describe, expect, test } from 'vitest'
import { createKeyWatches } from '../../src/rotation/watch/key-watches.ts'
import { NOTICE_INTERVAL_MS, NOTICE_PAUSES_MS } from '../../src/rotation/watch/notice-polls.ts'
import { defaultWatchIntervals } from '../../src/rotation/watch/watch-schedule.ts'
import { createFakeKms } from '../support/fake-kms.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { createStillClock, settle, START } from '../support/still-clock.ts'
import { KEY_ARN, statusOf } from './kms-values.ts'
import { pollsOf } from './watched-key.ts'

const { idleMs } = defaultWatchIntervals
const [first = 0, second = 0, third = 0] = NOTICE_PAUSES_MS
const keyArn = (number: number) => KEY_ARN.replace(/.{4}$/, String(number).padStart(4, '0'))

/** Keys of which the first `watched` ones are watched and were polled, and their events. */
async function startWatches(keys = 1, watched = keys) {
  const arns = Array.from({ length: keys }, (_, index) => keyArn(index))
  const clock = createStillClock()
  const kms = createFakeKms(...arns)
  const events: string[] = []
  const watches = createKeyWatches({
    kmsOf: () => kms,
    clock,
    logger: createMemoryLogger(),
    random: () => 0,
    // No idle poll disturbs the counts.
    intervals: { idleMs: 3_600_000, historyMs: 3_600_000 },
    onObservation: (observation) => events.push(...observation.events.map(({ kind }) => kind)),
  })
  watches.observe(arns.slice(0, watched), { next: () => {}, end: () => {} })
  await clock.pass(1_000 + (watched * 1_000) / 20)
  const before = pollsOf(kms)
  const polls = () => pollsOf(kms).map((count, index) => count - (before[index] ?? 0))
  return {
    arns,
    clock,
    kms,
    watches,
    events,
    polls,
    key: kms.key(keyArn(0)),
    now: () => new Date(clock.now()),
  }
}

describe('a notice about a watched key', () => {
  test('polls the status and the history now, and after 5, 15 and 60 seconds while nothing is new', async () => {
    const { clock, watches, polls } = await startWatches()
    expect(watches.notice(keyArn(0), START)).toBe(true)
    await settle()
    expect(polls()).toEqual([1, 1])
    const counts: number[][] = []
    for (const pause of [first, second, third]) {
      await clock.pass(pause - 1)
      counts.push(polls())
      await clock.pass(1)
    }
    expect(counts).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ])
    await clock.pass(10 * 60_000)
    expect(polls()).toEqual([4, 4])
    expect(NOTICE_PAUSES_MS).toEqual([5_000, 10_000, 45_000])
  })

  test('ends when a poll finds an event', async () => {
    const { clock, watches, key, events, polls, now } = await startWatches()
    watches.notice(keyArn(0), START)
    await clock.pass(1_000)
    key.addRotation('ON_DEMAND', now())
    await clock.pass(first)
    expect(events).toEqual(['RotationCompleted'])
    expect(polls()).toEqual([2, 2])
    await clock.pass(10 * 60_000)
    expect(polls()).toEqual([2, 2])
  })

  test('finds a change of automatic rotation', async () => {
    const { clock, watches, key, events } = await startWatches()
    key.status = statusOf({ keyRotationEnabled: true, rotationPeriodInDays: 200 })
    watches.notice(keyArn(0), START)
    await clock.pass(idleMs)
    expect(events).toEqual(['AutomaticRotationChanged'])
  })

  test('is not an event: a key that KMS shows unchanged leads to none', async () => {
    const { clock, watches, events } = await startWatches()
    watches.notice(keyArn(0), START)
    await clock.pass(10 * 60_000)
    expect(events).toEqual([])
  })

  test('has background priority', async () => {
    const { clock, kms, watches } = await startWatches()
    watches.notice(keyArn(0), START)
    await clock.pass(60_000)
    expect(new Set(kms.priorities)).toEqual(new Set(['BACKGROUND']))
  })

  test('that KMS answers with failures is polled four times, and then at the pace of a failing watch', async () => {
    const { clock, watches, key, polls } = await startWatches()
    key.status = new Error('KMS failed.')
    watches.notice(keyArn(0), START)
    await clock.pass(60_000)
    const [failed = 0] = polls()
    // 2 + 4 + 8 + 16 + 32 seconds of backoff, which the polls after 5 and 15 seconds begin again.
    expect(failed).toBeLessThanOrEqual(4 + 6)
  })

  test('during a poll is answered by another poll', async () => {
    const { clock, kms, watches, key, events, now } = await startWatches()
    let answer = () => {}
    key.nextStatuses.push(new Promise((resolve) => (answer = () => resolve(statusOf()))))
    watches.notice(keyArn(0), START)
    await settle()
    key.nextHistories.push([])
    watches.notice(keyArn(0), START)
    key.addRotation('ON_DEMAND', now())
    answer()
    await clock.pass(NOTICE_INTERVAL_MS)
    expect(events).toEqual(['RotationCompleted'])
    expect(kms.calls('ListKeyRotations')).toBe(3)
  })
})

test('a notice during the poll of an earlier notice makes the next poll read the history', async () => {
  const { clock, watches, key, events, now } = await startWatches()
  let answer = () => {}
  key.nextHistories.push(new Promise((resolve) => (answer = () => resolve([]))))
  watches.notice(keyArn(0), START)
  await clock.pass(NOTICE_INTERVAL_MS)
  watches.notice(keyArn(0), START)
  await settle()
  key.addRotation('ON_DEMAND', now())
  answer()
  await clock.pass(1_000)
  expect(events).toEqual(['RotationCompleted'])
})

describe('many notices', () => {
  test('about one key cause at most one poll in 2 seconds', async () => {
    const { clock, watches, polls } = await startWatches()
    for (let count = 0; count < 1_000; count++) watches.notice(keyArn(0), START)
    await settle()
    expect(polls()).toEqual([1, 1])
    await clock.pass(NOTICE_INTERVAL_MS - 1)
    expect(polls()).toEqual([1, 1])
    for (let count = 0; count < 100; count++) {
      watches.notice(keyArn(0), START)
      await clock.pass(100)
    }
    // Ten seconds of notices.
    expect(polls()).toEqual([6, 6])
  })

  test('about 3,000 keys are polled 20 per second, with one queued poll for each key', async () => {
    const { arns, clock, watches, polls } = await startWatches(3_000)
    for (let round = 0; round < 10; round++) for (const arn of arns) watches.notice(arn, START)
    expect(clock.sleeping).toBeLessThanOrEqual(2 * 3_000 + 1)
    const counts: number[] = []
    for (let second = 0; second < 30; second++) {
      await clock.pass(1_000)
      counts.push(polls()[0] ?? 0)
    }
    const perSecond = counts.map((count, index) => count - (counts[index - 1] ?? 0))
    expect(Math.max(...perSecond.slice(1))).toBeLessThanOrEqual(20)
    expect(perSecond[0]).toBeLessThanOrEqual(40)
  })

  test('do not wait behind the first polls of 3,000 keys, and take turns with them', async () => {
    const { arns, clock, watches, polls } = await startWatches(3_000, 100)
    const [followed, polled] = [arns.slice(100), arns.slice(0, 100)]
    watches.observe(followed, { next: () => {}, end: () => {} }, { isNamed: false })
    const firstPolls = () => followed.filter((arn) => watches.viewOf(arn)).length
    const noticePolls = () => (polls()[0] ?? 0) - firstPolls()
    await clock.pass(10_000)
    const before = firstPolls()
    expect([before, noticePolls()]).toEqual([20 * 11, 0])
    watches.notice(keyArn(0), START)
    await clock.pass(1_000 / 20)
    expect(noticePolls()).toBe(1)
    for (const arn of polled.slice(1)) watches.notice(arn, START)
    await clock.pass(4_000)
    expect([firstPolls() - before, noticePolls()]).toEqual([40, 41])
  })

  test('end with the watch', async () => {
    const { clock, watches, polls } = await startWatches()
    watches.notice(keyArn(0), START)
    await settle()
    watches[Symbol.dispose]()
    await clock.pass(60_000)
    expect(polls()).toEqual([1, 1])
    expect(clock.sleeping).toBe(0)
  })
})

test('a notice about a key that is not watched does nothing', async () => {
  const { kms, watches, clock } = await startWatches()
  const before = pollsOf(kms)
  expect(watches.notice(keyArn(7), START)).toBe(false)
  await clock.pass(60_000)
  expect(pollsOf(kms)).toEqual(before)
})
