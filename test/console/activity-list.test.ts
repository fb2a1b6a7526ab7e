import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  EMPTY_LIST,
  MAX_EVENTS,
  PAGE_SIZE,
  addOlder,
  addStored,
  countWaiting,
  disconnect,
  finishStored,
  hold,
  isFull,
  newestChunk,
  receive,
  show,
} from '../../console/activity/activity-list.ts'
import type { ActivityEvent, ActivityList, ActivityMessage } from '../../console/activity/activity-list.ts'

const NOW = new Date('2026-11-27T12:00:00Z')
const LATER = new Date('2026-11-27T12:05:00Z')

const event = (number: number): ActivityEvent => ({
  kind: 'KeyAdded',
  eventId: `event ${number}`,
  cursor: `cursor ${number}`,
  occurredAt: NOW.toISOString(),
  observedAt: NOW.toISOString(),
  source: 'POLL',
  key: { arn: 'arn', displayName: 'key', accountId: '111122223333', region: 'eu-west-1' },
})

const gap = (key: number | undefined, cursor = `gap ${key}`): ActivityMessage & { kind: 'StreamGap' } => ({
  kind: 'StreamGap',
  cursor,
  message: `The history of key ${key} cannot be read.`,
  types: ['ROTATION_COMPLETED'],
  affectedKey: key === undefined ? null : { arn: `arn ${key}`, displayName: `key ${key}` },
})

const receiveAll = (list: ActivityList, messages: readonly ActivityMessage[], at = NOW) =>
  messages.reduce((result, message) => receive(result, message, at), list)
const eventIds = ({ shown }: ActivityList) => shown.flatMap(({ kind, id }) => (kind === 'EVENT' ? [id] : []))
const range = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => event(from + index))

/** A message of the stream, or an action of the reader. */
const action = fc.oneof(
  { weight: 6, arbitrary: fc.nat(40).map((number) => event(number)) },
  { weight: 2, arbitrary: fc.nat(3).map((key) => gap(key)) },
  fc.constantFrom('hold' as const, 'show' as const, 'showHeld' as const, 'disconnect' as const),
)

function run(list: ActivityList, step: ActivityMessage | 'hold' | 'show' | 'showHeld' | 'disconnect') {
  switch (step) {
    case 'hold':
      return hold(list)
    case 'show':
      return show(list)
    case 'showHeld':
      return show(list, true)
    case 'disconnect':
      return disconnect(list)
    default:
      return receive(list, step, NOW)
  }
}

describe('the list of events', () => {
  test('has every event once, newest first, whenever the reader holds it', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), (steps) => {
        const list = show(steps.reduce(run, EMPTY_LIST))
        const arrived = [
          ...new Set(
            steps.flatMap((step) =>
              typeof step === 'object' && step.kind !== 'StreamGap' ? [step.eventId] : [],
            ),
          ),
        ]
        expect(eventIds(list)).toEqual(arrived.toReversed())
      }),
    )
  })

  test('is the same after it was held as if it had never been held', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), (steps) => {
        const undisturbed = steps.filter((step) => typeof step === 'object' || step === 'disconnect')
        expect(show(steps.reduce(run, EMPTY_LIST))).toEqual(undisturbed.reduce(run, EMPTY_LIST))
      }),
    )
  })

  test('never has two gaps one after the other', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), (steps) => {
        const { shown } = show(steps.reduce(run, EMPTY_LIST))
        expect(shown.some(({ kind }, index) => kind === 'GAP' && shown[index + 1]?.kind === 'GAP')).toBe(
          false,
        )
      }),
    )
  })

  test('does not change what the reader sees while it is held', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), fc.nat(60), (steps, start) => {
        const before = hold(steps.slice(0, start).reduce(run, EMPTY_LIST))
        const messages = steps.slice(start).filter((step) => typeof step === 'object')
        expect(receiveAll(before, messages).shown).toBe(before.shown)
      }),
    )
  })

  test('counts the events that wait, and not the gaps', () => {
    const list = receiveAll(hold(EMPTY_LIST), [event(1), gap(1), event(2), event(2)])
    expect(countWaiting(list)).toBe(2)
    expect(countWaiting(show(list))).toBe(0)
  })

  test('is full when as many events wait as it keeps', () => {
    const list = receiveAll(hold(EMPTY_LIST), range(0, MAX_EVENTS - 1))
    expect(isFull(list)).toBe(false)
    expect(isFull(receive(list, event(MAX_EVENTS), NOW))).toBe(true)
  })
})

describe('gaps of the list of events', () => {
  test('are from between the newest message before the connection was lost and their arrival', () => {
    const list = receive(disconnect(receiveAll(EMPTY_LIST, [event(1)], NOW)), gap(1), LATER)
    expect(list.shown[0]).toMatchObject({ kind: 'GAP', after: NOW, before: LATER })
  })

  test('of stored events have no start', () => {
    const list = finishStored(addStored(EMPTY_LIST, [event(1)]), [gap(1), gap(1, 'again'), gap(2)], NOW)
    expect(list.shown[0]).toMatchObject({ kind: 'GAP', after: undefined, before: NOW })
    expect(list.shown[0]).toMatchObject({
      gaps: [{ affectedKey: { arn: 'arn 1' } }, { affectedKey: { arn: 'arn 2' } }],
    })
  })
})

describe('the bound of the list of events', () => {
  test('keeps the newest events, and reads the others again chunk by chunk', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 300 }),
        (pageCount, liveCount) => {
          const storedCount = pageCount * PAGE_SIZE
          let list = EMPTY_LIST
          for (let page = 0; page < pageCount; page++)
            list = addStored(list, range(page * PAGE_SIZE, (page + 1) * PAGE_SIZE))
          const all = range(0, storedCount + liveCount)
          list = receiveAll(finishStored(list, [], NOW), all.slice(storedCount))
          const ids = all.map(({ eventId }) => eventId).toReversed()
          expect(eventIds(list)).toEqual(ids.slice(0, MAX_EVENTS))

          for (let chunk = newestChunk(list); chunk; chunk = newestChunk(list)) {
            const { after, length } = chunk
            const start = after === undefined ? 0 : all.findIndex(({ cursor }) => cursor === after) + 1
            const { length: lengthBefore } = list.shown
            list = addOlder(list, all.slice(start, start + PAGE_SIZE))
            expect(list.shown).toHaveLength(lengthBefore + length)
          }
          expect(eventIds(list)).toEqual(ids)
        },
      ),
      { numRuns: 20 },
    )
  })
})
