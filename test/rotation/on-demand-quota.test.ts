import { describe, expect, test } from 'vitest'
import { onDemandQuota, onDemandInProgressSince } from '../../src/rotation/rules/on-demand-quota.ts'
import { automaticEntry, daysAgo, entryOf, minutesFromNow, onDemandEntry, statusOf } from './kms-values.ts'

const running = statusOf({ onDemandRotationStartDate: minutesFromNow(-1) })
const onDemand = (count: number) =>
  Array.from({ length: count }, (_, index) => onDemandEntry(daysAgo(index + 1)))

describe('the on-demand quota of a key', () => {
  test.each([
    ['is whole for a key that was never rotated', [], statusOf(), 25, { used: 0, remaining: 25 }],
    ['counts completed on-demand rotations', onDemand(3), statusOf(), 25, { used: 3, remaining: 22 }],
    [
      'leaves out automatic rotations, other types and other material',
      [
        automaticEntry(daysAgo(1)),
        entryOf(),
        entryOf({ keyMaterialState: 'PENDING_ROTATION' }),
        entryOf({ rotationDate: daysAgo(2), rotationType: 'MONTHLY' }),
      ],
      statusOf(),
      25,
      { used: 0, remaining: 25 },
    ],
    ['counts the running one', onDemand(3), running, 25, { used: 4, remaining: 21 }],
    [
      'counts a rotation once while its start date is still read after its completion',
      [onDemandEntry(minutesFromNow(0)), ...onDemand(3)],
      running,
      25,
      { used: 4, remaining: 21 },
    ],
    ['is used up at the limit', onDemand(25), statusOf(), 25, { used: 25, remaining: 0 }],
    ['never leaves less than none', onDemand(12), running, 10, { used: 13, remaining: 0 }],
    [
      'counts the history alone when the status is unreadable',
      onDemand(2),
      undefined,
      25,
      { used: 2, remaining: 23 },
    ],
  ])('%s', (_, entries, status, limit, expected) => {
    expect(onDemandQuota(entries, status, limit)).toEqual({ limit, ...expected })
  })
})

describe('the start of a running on-demand rotation', () => {
  test('is the start date that KMS shows', () => {
    expect(onDemandInProgressSince(running, [])).toEqual(minutesFromNow(-1))
    expect(onDemandInProgressSince(running, undefined)).toEqual(minutesFromNow(-1))
  })

  test('is absent without a start date, and when the history says that it is over', () => {
    expect(onDemandInProgressSince(undefined, [])).toBeUndefined()
    expect(onDemandInProgressSince(statusOf(), [])).toBeUndefined()
    expect(onDemandInProgressSince(running, [onDemandEntry(minutesFromNow(0))])).toBeUndefined()
  })

  test('is not ended by an automatic rotation or by an entry without a date', () => {
    const entries = [automaticEntry(minutesFromNow(0)), entryOf({ rotationType: 'ON_DEMAND' })]
    expect(onDemandInProgressSince(running, entries)).toEqual(minutesFromNow(-1))
  })
})
