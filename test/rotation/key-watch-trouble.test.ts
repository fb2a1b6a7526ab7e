import { describe, expect, test } from 'vitest'
import { InvalidMarkerError } from '../../src/errors/invalid-marker-error.ts'
import {
  AccessDeniedError,
  KmsUnavailableError,
  UnsupportedKeyError,
} from '../../src/errors/operation-errors.ts'
import { defaultWatchIntervals as intervals } from '../../src/rotation/watch/watch-schedule.ts'
import { withMethods } from '../../src/kms/kms-client.ts'
import { createQueuedKms } from '../kms/queued-kms.ts'
import { settle } from '../support/still-clock.ts'
import { KEY_ARN } from './kms-values.ts'
import { pollsOf, startWatch } from './watched-key.ts'

const { idleMs, rotatingMs, historyMs, maxBackoffMs, patienceMs } = intervals

const unreachable = () => new KmsUnavailableError('KMS cannot be reached.')
const unsupported = () => new UnsupportedKeyError('Not for this key.', { keyArn: KEY_ARN })

describe('a failing poll', () => {
  test('is retried with a longer pause each time, up to a minute, and is logged', async () => {
    const { clock, kms, key, logger } = startWatch()
    await settle()
    key.status = unreachable()
    await clock.pass(idleMs)
    const waits: (number | undefined)[] = []
    for (let failure = 0; failure < 7; failure++) {
      waits.push(clock.waits()[0])
      await clock.pass(clock.waits()[0] ?? 0)
    }
    expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, maxBackoffMs, maxBackoffMs])
    const warnings = logger.lines.filter(({ level }) => level === 'warn')
    expect(warnings).toHaveLength(kms.calls('GetKeyRotationStatus') - 1)
    expect(warnings[0]?.fields).toMatchObject({ keyArn: KEY_ARN, code: 'KMS_UNAVAILABLE', failures: 1 })
  })

  test('whose error KMS will give again is logged once, until a poll succeeds', async () => {
    const { clock, kms, key, logger } = startWatch()
    await settle()
    const { status } = key
    const warnings = () => logger.lines.filter(({ level }) => level === 'warn').length
    key.status = new AccessDeniedError('AWS denies kms:GetKeyRotationStatus.', {})
    const polls = kms.calls('GetKeyRotationStatus')
    await clock.pass(idleMs + 3 * maxBackoffMs)
    expect(kms.calls('GetKeyRotationStatus')).toBeGreaterThan(polls + 3)
    expect(warnings()).toBe(1)
    key.status = status
    await clock.pass(patienceMs)
    key.status = new AccessDeniedError('AWS denies kms:GetKeyRotationStatus.', {})
    await clock.pass(idleMs)
    expect(warnings()).toBe(2)
  })

  test('does not change the mode, and events during the failures are found', async () => {
    const { clock, key, events, watch, now } = startWatch()
    await settle()
    watch.nudge()
    await settle()
    const { history } = key
    key.history = unreachable()
    await clock.pass(rotatingMs)
    key.history = history
    key.addRotation('ON_DEMAND', now())
    await clock.pass(rotatingMs)
    expect(events).toEqual(['RotationCompleted'])
    expect(clock.waits()).toEqual([idleMs])
  })

  test('before the first successful poll does not change which rotations lead to events', async () => {
    const { clock, key, events, now } = startWatch({
      prepare: (key) => {
        key.addRotation('ON_DEMAND', new Date(0))
        key.nextStatuses.push(unreachable(), unreachable())
      },
    })
    await clock.pass(1_000)
    key.addRotation('ON_DEMAND', now())
    await clock.pass(rotatingMs * 3)
    expect(events).toEqual(['RotationCompleted'])
  })

  test('is retried immediately after a nudge', async () => {
    const { clock, kms, key, watch } = startWatch()
    await settle()
    key.nextStatuses.push(unreachable())
    await clock.pass(idleMs)
    const looks = kms.calls('GetKeyRotationStatus')
    watch.nudge()
    await settle()
    expect(kms.calls('GetKeyRotationStatus')).toBe(looks + 1)
  })

  test.each([
    ['a Marker that KMS forgot', new InvalidMarkerError('KMS does not know this Marker.'), 'warn'],
    ['an error that nobody foresaw', new TypeError('of undefined'), 'error'],
  ])('does not end the watch: %s', async (_, error, level) => {
    const { clock, key, logger, events, now } = startWatch()
    await settle()
    key.nextHistories.push(error)
    key.addRotation('ON_DEMAND', now())
    await clock.pass(historyMs + rotatingMs)
    expect(logger.lines.filter((line) => line.level === level)).toHaveLength(1)
    await clock.pass(historyMs)
    expect(events).toEqual(['RotationCompleted'])
  })
})

describe('a key that KMS says is unsupported', () => {
  test('is not polled again if it has no history either', async () => {
    const { clock, kms, watch } = startWatch({
      prepare: (key) => {
        key.status = unsupported()
        key.history = unsupported()
      },
    })
    await clock.pass(historyMs * 10)
    watch.nudge()
    await clock.pass(historyMs)
    expect(pollsOf(kms)).toEqual([1, 1])
    expect(clock.sleeping).toBe(0)
  })

  test('is watched by its history if only its status is unsupported, at the usual intervals', async () => {
    const { clock, kms, key, events, now } = startWatch({ prepare: (key) => (key.status = unsupported()) })
    await clock.pass(idleMs)
    key.addRotation('ON_DEMAND', now())
    await clock.pass(historyMs)
    expect(events).toEqual(['RotationCompleted'])
    expect(kms.calls('ListKeyRotations')).toBe(2)
  })
})

describe('a key that KMS denies', () => {
  test('is polled again soon at first, then at long intervals, and is reported once', async () => {
    const { clock, kms, observations } = startWatch({
      prepare: (key) => (key.status = new AccessDeniedError('Denied.', {})),
    })
    await clock.pass(patienceMs - 1)
    const calls = kms.calls()
    expect(calls).toBe(6)
    await clock.pass(patienceMs * 3)
    expect(kms.calls() - calls).toBe(3)
    expect(observations).toEqual([0])
  })
})

describe('disposal', () => {
  test('during a wait leaves no timer and sends no more calls', async () => {
    const { clock, kms, watch } = startWatch()
    await clock.pass(idleMs * 2)
    watch[Symbol.dispose]()
    await settle()
    expect(clock.sleeping).toBe(0)
    const calls = kms.calls()
    await clock.pass(historyMs)
    expect(kms.calls()).toBe(calls)
  })

  test('aborts the call in flight and logs nothing', async () => {
    const kms = createQueuedKms()
    const { observations, logger, watch } = startWatch({ kms: withMethods(kms) })
    await settle()
    watch[Symbol.dispose]()
    await settle()
    expect(kms.calls).toHaveLength(1)
    expect(kms.last.call.signal?.aborted).toBe(true)
    expect(observations).toEqual([])
    expect(logger.lines.filter(({ level }) => level !== 'debug')).toEqual([])
  })

  test('before the first look means none', async () => {
    const { clock, kms, watch } = startWatch()
    watch[Symbol.dispose]()
    await clock.pass(idleMs)
    expect(kms.calls()).toBe(0)
    expect(clock.sleeping).toBe(0)
  })
})
