import { describe, expect, test } from 'vitest'
import { withMethods } from '../../src/kms/kms-client.ts'
import { NAMED_REQUEST } from '../../src/kms/kms.ts'
import { Alarms } from '../../src/rotation/watch/alarms.ts'
import { KeyWatch } from '../../src/rotation/watch/key-watch.ts'
import type { WatchHost } from '../../src/rotation/watch/key-watch.ts'
import { defaultWatchIntervals as intervals } from '../../src/rotation/watch/watch-schedule.ts'
import { createQueuedKms } from '../kms/queued-kms.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { createStillClock, START, settle } from '../support/still-clock.ts'
import { KEY_ARN, statusOf } from './kms-values.ts'
import { pollsOf, startWatch } from './watched-key.ts'

const { idleMs, rotatingMs, dueMs, historyMs, patienceMs } = intervals

/** A promise that resolves when `answer` is called. */
function held<Value>(value: Value): { promise: Promise<Value>; answer: () => void } {
  let answer = () => {}
  const promise = new Promise<Value>((resolve) => (answer = () => resolve(value)))
  return { promise, answer: () => answer() }
}

describe('while nothing happens', () => {
  test('polls the status and the history once at the start, and reports them', async () => {
    const { kms, observations, watch } = startWatch()
    expect(watch.last?.view).toBeUndefined()
    await settle()
    expect(pollsOf(kms)).toEqual([1, 1])
    expect(observations).toEqual([0])
    expect(watch.last?.view?.rotations).toEqual([])
  })

  test('polls the status every 30 seconds and the history every 5 minutes, and reports only the history', async () => {
    const { clock, kms, observations } = startWatch()
    await clock.pass(10 * 60_000)
    expect(pollsOf(kms)).toEqual([1 + 20, 1 + 2])
    expect(observations).toEqual([0, 0, 0])
  })

  test('polls up to a tenth sooner, at random', async () => {
    const { clock } = startWatch({ random: () => 0.5 })
    await settle()
    expect(clock.waits()).toEqual([idleMs * 0.95])
  })
})

describe('the calls of a watch', () => {
  test('have background priority, except while a client may wait for a rotation', async () => {
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

  test('are interactive in a first poll after a rotation was requested', async () => {
    const { kms, watch } = startWatch()
    watch.nudge()
    await settle()
    expect(new Set(kms.priorities)).toEqual(new Set(['INTERACTIVE']))
  })
})

describe('a poll that waits for a permit', () => {
  /** A watch of a key that no caller has named, whose first poll waits for a permit. */
  function startQueuedWatch() {
    const kms = createQueuedKms()
    let isNamed = false
    const clock = createStillClock()
    const host: WatchHost = {
      kmsOf: () => withMethods(kms),
      clock,
      random: () => 0,
      intervalsOf: () => intervals,
      logger: createMemoryLogger(),
      isNamed: () => isNamed,
      alarms: new Alarms(clock),
      detached: (work) => work(),
      onObservation: () => {},
    }
    const watch = new KeyWatch(host, { keyArn: KEY_ARN })
    return { kms, watch, name: () => void (isNamed = true) }
  }

  test('also waits with the polls of named keys when a caller names the key', async () => {
    const { kms, watch, name } = startQueuedWatch()
    await settle()
    expect(kms.last.call).toMatchObject({ priority: 'BACKGROUND', request: '' })
    name()
    watch.reschedule()
    expect(kms.last.joined).toMatchObject([{ priority: 'BACKGROUND', request: NAMED_REQUEST }])
    kms.last.answer(statusOf())
    await settle()
    expect(kms.last).toMatchObject({
      operation: 'ListKeyRotations',
      call: { priority: 'BACKGROUND', request: NAMED_REQUEST },
    })
  })

  test('also waits with the polls of named keys when a notice about the key arrives', async () => {
    const { kms, watch } = startQueuedWatch()
    await settle()
    watch.notice()
    expect(kms.last.joined).toMatchObject([{ priority: 'BACKGROUND', request: NAMED_REQUEST }])
  })

  test('also waits with interactive calls when a rotation of the key is requested', async () => {
    const { kms, watch } = startQueuedWatch()
    await settle()
    watch.nudge()
    expect(kms.last.joined).toMatchObject([{ priority: 'INTERACTIVE' }])
  })
})

describe('a rotation on demand', () => {
  test('is polled often, and its history rarely until it may have the entry', async () => {
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

  test('is found immediately after a nudge, even if KMS shows its start late', async () => {
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

  test('is found by its entry if no start was seen', async () => {
    const { clock, key, events, watch, now } = startWatch()
    await settle()
    watch.nudge()
    await clock.pass(rotatingMs)
    key.addRotation('ON_DEMAND', now())
    await clock.pass(rotatingMs)
    expect(events).toEqual(['RotationCompleted'])
    expect(clock.waits()).toEqual([idleMs])
  })

  test('of another caller that starts and ends between two idle polls is found by the next read of the history', async () => {
    const { clock, key, events, now } = startWatch()
    await clock.pass(idleMs + 5_000)
    key.addRotation('ON_DEMAND', now())
    await clock.pass(historyMs - idleMs - 5_001)
    expect(events).toEqual([])
    await clock.pass(1)
    expect(events).toEqual(['RotationCompleted'])
  })

  test('has one start and one completion event, even if reads are inconsistent', async () => {
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

  test('that never completes is polled for often only for patienceMs', async () => {
    const { clock, key, now } = startWatch()
    await settle()
    key.showStart(now())
    await clock.pass(idleMs)
    expect(clock.waits()).toEqual([rotatingMs])
    await clock.pass(patienceMs)
    expect(clock.waits()).not.toEqual([rotatingMs])
  })

  test('that is requested during a poll is polled for, even if this poll finds an earlier one', async () => {
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

  test('is polled for at its date, and found immediately if KMS shows it', async () => {
    const { clock, key, events } = startWatch({ prepare: (key) => (key.status = scheduled) })
    await clock.pass(99_999)
    key.addRotation('AUTOMATIC', nextRotationDate)
    key.status = later
    expect(events).toEqual([])
    await clock.pass(1)
    expect(events).toEqual(['RotationCompleted'])
    expect(clock.waits()).toEqual([idleMs])
  })

  test('that is late is polled for every minute after its date, even if KMS shows the next date already', async () => {
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

  test('is still polled for after an on-demand rotation completed', async () => {
    const { clock, key, events } = startWatch({ prepare: (key) => (key.status = scheduled) })
    await clock.pass(100_000)
    key.addRotation('ON_DEMAND', new Date(clock.now()))
    await clock.pass(dueMs)
    expect(events).toEqual(['RotationCompleted'])
    expect(clock.waits()).toEqual([dueMs])
  })

  test('of a disabled key, whose date stays in the past, is not polled for often', async () => {
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
