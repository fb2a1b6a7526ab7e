import { array, assert, constantFrom, integer, property, record } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { namedKeys } from '../../src/rotation/key-set/key-set.ts'
import { createEventLog } from '../../src/rotation/stream/event-log.ts'
import { eventPage } from '../../src/rotation/stream/event-page.ts'
import type { EventPageOptions } from '../../src/rotation/stream/event-page.ts'
import { rotationStarted } from '../../src/rotation/rotation-event.ts'
import type { EventKind } from '../../src/rotation/rotation-event.ts'
import { toRotation } from '../../src/rotation/rotation.ts'
import type { Rotation } from '../../src/rotation/rotation.ts'
import { decodeStreamCursor } from '../../src/rotation/stream/stream-cursor.ts'
import { MAX_HISTORY_DELAY_MS } from '../../src/rotation/stream/stream-position.ts'
import { START, createStillClock } from '../support/still-clock.ts'
import { KEY_ARN, onDemandEntry } from './kms-values.ts'
import { atMost } from '../support/at-most.ts'

const MINUTE = 60_000
const KINDS: readonly EventKind[] = ['RotationStarted', 'RotationCompleted']
const arnOf = (key: number) => KEY_ARN.replace(/.{4}$/, String(key).padStart(4, '0'))

interface Happening {
  readonly key: number
  readonly kind: EventKind
  readonly agoMs: number
}

/** What can be paged through: histories and a log in which all of this happened, as they are now. */
function happened(happenings: readonly Happening[]) {
  const now = START + 1_000 * MINUTE
  const clock = createStillClock(START)
  const rotations: Rotation[] = []
  const starts = happenings.filter(({ kind }) => kind === 'RotationStarted')
  for (const [index, { key, kind, agoMs }] of happenings.entries()) {
    const rotation = toRotation(arnOf(key), {
      ...onDemandEntry(new Date(now - agoMs)),
      keyMaterialId: index.toString(16).padStart(64, '0'),
    })
    if (kind === 'RotationCompleted' && rotation) rotations.push(rotation)
  }
  let logNow = START
  const log = createEventLog({ clock: { ...clock, now: () => logNow, elapsed: () => logNow } })
  for (const { key, agoMs } of starts.toSorted((left, right) => right.agoMs - left.agoMs)) {
    logNow = now - agoMs
    log.add(rotationStarted(arnOf(key), new Date(now - agoMs), new Date(now - agoMs)))
  }
  logNow = now
  const keyArns = namedKeys([0, 1, 2].map(arnOf))
  const page = (first: number, start: EventPageOptions['start']) =>
    eventPage({
      subject: { keyArns, kinds: new Set(KINDS) },
      start,
      first,
      rotations,
      logged: log.after(start.logged, keyArns),
      readAt: now,
      completeUpTo: now - MAX_HISTORY_DELAY_MS,
      logHead: log.headOf(keyArns),
    })
  return { now, page }
}

const oldest = { watermark: START - 1, delivered: [], logged: START }

/** All pages of a size, as the ids of their events. */
function walk({ page }: ReturnType<typeof happened>, size: number): readonly string[] {
  const ids: string[] = []
  let start: EventPageOptions['start'] = oldest
  for (const _ of atMost(1_000, 'pages')) {
    const { events, endCursor, hasNextPage } = page(size, start)
    ids.push(...events.map(({ eventId }) => eventId))
    if (!hasNextPage) break
    start = decodeStreamCursor(endCursor)
  }
  return ids
}

describe('pages of events', () => {
  const happening = record({
    key: integer({ min: 0, max: 2 }),
    kind: constantFrom(...KINDS),
    agoMs: integer({ min: 0, max: 20 * MINUTE }),
  })

  test('of any size together hold each event once, in one order', () => {
    assert(
      property(array(happening, { maxLength: 40 }), integer({ min: 1, max: 9 }), (happenings, size) => {
        const house = happened(happenings)
        const all = walk(house, 100)
        expect(new Set(all).size).toBe(all.length)
        expect(walk(house, size)).toEqual(all)
      }),
    )
  })

  test('go on from the cursor of any event with the one after it', () => {
    assert(
      property(array(happening, { minLength: 1, maxLength: 30 }), (happenings) => {
        const house = happened(happenings)
        const { events } = house.page(100, oldest)
        for (const [index, { cursor }] of events.entries()) {
          const rest = house.page(100, decodeStreamCursor(cursor)).events
          expect(rest.map(({ eventId }) => eventId)).toEqual(
            events.slice(index + 1).map(({ eventId }) => eventId),
          )
        }
      }),
    )
  })

  test('end, with none, at the head: nothing that has happened comes after it', () => {
    const house = happened([
      { key: 0, kind: 'RotationStarted', agoMs: 1_000 },
      { key: 0, kind: 'RotationCompleted', agoMs: 0 },
      { key: 1, kind: 'RotationCompleted', agoMs: 10 * MINUTE },
    ])
    const { events, endCursor, hasNextPage } = house.page(0, oldest)
    expect([events, hasNextPage]).toEqual([[], false])
    expect(house.page(100, decodeStreamCursor(endCursor)).events).toEqual([])
  })

  test('vouch for no more than KMS does: the watermark stays behind what may still show', () => {
    const { now, page } = happened([{ key: 0, kind: 'RotationCompleted', agoMs: 1_000 }])
    expect(decodeStreamCursor(page(100, oldest).endCursor).watermark).toBe(now - MAX_HISTORY_DELAY_MS)
  })

  test('a page ends before a cursor that cannot list all events of the last minutes; the stream delivers the rest', () => {
    const recent = Array.from({ length: 150 }, (_, index) => ({
      key: 0,
      kind: 'RotationCompleted' as const,
      agoMs: index * 100,
    }))
    const { page } = happened(recent)
    const first = page(50, oldest)
    const second = page(50, decodeStreamCursor(first.endCursor))
    expect([first.hasNextPage, second.hasNextPage]).toEqual([true, false])
  })
})
