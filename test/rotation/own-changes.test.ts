import { describe, expect, test } from 'vitest'
import { AccessDeniedError, OutcomeUnknownError } from '../../src/errors/operation-errors.ts'
import {
  createAutomaticRotationControl,
  defaultReadBack,
} from '../../src/rotation/change/automatic-rotation-control.ts'
import { createSettingRecords } from '../../src/rotation/change/setting-records.ts'
import { createMemoryRequestStore } from '../../src/rotation/request-store.ts'
import { createKeyWatches } from '../../src/rotation/watch/key-watches.ts'
import { defaultWatchIntervals } from '../../src/rotation/watch/watch-schedule.ts'
import { createFakeKms } from '../support/fake-kms.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { createStillClock } from '../support/still-clock.ts'
import { KEY, KEY_ARN, statusOf, statusOn } from './kms-values.ts'

const { rotatingMs, idleMs } = defaultWatchIntervals

/** A watched key whose automatic rotation this gateway changes, and what its follower is notified of. */
function start() {
  const clock = createStillClock()
  const kms = createFakeKms(KEY_ARN)
  const key = kms.key(KEY_ARN)
  const [on, off] = [statusOn({ rotationPeriodInDays: 365 }), statusOf()]
  key.onChange = (operation) => {
    key.status = operation === 'EnableKeyRotation' ? on : off
  }
  const watches = createKeyWatches({
    kmsOf: () => kms,
    clock,
    logger: createMemoryLogger(),
    random: () => 0,
  })
  const store = createMemoryRequestStore({ now: () => clock.now() })
  const events: string[] = []
  /** The changes of this gateway to which the events are attributed. */
  const attributed: (string | undefined)[] = []
  const follow = () =>
    watches.observe([KEY_ARN], {
      next: (observation) => {
        for (const event of observation.events) {
          events.push(event.kind === 'AutomaticRotationChanged' ? `on: ${event.after.isEnabled}` : event.kind)
          attributed.push('changeId' in event ? event.changeId : undefined)
        }
      },
      end: () => {},
    })
  const control = createAutomaticRotationControl({
    kmsOf: () => kms,
    isForeign: () => false,
    watches,
    records: createSettingRecords({ store, logger: createMemoryLogger() }),
    clock,
    logger: createMemoryLogger(),
    readBack: defaultReadBack,
  })
  const order = { key: KEY, requestedBy: 'tester', requestId: 'operation', isDryRun: false }
  const outcome = (work: Promise<unknown>) => work.catch((error: unknown) => error)
  return {
    clock,
    kms,
    key,
    on,
    off,
    watches,
    events,
    attributed,
    changes: () => store.changes(),
    follow,
    enable: () => outcome(control.enable({ ...order, rotationPeriodInDays: 365 })),
    disable: () => outcome(control.disable(order)),
  }
}

describe('a change of automatic rotation by this gateway', () => {
  test.each([20_000, 3_000])('that is undone after %d ms is delivered as two events', async (afterMs) => {
    const { clock, events, follow, enable, disable } = start()
    follow()
    await clock.pass(1_000)
    const enabled = enable()
    await clock.pass(afterMs)
    await enabled
    const disabled = disable()
    await clock.pass(idleMs)
    await disabled
    expect(events).toEqual(['on: true', 'on: false'])
  })

  test('is delivered to a follower that began right before it', async () => {
    const { clock, kms, key, events, follow, enable } = start()
    // The first poll of the watch returns after the change was made.
    let answer = () => {}
    key.nextStatuses.push(new Promise((resolve) => (answer = () => resolve(key.status))))
    follow()
    await clock.pass(0)
    const enabled = enable()
    await clock.pass(0)
    answer()
    await clock.pass(3 * rotatingMs)
    await enabled
    expect(kms.calls('EnableKeyRotation')).toBe(1)
    expect(events).toEqual(['on: true'])
  })

  test('whose outcome is unknown is polled for immediately and delivered', async () => {
    const { clock, key, on, events, follow, enable } = start()
    follow()
    await clock.pass(1_000)
    key.onChange = () => {
      key.status = on
      throw new OutcomeUnknownError('KMS did not answer.', { keyArn: KEY_ARN })
    }
    const enabled = enable()
    await clock.pass(3 * rotatingMs)
    await enabled
    expect(events).toEqual(['on: true'])
  })

  test('that KMS reads show only after 40 seconds is polled for until then, and not longer', async () => {
    const { clock, kms, key, on, events, follow, enable } = start()
    follow()
    await clock.pass(1_000)
    key.onChange = () => {}
    const enabled = enable()
    await clock.pass(40_000)
    key.status = on
    await clock.pass(3 * rotatingMs)
    expect(events).toEqual(['on: true'])
    await enabled
    key.onChange = () => {}
    const again = start()
    again.follow()
    await again.clock.pass(1_000)
    again.key.onChange = () => {}
    void again.enable()
    await again.clock.pass(120_000)
    const before = again.kms.calls('GetKeyRotationStatus')
    await again.clock.pass(10 * idleMs)
    expect(again.kms.calls('GetKeyRotationStatus') - before).toBe(10)
    expect(kms.calls('EnableKeyRotation')).toBe(1)
  })

  test.each(['immediately', 'after 40 seconds'])(
    'that KMS reads show %s is attributed to its record, and the same change by another caller later is not',
    async (when) => {
      const { clock, key, on, off, events, attributed, changes, follow, enable } = start()
      follow()
      await clock.pass(1_000)
      const { onChange } = key
      if (when !== 'immediately') key.onChange = () => {}
      const enabled = enable()
      await clock.pass(40_000)
      key.status = on
      await clock.pass(3 * rotatingMs)
      await enabled
      for (const status of [off, on]) {
        key.status = status
        await clock.pass(5 * idleMs)
      }
      key.onChange = onChange
      const [own] = await changes()
      expect(own).toMatchObject({
        operation: 'EnableKeyRotation',
        outcome: 'MADE',
        after: { isEnabled: true },
      })
      expect(events).toEqual(['on: true', 'on: false', 'on: true'])
      expect(attributed).toEqual([own?.id, undefined, undefined])
    },
  )

  test('that KMS reads do not show within a minute is not attributed to a later event', async () => {
    const { clock, key, on, attributed, follow, enable } = start()
    follow()
    await clock.pass(1_000)
    key.onChange = () => {
      throw new OutcomeUnknownError('KMS did not answer.', { keyArn: KEY_ARN })
    }
    const enabled = enable()
    await clock.pass(10 * 60_000)
    await enabled
    key.status = on
    await clock.pass(5 * idleMs)
    expect(attributed).toEqual([undefined])
  })

  test('that KMS rejects makes the watch poll once', async () => {
    const { clock, kms, key, follow, enable } = start()
    follow()
    await clock.pass(1_000)
    const before = kms.calls('GetKeyRotationStatus')
    key.onChange = () => {
      throw new AccessDeniedError('Denied.', { action: 'kms:EnableKeyRotation' })
    }
    const enabled = enable()
    await clock.pass(1_000)
    expect(await enabled).toBeInstanceOf(AccessDeniedError)
    // One read decides whether the change is allowed, and the watch polls once.
    expect(kms.calls('GetKeyRotationStatus') - before).toBe(2)
  })
})
