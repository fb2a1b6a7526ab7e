import { describe, expect, test } from 'vitest'
import type { KeyRotationStatus } from '../../src/kms/kms.ts'
import { firstView, isRotationInProgress, nextView } from '../../src/rotation/watch/key-view.ts'
import type { KeyView, Poll } from '../../src/rotation/watch/key-view.ts'
import type { RotationEvent } from '../../src/rotation/rotation-event.ts'
import { toRotation } from '../../src/rotation/rotation.ts'
import type { Rotation } from '../../src/rotation/rotation.ts'
import { KEY_ARN, entryOf, minutesFromNow, statusOf } from './kms-values.ts'

const at = minutesFromNow
const rotated = (minutes: number, rotationType = 'ON_DEMAND'): Rotation => {
  const entry = entryOf({ keyMaterialId: `material-${minutes}`, rotationDate: at(minutes), rotationType })
  const rotation = toRotation(KEY_ARN, entry)
  if (!rotation) throw new Error('no rotation')
  return rotation
}
const running = (minutes: number): KeyRotationStatus => statusOf({ onDemandRotationStartDate: at(minutes) })
const poll = (minutes: number, status: KeyRotationStatus | undefined, rotations?: Rotation[]): Poll => ({
  status,
  rotations,
  polledAt: at(minutes),
})
const nothing = statusOf()

/** Takes the polls one after another: the last view, and every event. */
function watch(...polls: readonly [Poll, ...Poll[]]): { view: KeyView; events: readonly string[] } {
  const [first, ...others] = polls
  let { view, events } = firstView(KEY_ARN, first, at(0))
  const all: RotationEvent[] = [...events]
  for (const each of others) {
    ;({ view, events } = nextView(view, each))
    all.push(...events)
  }
  return { view, events: all.map(describeEvent) }
}

function describeEvent(event: RotationEvent): string {
  switch (event.kind) {
    case 'RotationStarted':
      return `started ${event.occurredAt.getTime() / 60_000 - at(0).getTime() / 60_000}`
    case 'RotationCompleted':
      return `completed ${event.rotation.materialId}${event.startedAt ? '' : ' of unknown start'}`
    case 'RotationTimedOut':
    case 'AutomaticRotationChanged':
    case 'KeyAdded':
    case 'KeyRemoved':
      return event.kind
    default:
      return event satisfies never
  }
}

describe('the first poll', () => {
  test('finds the rotations since the start of the watch, and not earlier ones', () => {
    const { view, events } = watch(poll(2, nothing, [rotated(-5), rotated(1)]))
    expect(view.rotations.map(({ materialId }) => materialId)).toEqual(['material--5', 'material-1'])
    expect(events).toEqual(['completed material-1 of unknown start'])
  })

  test('finds a running rotation', () => {
    expect(watch(poll(0, running(-1), [])).events).toEqual(['started -1'])
  })
})

describe('start and completion', () => {
  test.each([
    ['the start date goes first', [running(1), nothing, nothing], [undefined, undefined, [rotated(2)]]],
    ['the entry comes first', [running(1), running(1), nothing], [undefined, [rotated(2)], [rotated(2)]]],
    ['both at once', [running(1), nothing, nothing], [undefined, [rotated(2)], [rotated(2)]]],
  ] as const)('are one event each when %s', (_, statuses, histories) => {
    const polls = statuses.map((status, index) => poll(index + 1, status, histories[index]?.slice()))
    const { view, events } = watch(poll(0, nothing, []), ...polls)
    expect(events).toEqual(['started 1', 'completed material-2'])
    expect(isRotationInProgress(view)).toBe(false)
  })

  test('a rotation without a start date is in progress until its entry is seen', () => {
    const { view } = watch(poll(0, nothing, []), poll(1, running(1)), poll(2, nothing, []))
    expect(isRotationInProgress(view)).toBe(true)
  })

  test('inconsistent reads repeat and lose no event', () => {
    const { view, events } = watch(
      poll(0, nothing, []),
      poll(1, running(1), []),
      poll(1, nothing, []),
      poll(1, running(1), []),
      poll(2, nothing, [rotated(2)]),
      poll(2, running(1), []),
      poll(2, nothing, [rotated(2)]),
      poll(3, running(3), [rotated(2)]),
      poll(3, running(1), []),
      poll(3, running(3), []),
      poll(4, nothing, [rotated(4), rotated(2)]),
      poll(4, running(3), [rotated(2)]),
    )
    expect(events).toEqual(['started 1', 'completed material-2', 'started 3', 'completed material-4'])
    expect(view.rotations.map(({ materialId }) => materialId)).toEqual(['material-2', 'material-4'])
    expect(isRotationInProgress(view)).toBe(false)
  })

  test('a start date that is shown after its rotation completed is not an event', () => {
    expect(watch(poll(0, nothing, []), poll(2, running(1), [rotated(2)])).events).toEqual([
      'completed material-2',
    ])
  })

  test('several rotations found by one poll come in the order in which they happened', () => {
    const news = [rotated(9), rotated(3, 'AUTOMATIC'), rotated(6)]
    expect(watch(poll(0, nothing, []), poll(10, nothing, news)).events).toEqual([
      'completed material-3 of unknown start',
      'completed material-6 of unknown start',
      'completed material-9 of unknown start',
    ])
  })

  test('a start does not count for a later rotation whose own start was missed', () => {
    const { events } = watch(
      poll(0, nothing, []),
      poll(1, running(1)),
      poll(2, nothing, [rotated(2)]),
      poll(90, nothing, [rotated(2), rotated(80)]),
    )
    expect(events).toEqual(['started 1', 'completed material-2', 'completed material-80 of unknown start'])
  })

  test('a start does not count for an automatic rotation', () => {
    const { events } = watch(
      poll(0, nothing, []),
      poll(1, running(1)),
      poll(3, running(1), [rotated(2, 'AUTOMATIC')]),
    )
    expect(events).toEqual(['started 1', 'completed material-2 of unknown start'])
  })
})

test('an event has the same ID each time it is seen', () => {
  const before = firstView(KEY_ARN, poll(0, nothing, []), at(0)).view
  const ids = [2, 3].map((minutes) =>
    nextView(before, poll(minutes, running(1), [rotated(2)])).events.map(({ eventId }) => eventId),
  )
  expect(ids[0]).toEqual(ids[1])
})

test('a poll without a status keeps what was known of starts', () => {
  const { view } = watch(poll(0, running(-1), []), poll(1, undefined, []))
  expect(view.lastStartedAt).toEqual(at(-1))
})
