import { describe, expect, test } from 'vitest'
import {
  InvalidInputError,
  KmsUnavailableError,
  OutcomeUnknownError,
} from '../../src/errors/operation-errors.ts'
import {
  createAutomaticRotationControl,
  defaultReadBack,
} from '../../src/rotation/change/automatic-rotation-control.ts'
import { createSettingRecords } from '../../src/rotation/change/setting-records.ts'
import { createMemoryRequestStore } from '../../src/rotation/request-store.ts'
import type { ControlOutcome } from '../../src/rotation/change/automatic-rotation-control.ts'
import { createFakeKms } from '../support/fake-kms.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { createStillClock } from '../support/still-clock.ts'
import { KEY, KEY_ARN, statusOf, statusOn } from './kms-values.ts'

function startControl() {
  const clock = createStillClock()
  const kms = createFakeKms(KEY_ARN)
  const key = kms.key(KEY_ARN)
  const store = createMemoryRequestStore({ now: () => clock.now() })
  const sent: (number | undefined)[] = []
  key.onChange = (operation, periodInDays) => {
    sent.push(periodInDays)
    key.status =
      operation === 'EnableKeyRotation' ? statusOn({ rotationPeriodInDays: periodInDays ?? 365 }) : statusOf()
  }
  const control = createAutomaticRotationControl({
    kmsOf: () => kms,
    isForeign: () => false,
    watches: { settingSent: () => {}, settingShown: () => {} },
    records: createSettingRecords({ store, logger: createMemoryLogger() }),
    clock,
    logger: createMemoryLogger(),
    readBack: defaultReadBack,
  })
  const order = { key: KEY, requestedBy: 'tester', requestId: 'operation', isDryRun: false }
  /** The outcome, after the clock has passed the maximum time. */
  async function outcomeOf(work: Promise<ControlOutcome>): Promise<unknown> {
    const outcome = work.then(
      ({ hasChanged }) => hasChanged,
      (error: unknown) => error,
    )
    await clock.pass(defaultReadBack.timeoutMs * 2)
    return outcome
  }
  return {
    clock,
    kms,
    key,
    sent,
    enable: (rotationPeriodInDays?: number) => outcomeOf(control.enable({ ...order, rotationPeriodInDays })),
    disable: () => outcomeOf(control.disable(order)),
    change: (deadline: number) => control.enable({ ...order, deadline }),
  }
}

describe('enabling automatic rotation', () => {
  test.each([
    ['off', statusOf(), undefined, true, [undefined]],
    ['off', statusOf(), 180, true, [180]],
    ['on', statusOn({ rotationPeriodInDays: 180 }), undefined, false, []],
    ['on', statusOn({ rotationPeriodInDays: 180 }), 180, false, []],
    ['on', statusOn({ rotationPeriodInDays: 180 }), 90, true, [90]],
  ] as const)(
    'sends a request only if it changes the setting (now %s, case %#)',
    async (_, status, period, hasChanged, sent) => {
      const control = startControl()
      control.key.status = status
      expect(await control.enable(period)).toBe(hasChanged)
      expect(control.sent).toEqual(sent)
    },
  )

  test.each([89, 2_561])('with a period of %s days is rejected before KMS is called', async (days) => {
    const control = startControl()
    expect(await control.enable(days)).toBeInstanceOf(InvalidInputError)
    expect(control.kms.calls()).toBe(0)
  })

  test('resolves when several reads in a row show it, although KMS reads alternate', async () => {
    const control = startControl()
    const off = statusOf()
    const { key } = control
    const change = key.onChange
    key.onChange = (...called) => {
      void change(...called)
      key.nextStatuses.push(off, statusOn({ rotationPeriodInDays: 90 }), off)
    }
    expect(await control.enable(90)).toBe(true)
    expect(control.kms.calls('GetKeyRotationStatus')).toBe(1 + 3 + defaultReadBack.matches)
  })

  test('succeeds after a lost response if KMS shows the change, and has an unknown outcome otherwise', async () => {
    const shown = startControl()
    const { onChange } = shown.key
    shown.key.onChange = async (...change) => {
      await onChange(...change)
      throw new OutcomeUnknownError('No answer.', { keyArn: KEY_ARN })
    }
    expect(await shown.enable(90)).toBe(true)

    const lost = startControl()
    lost.key.onChange = () => Promise.reject(new OutcomeUnknownError('No answer.', { keyArn: KEY_ARN }))
    expect(await lost.enable(90)).toBeInstanceOf(OutcomeUnknownError)
    expect(lost.kms.calls('EnableKeyRotation')).toBe(1)
  })
})

describe('disabling automatic rotation', () => {
  test('sends a request only if automatic rotation is enabled', async () => {
    const control = startControl()
    expect(await control.disable()).toBe(false)
    control.key.status = statusOn()
    expect(await control.disable()).toBe(true)
    expect(control.kms.calls('DisableKeyRotation')).toBe(1)
  })

  test('rejects with the error of KMS', async () => {
    const control = startControl()
    control.key.status = statusOn()
    control.key.onChange = () => Promise.reject(new KmsUnavailableError('KMS cannot be reached.'))
    expect(await control.disable()).toBeInstanceOf(KmsUnavailableError)
  })
})

describe('a change of automatic rotation with a deadline', () => {
  const settled = async (work: Promise<ControlOutcome>) => (await Promise.allSettled([work]))[0]

  test('has an unknown outcome if KMS has not answered at the deadline', async () => {
    const { clock, key, change, sent } = startControl()
    key.onChange = () => clock.sleep(60_000)
    const outcome = settled(change(clock.now() + 30_000))
    await clock.pass(30_000)
    expect(await outcome).toMatchObject({ reason: expect.any(OutcomeUnknownError) })
    expect(sent).toEqual([])
  })

  test('succeeds if KMS accepted it, even if no read shows it by the deadline', async () => {
    const { clock, key, change } = startControl()
    key.onChange = () => {}
    const outcome = settled(change(clock.now() + 5_000))
    await clock.pass(5_000)
    expect(await outcome).toMatchObject({
      status: 'fulfilled',
      value: {
        hasChanged: true,
        status: undefined,
        request: { outcome: 'MADE', after: { isEnabled: true } },
      },
    })
  })

  test('is never sent if it was not sent by the deadline', async () => {
    const { clock, key, kms, change } = startControl()
    let show: (status: typeof key.status) => void = () => {}
    key.nextStatuses.push(new Promise((resolve) => (show = resolve)))
    const outcome = settled(change(clock.now() + 5_000))
    await clock.pass(5_000)
    expect(await outcome).toMatchObject({ reason: { code: 'REQUEST_TIMEOUT' } })
    show(key.status)
    await clock.pass(0)
    expect(kms.calls('EnableKeyRotation')).toBe(0)
  })
})
