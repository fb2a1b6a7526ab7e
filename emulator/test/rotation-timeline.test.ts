import { describe, expect, test } from 'vitest'
import {
  automaticAt,
  currentMaterialAt,
  historyAt,
  isOnDemandRunningAt,
  lastChangeBefore,
  onDemandStartAt,
  withAutomaticChange,
  withDueRotations,
  withOnDemandRotation,
  withRotation,
} from '../rotation-timeline.ts'
import type { RotationTimeline } from '../rotation-timeline.ts'
import { DAY } from './kms-over-socket.ts'

const NEW: RotationTimeline = {
  seed: 'key',
  first: { id: 'first' },
  rotations: [],
  automatic: [],
  isSuspended: false,
}
const DELAYS = {
  startVisibleAfterMs: 10,
  startClearsAfterMs: 40,
  historyVisibleAfterMs: 30,
  currentMaterialAfterMs: 60,
}

describe('an on-demand rotation that starts at 100', () => {
  const timeline = withOnDemandRotation(NEW, 100, DELAYS)

  test.each([
    { at: 99, start: undefined, entries: 0, isCurrent: false, isRunning: false },
    { at: 100, start: undefined, entries: 0, isCurrent: false, isRunning: true },
    { at: 110, start: 100, entries: 0, isCurrent: false, isRunning: true },
    { at: 130, start: 100, entries: 1, isCurrent: false, isRunning: true },
    { at: 140, start: undefined, entries: 1, isCurrent: false, isRunning: false },
    { at: 160, start: undefined, entries: 1, isCurrent: true, isRunning: false },
  ])('at $at', ({ at, start, entries, isCurrent, isRunning }) => {
    expect(onDemandStartAt(timeline, at)).toBe(start)
    expect(historyAt(timeline, at)).toHaveLength(entries)
    expect(currentMaterialAt(timeline, at)?.id !== 'first').toBe(isCurrent)
    expect(isOnDemandRunningAt(timeline, at)).toBe(isRunning)
  })

  test.each([
    [109, undefined],
    [110, 110],
    [135, 130],
    [500, 140],
  ])('the last change before %i was at %s', (at, change) => {
    expect(lastChangeBefore(timeline, at)).toBe(change)
  })
})

describe('automatic rotations', () => {
  const enabled = withAutomaticChange(NEW, { at: 0, isEnabled: true, periodInDays: 90, nextDate: 90 * DAY })

  test('automatic rotations are added once for every date that has passed', () => {
    const settled = withDueRotations(enabled, 200 * DAY, 0, 0)
    expect(historyAt(settled, 200 * DAY).map(({ completedAt }) => completedAt / DAY)).toEqual([90, 180])
    expect(automaticAt(settled, 200 * DAY).nextDate).toBe(270 * DAY)
    expect(withDueRotations(settled, 200 * DAY, 0, 0)).toEqual(settled)
  })

  test('automatic rotations are not visible at an earlier instant', () => {
    const settled = withDueRotations(enabled, 200 * DAY, 0, 0)
    expect(historyAt(settled, 100 * DAY)).toHaveLength(1)
    expect(automaticAt(settled, 100 * DAY).nextDate).toBe(180 * DAY)
  })

  test('automatic rotations do not take place while suspended', () => {
    expect(withDueRotations({ ...enabled, isSuspended: true }, 200 * DAY, 0, 0).rotations).toEqual([])
  })
})

test('each key material has its own id, which is the same in every run', () => {
  const twice = withRotation(withRotation(NEW, 'AUTOMATIC', 1), 'ON_DEMAND', 2)
  const ids = twice.rotations.map(({ material }) => material.id)
  expect(new Set(ids).size).toBe(2)
  expect(withRotation(withRotation(NEW, 'AUTOMATIC', 1), 'ON_DEMAND', 2)).toEqual(twice)
})

test('the history is in order of dates, in any order of insertion', () => {
  const timeline = withRotation(withRotation(NEW, 'AUTOMATIC', 20), 'AUTOMATIC', 10)
  expect(historyAt(timeline, 100).map(({ completedAt }) => completedAt)).toEqual([10, 20])
  expect(currentMaterialAt(timeline, 100)).toBe(timeline.rotations[0]?.material)
})
