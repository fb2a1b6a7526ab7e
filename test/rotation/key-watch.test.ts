import { describe, expect, test } from 'vitest'
import { defaultWatchIntervals as intervals } from '../../src/rotation/watch/watch-schedule.ts'
import { START, settle } from '../support/still-clock.ts'
import { statusOf } from './kms-values.ts'
import { pollsOf, startWatch } from './watched-key.ts'

const { idleMs, rotatingMs, dueMs, historyMs, patienceMs } = intervals

/** A value that comes when it is told to. */
function held<Value>(value: Value): { promise: Promise<Value>; answer: () => void } {
  let answer = () => {}
  const promise = new Promise<Value>((resolve) => (answer = () => resolve(value)))
  return { promise, answer: () => answer() }
}

describe('while nothing happens', () => {
  test('starts with one look at status and history, and tells of it', async () => {
    const { kms, observations, watch } = startWatch()
    expect(watch.last?.view).toBeUndefined()
    await settle()
    expect(pollsOf(kms)).toEqual([1, 1])
    expect(observations).toEqual([0])
    expect(watch.last?.view?.rotations).toEqual([])
  })

  test('looks at the status every 30 seconds, at the history every 5 minutes, and tells of the latter only', async () => {
    const { clock, kms, observations } = startWatch()
    await clock.pass(10 * 60_000)
    expect(pollsOf(kms)).toEqual([1 + 20, 1 + 2])
    expect(observations).toEqual([0, 0, 0])
  })

  test('looks up to a tenth sooner, as chance has it', async () => {
    const { clock } = startWatch({ random: () => 0.5 })
    await settle()
    expect(clock.waits()).toEqual([idleMs * 0.95])
  })
})

describe('its calls', () => {
  test('let all others go first, but while somebody may wait for a rotation', async () => {
    const { clock, kms, key, watch, now } = startWatch()
    await clock.pass(idleMs + historyMs)
    expect(new Set(kms.priorities)).toEqual(new Set(['BACKGROUND']))
    const before = kms.priorities.length
    watch.nudge()
    await clock.pass(rotatingMs)
    key.showStart(now())
    await clock.pass(rotatingMs * 20)
    expect(new Set(kms.priorities.slice(before))).toEqual(new Set(['INTERACTIVE']))
    key.addRotation('ON_DEMAND', now())
    key.hideStart()
    await clock.pass(rotatingMs)
    const after = kms.priorities.length
    await clock.pass(idleMs)
    expect(kms.priorities.slice(after)).toEqual(['BACKGROUND'])
  })

  test('of a first look are urgent when a rotation was asked for already', async () => {
    const { kms, watch } = startWatch()
    watch.nudge()
    await settle()
    expect(new Set(kms.priorities)).toEqual(new Set(['INTERACTIVE']))
  })
})

describe('a rotation on demand', () => {
  test('is seen from start to completion: often looked at, its history read rarely until it may be there', async () => {
    const { clock, kms, key, events, now } = startWatch()
    await clock.pass(idleMs - 1)
    key.showStart(now())
    await clock.pass(1)
    expect(events).toEqual(['RotationStarted'])
    const [looks, histories] = pollsOf(kms)

    await clock.pass(rotatingMs * 3)
    expect(pollsOf(kms)).toEqual([looks + 3, histories])
    key.hideStart()
    await clock.pass(rotatingMs)
    expect(pollsOf(kms)).toEqual([looks + 4, histories + 1])
    expect(events).toEqual(['RotationStarted'])
    key.addRotation('ON_DEMAND', now())
    await clock.pass(rotatingMs)
    expect(events).toEqual(['RotationStarted', 'RotationCompleted'])
    expect(clock.waits()).toEqual([idleMs])
  })

  test('is noticed at once after a nudge, though its start shows late', async () => {
    const { clock, kms, key, events, watch, now } = startWatch()
    await clock.pass(1_000)
    const requestedAt = now()
    watch.nudge()
    await settle()
    expect(pollsOf(kms)).toEqual([2, 2])
    await clock.pass(rotatingMs * 3)
    expect(events).toEqual([])
    key.showStart(requestedAt)
    await clock.pass(rotatingMs)
    expect(events).toEqual(['RotationStarted'])
  })

  test('is found by its entry alone, when no start was ever seen', async () => {
    const { clock, key, events, watch, now } = startWatch()
    await settle()
    watch.nudge()
    await clock.pass(rotatingMs)
    key.addRotation('ON_DEMAND', now())
    await clock.pass(rotatingMs)
    expect(events).toEqual(['RotationCompleted'])
    expect(clock.waits()).toEqual([idleMs])
  })

  test('by somebody else that starts and ends between two idle looks is found by the next read of the history', async () => {
    const { clock, key, events, now } = startWatch()
    await clock.pass(idleMs + 5_000)
    key.addRotation('ON_DEMAND', now())
    await clock.pass(historyMs - idleMs - 5_001)
    expect(events).toEqual([])
    await clock.pass(1)
    expect(events).toEqual(['RotationCompleted'])
  })

  test('that comes while reads flip back and forth is told of once, start and completion', async () => {
    const { clock, key, events, watch, now } = startWatch()
    await settle()
    const shown = statusOf({ onDemandRotationStartDate: now() })
    key.nextStatuses.push(shown, statusOf(), shown, statusOf(), shown, statusOf(), statusOf(), shown)
    watch.nudge()
    await clock.pass(rotatingMs * 2)
    const before = key.history
    key.addRotation('ON_DEMAND', now())
    key.nextHistories.push(before, key.history, before)
    await clock.pass(historyMs * 2)
    expect(events).toEqual(['RotationStarted', 'RotationCompleted'])
  })

  test('that never completes is looked for often only as long as patience lasts', async () => {
    const { clock, key, now } = startWatch()
    await settle()
    key.showStart(now())
    await clock.pass(idleMs)
    expect(clock.waits()).toEqual([rotatingMs])
    await clock.pass(patienceMs)
    expect(clock.waits()).not.toEqual([rotatingMs])
  })

  test('asked for while a look is under way is looked for, though that look finds an earlier one', async () => {
    const { clock, key, events, watch, now } = startWatch()
    await settle()
    watch.nudge()
    await settle()
    key.addRotation('ON_DEMAND', now())
    const { promise, answer } = held(key.history)
    key.nextHistories.push(promise)
    await clock.pass(rotatingMs)
    watch.nudge()
    answer()
    await settle()
    expect(events).toEqual(['RotationCompleted'])
    expect(clock.waits()).toEqual([rotatingMs])
  })
})

describe('an automatic rotation', () => {
  const nextRotationDate = new Date(START + 100_000)
  const scheduled = statusOf({ keyRotationEnabled: true, rotationPeriodInDays: 90, nextRotationDate })
  const later = { ...scheduled, nextRotationDate: new Date(nextRotationDate.getTime() + 90 * 86_400_000) }

  test('is looked for at its date, and found at once where KMS has it', async () => {
    const { clock, key, events } = startWatch({ prepare: (key) => (key.status = scheduled) })
    await clock.pass(99_999)
    key.addRotation('AUTOMATIC', nextRotationDate)
    key.status = later
    expect(events).toEqual([])
    await clock.pass(1)
    expect(events).toEqual(['RotationCompleted'])
    expect(clock.waits()).toEqual([idleMs])
  })

  test('that comes late is looked for every minute from its date on, though KMS shows the next date already', async () => {
    const { clock, kms, key, events } = startWatch({ prepare: (key) => (key.status = scheduled) })
    await clock.pass(100_000)
    const histories = kms.calls('ListKeyRotations')
    key.status = later
    await clock.pass(dueMs * 3)
    expect(kms.calls('ListKeyRotations')).toBe(histories + 3)
    key.addRotation('AUTOMATIC', new Date(nextRotationDate.getTime() + 150_000))
    await clock.pass(dueMs)
    expect(events).toEqual(['RotationCompleted'])
  })

  test('is not looked for any longer because a rotation on demand completed', async () => {
    const { clock, key, events } = startWatch({ prepare: (key) => (key.status = scheduled) })
    await clock.pass(100_000)
    key.addRotation('ON_DEMAND', new Date(clock.now()))
    await clock.pass(dueMs)
    expect(events).toEqual(['RotationCompleted'])
    expect(clock.waits()).toEqual([dueMs])
  })

  test('of a disabled key, whose date stays in the past, does not keep it busy', async () => {
    const passed = { ...scheduled, nextRotationDate: new Date(nextRotationDate.getTime() - 20 * 86_400_000) }
    const { clock, kms } = startWatch({ prepare: (key) => (key.status = passed) })
    await clock.pass(idleMs * 10)
    expect(kms.calls('GetKeyRotationStatus')).toBe(1 + 10)
  })

  test('once seen is not due again when a read shows its old date', async () => {
    const { clock, key, events } = startWatch({ prepare: (key) => (key.status = scheduled) })
    await clock.pass(99_999)
    key.addRotation('AUTOMATIC', nextRotationDate)
    await clock.pass(1)
    expect(events).toEqual(['RotationCompleted'])
    await clock.pass(idleMs)
    expect(clock.waits()).toEqual([idleMs])
  })
})
