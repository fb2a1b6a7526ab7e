import { describe, expect, test } from 'vitest'
import { createEventLog } from '../../src/rotation/stream/event-log.ts'
import { rotationStarted } from '../../src/rotation/rotation-event.ts'
import { createStillClock } from '../support/still-clock.ts'
import { KEY_ARN } from './kms-values.ts'

const OTHER_ARN = KEY_ARN.replace(/.{4}$/, '0000')

function startLog(options: { readonly maxEvents?: number; readonly retentionMs?: number } = {}) {
  const clock = createStillClock()
  const log = createEventLog({ clock, ...options })
  const started = (minute: number, keyArn = KEY_ARN) =>
    rotationStarted(keyArn, new Date(minute * 60_000), new Date(clock.now()))
  const minutesAfter = (at: number, ...keyArns: readonly string[]) =>
    log.after(at, new Set(keyArns)).map(({ event }) => (event.occurredAt?.getTime() ?? NaN) / 60_000)
  return { clock, log, started, minutesAfter }
}

describe('the log', () => {
  test('gives each event a unique position in order, even within one millisecond', () => {
    const { log, started, minutesAfter } = startLog()
    const places = [1, 2, 3].map((minute) => log.add(started(minute)).at)
    expect(places).toEqual(places.toSorted((left, right) => left - right))
    expect(new Set(places).size).toBe(3)
    expect(places.map((at) => minutesAfter(at, KEY_ARN))).toEqual([[2, 3], [3], []])
  })

  test('stores an event once, at its first position', async () => {
    const { clock, log, started, minutesAfter } = startLog()
    const first = log.add(started(1))
    await clock.pass(1_000)
    expect(log.add(started(1))).toBe(first)
    expect(minutesAfter(0, KEY_ARN)).toEqual([1])
  })

  test('returns the events of the requested keys', () => {
    const { log, started, minutesAfter } = startLog()
    log.add(started(1))
    log.add(started(2, OTHER_ARN))
    expect([minutesAfter(0, KEY_ARN), minutesAfter(0, OTHER_ARN)]).toEqual([[1], [2]])
  })

  test('drops the oldest events above its maximum, and reports since when it is complete', () => {
    const { log, started, minutesAfter } = startLog({ maxEvents: 2 })
    const begun = log.completeSince
    const [first] = [1, 2, 3].map((minute) => log.add(started(minute)))
    expect(minutesAfter(0, KEY_ARN)).toEqual([2, 3])
    expect([begun < log.completeSince, log.completeSince]).toEqual([true, first?.at])
  })

  test('drops events that are too old, even if none is added', async () => {
    const { clock, log, started, minutesAfter } = startLog({ retentionMs: 60_000 })
    const { at } = log.add(started(1))
    await clock.pass(59_999)
    expect(minutesAfter(0, KEY_ARN)).toEqual([1])
    await clock.pass(2)
    expect(minutesAfter(0, KEY_ARN)).toEqual([])
    expect(log.completeSince).toBe(at)
  })

  test('has its head after all its events and before all later ones', async () => {
    const { clock, log, started, minutesAfter } = startLog()
    log.add(started(1))
    log.add(started(2))
    const head = log.headOf(new Set([KEY_ARN]))
    expect(minutesAfter(head, KEY_ARN)).toEqual([])
    log.add(started(3))
    await clock.pass(1)
    expect(minutesAfter(head, KEY_ARN)).toEqual([3])
  })

  test('has a head for some keys that does not depend on events of other keys', () => {
    const [quiet, busy] = [startLog(), startLog()]
    for (const minute of [1, 2, 3]) busy.log.add(busy.started(minute, OTHER_ARN))
    const keys = new Set([KEY_ARN])
    expect(busy.log.headOf(keys)).toBe(quiet.log.headOf(keys))
    const { at } = busy.log.add(busy.started(4))
    expect(at).toBeGreaterThan(quiet.log.headOf(keys))
    expect(busy.log.headOf(keys)).toBe(at)
  })
})
