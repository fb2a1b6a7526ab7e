import { describe, expect, test } from 'vitest'
import { timelineEntries } from '../../console/key/timeline.ts'
import type { Timeline, TimelineRotation } from '../../console/key/timeline.ts'
import { layOutTimeline } from '../../console/key/timeline-picture.ts'
import type { TimelinePicture } from '../../console/key/timeline-picture.ts'

const NOW = '2026-11-27T12:00:00.000Z'
const DAY_MS = 86_400_000
const day = (offset: number) => new Date(Date.parse(NOW) + offset * DAY_MS).toISOString()

const rotation = (daysAgo: number, type: TimelineRotation['type'] = 'AUTOMATIC') => ({
  rotatedAt: day(-daysAgo),
  type,
})

const timeline = (parts: Partial<Timeline> = {}): Timeline => ({
  now: NOW,
  createdAt: day(-800),
  rotations: [rotation(435), rotation(70)],
  olderCount: 0,
  dueAt: day(295),
  nextRotationAt: day(295),
  runningSince: null,
  pendingMaterial: null,
  ...parts,
})

const many = (count: number, everyDays: number) =>
  Array.from({ length: count }, (_, index) => rotation((count - index) * everyDays))

function picture(parts: Partial<Timeline>, width = 1000): TimelinePicture {
  const laidOut = layOutTimeline(timeline(parts), width)
  if (!laidOut) throw new Error('The key has no timeline, although it has a creation or a rotation.')
  return laidOut
}

describe('the picture of a timeline', () => {
  test('has the creation, the rotations and the next automatic rotation from left to right', () => {
    const { marks, fold } = picture({})
    expect(marks.map(({ kind }) => kind)).toEqual(['CREATED', 'AUTOMATIC', 'AUTOMATIC', 'NEXT'])
    expect(marks.map(({ x }) => x)).toEqual(marks.map(({ x }) => x).toSorted((one, other) => one - other))
    expect(fold).toBeUndefined()
  })

  test('names the days between rotations and marks the age of the present key material', () => {
    expect(picture({}).gaps.map(({ days, isPresent }) => [days, isPresent])).toEqual([
      [365, false],
      [365, false],
      [70, true],
    ])
  })

  test('leaves out the label of a gap that is too narrow for it', () => {
    const { gaps } = picture({ rotations: [rotation(400), rotation(399), rotation(70)] })
    expect(gaps.map(({ label }) => label?.text)).toEqual(['400 days', undefined, '329 days', '70 days'])
  })

  test.each([309, 700, 1100])('folds older rotations of 500 at a width of %i pixels', (width) => {
    const { marks, gaps, ticks, fold, axis } = picture(
      { createdAt: day(-45_100), rotations: many(100, 90), olderCount: 400 },
      width,
    )
    const rotations = marks.filter(({ kind }) => kind === 'AUTOMATIC')
    expect(rotations.length).toBeLessThanOrEqual(Math.max(8, width / 24))
    expect(fold?.count).toBe(500 - rotations.length)
    expect(fold?.label).toBe(`${500 - rotations.length} older`)
    expect(marks[0]?.x).toBeLessThan(axis.from)
    expect(gaps.every(({ from }) => from >= axis.from)).toBe(true)
    expect(ticks.length).toBeLessThan(width / 60)
  })

  test('has one mark with a number for rotations that are too close together', () => {
    const { marks } = picture({ rotations: [rotation(70.03), rotation(70.02), rotation(70.01), rotation(1)] })
    expect(marks.filter(({ kind }) => kind === 'AUTOMATIC')).toMatchObject([
      { count: 3, hasRoom: true },
      { count: 1 },
    ])
  })

  test('keeps automatic and on-demand rotations of one day apart', () => {
    const { marks } = picture({ rotations: [rotation(70), rotation(70, 'ON_DEMAND')] })
    const [automatic, onDemand] = marks.filter(({ kind }) => kind === 'AUTOMATIC' || kind === 'ON_DEMAND')
    expect(automatic?.y).not.toBe(onDemand?.y)
  })

  test('puts a time that is years away at the right end, so that it does not squeeze the past', () => {
    const { lines, axis } = picture({ nextRotationAt: day(6_000) })
    const next = lines.find(({ kind }) => kind === 'NEXT')
    expect(next).toMatchObject({ x: axis.to, isBeyond: true })
    expect(lines.find(({ kind }) => kind === 'TODAY')?.x).toBeGreaterThan(axis.to * 0.6)
  })

  test('has a due date before today for an overdue key', () => {
    const { lines } = picture({ dueAt: day(-30) })
    const [due, today] = ['DUE', 'TODAY'].map((kind) => lines.find((line) => line.kind === kind)?.x ?? 0)
    expect(due).toBeLessThan(today ?? 0)
  })

  test.each([0.001, 1, 30, 800, 8_000])(
    'keeps every part within its width for a key that is %d days old',
    (age) => {
      for (const width of [250, 309, 1100]) {
        const { marks, lines, ticks } = picture({ createdAt: day(-age), rotations: [] }, width)
        for (const { x } of [...marks, ...lines, ...ticks]) {
          expect(x).toBeGreaterThanOrEqual(0)
          expect(x).toBeLessThanOrEqual(width)
        }
        expect(lines.map(({ y }) => y)).toEqual([...new Set(lines.map(({ y }) => y))])
      }
    },
  )

  test('has no gap if the rotation history could not be read', () => {
    const { gaps, marks } = picture({ rotations: null })
    expect(gaps).toEqual([])
    expect(marks.map(({ kind }) => kind)).toEqual(['CREATED', 'NEXT'])
  })

  test('is left out if neither the creation nor a rotation is known', () => {
    expect(layOutTimeline(timeline({ createdAt: null, rotations: null }), 1000)).toBeUndefined()
    expect(layOutTimeline(timeline({ createdAt: null, rotations: [] }), 1000)).toBeUndefined()
  })
})

describe('the table of a timeline', () => {
  test('has the entries in the order of time, with the days since the previous rotation', () => {
    const entries = timelineEntries(timeline({ dueAt: day(-5), pendingMaterial: 'READY' }))
    expect(entries.map(({ kind, days }) => [kind, days])).toEqual([
      ['CREATED', null],
      ['AUTOMATIC', 365],
      ['AUTOMATIC', 365],
      ['DUE', null],
      ['TODAY', 70],
      ['NEXT', null],
      ['PENDING', null],
    ])
  })

  test('counts older rotations, and does not name the days before the first rotation that it has', () => {
    const entries = timelineEntries(timeline({ olderCount: 400 }))
    expect(entries.slice(0, 3)).toMatchObject([
      { kind: 'CREATED' },
      { kind: 'OLDER', text: '400 older rotations', at: null },
      { kind: 'AUTOMATIC', days: null },
    ])
  })

  test('does not name the age of the key material if the rotation history could not be read', () => {
    const entries = timelineEntries(timeline({ rotations: null }))
    expect(entries.find(({ kind }) => kind === 'TODAY')?.days).toBeNull()
  })
})
