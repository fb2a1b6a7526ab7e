import { describe, expect, test } from 'vitest'
import { onDemandQuota, onDemandInProgressSince } from '../../src/rotation/rules/on-demand-quota.ts'
import { automaticEntry, daysAgo, entryOf, minutesFromNow, onDemandEntry, statusOf } from './kms-values.ts'

const running = statusOf({ onDemandRotationStartDate: minutesFromNow(-1) })
const onDemand = (count: number) =>
  Array.from({ length: count }, (_, index) => onDemandEntry(daysAgo(index + 1)))

describe('the on-demand quota of a key', () => {
  test.each([
    ['is unused for a key that was never rotated', [], statusOf(), 25, { used: 0, remaining: 25 }],
    ['counts completed on-demand rotations', onDemand(3), statusOf(), 25, { used: 3, remaining: 22 }],
    [
      'does not count automatic rotations, other types and other material',
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
    ['counts a rotation that is in progress', onDemand(3), running, 25, { used: 4, remaining: 21 }],
    [
      'counts a rotation once if KMS still returns its start date after its completion',
      [onDemandEntry(minutesFromNow(0)), ...onDemand(3)],
      running,
      25,
      { used: 4, remaining: 21 },
    ],
    ['is used up at the limit', onDemand(25), statusOf(), 25, { used: 25, remaining: 0 }],
    ['never has a negative remainder', onDemand(12), running, 10, { used: 13, remaining: 0 }],
    [
      'counts only the history if the status could not be read',
      onDemand(2),
      undefined,
      25,
      { used: 2, remaining: 23 },
    ],
  ])('%s', (_, entries, status, limit, expected) => {
    expect(onDemandQuota(entries, status, limit)).toEqual({ limit, ...expected })
  })
})

describe('the start date of an on-demand rotation in progress', () => {
  test('is the date that KMS returns', () => {
    expect(onDemandInProgressSince(running, [])).toEqual(minutesFromNow(-1))
    expect(onDemandInProgressSince(running, undefined)).toEqual(minutesFromNow(-1))
  })

  test('is undefined if KMS returns none, or if the history shows the completion', () => {
    expect(onDemandInProgressSince(undefined, [])).toBeUndefined()
    expect(onDemandInProgressSince(statusOf(), [])).toBeUndefined()
    expect(onDemandInProgressSince(running, [onDemandEntry(minutesFromNow(0))])).toBeUndefined()
  })

  test('is kept after an automatic rotation or an entry without a date', () => {
    const entries = [automaticEntry(minutesFromNow(0)), entryOf({ rotationType: 'ON_DEMAND' })]
    expect(onDemandInProgressSince(running, entries)).toEqual(minutesFromNow(-1))
  })
})
