import { countOf, formatCount } from '../format/count.ts'
import { daysBetween } from './timeline.ts'
import type { Timeline, TimelineRotation } from './timeline.ts'
import type { RotationType } from '../generated/graphql.ts'

/** The geometry of a timeline, in pixels. It has a bounded number of parts for any number of rotations. */
export interface TimelinePicture {
  readonly width: number
  readonly height: number
  readonly axis: { readonly from: number; readonly to: number; readonly y: number }
  readonly marks: readonly Mark[]
  readonly gaps: readonly Gap[]
  readonly lines: readonly Line[]
  readonly ticks: readonly Tick[]
  /** The rotations before the axis. Undefined if the picture has all rotations. */
  readonly fold: Fold | undefined
}

export type MarkKind = 'CREATED' | RotationType | 'RUNNING' | 'PENDING' | 'NEXT'

export interface Mark {
  readonly kind: MarkKind
  readonly x: number
  readonly y: number
  /** The number of rotations that are so close together that they have one mark. */
  readonly count: number
  /** Whether there is room for the number beside the mark. */
  readonly hasRoom: boolean
}

/** The time between two rotations. */
export interface Gap {
  readonly from: number
  readonly to: number
  readonly days: number
  /** Undefined if the gap is too narrow for a text. */
  readonly label: { readonly text: string; readonly x: number } | undefined
  /** Whether the gap is the age of the present key material. */
  readonly isPresent: boolean
}

export interface Line {
  readonly kind: 'TODAY' | 'DUE' | 'NEXT'
  readonly at: string
  readonly x: number
  /** The baseline of the label, which is beside the line. */
  readonly y: number
  readonly anchor: 'start' | 'end'
  /** Whether the time is later than the picture shows. */
  readonly isBeyond: boolean
}

export interface Tick {
  readonly x: number
  readonly label: string
}

export interface Fold {
  readonly from: number
  readonly to: number
  readonly count: number
  readonly label: string
}

const DAY_MS = 86_400_000
const MARGIN = 12
const FOLD_WIDTH = 84
/** Pixels for one rotation, on average. More rotations are folded. */
const ROTATION_WIDTH = 24
const MIN_ROTATIONS = 8
/** Marks of one type that are closer than this are one mark. */
const MIN_DISTANCE = 4
const COUNT_WIDTH = 22
const TICK_WIDTH = 64
const CHARACTER_WIDTH = 7
/** The width of the label of a line. Two of them fit into the narrowest picture. */
const LABEL_WIDTH = 145
/** The future has at most this part of the past, so that a date in many years does not squeeze the past. */
const MAX_FUTURE = 0.6
const MIN_FUTURE_DAYS = 120
const MONTHS = [1, 3, 6, 12, 24, 60, 120, 240]

/** The heights of the rows. Automatic and on-demand rotations have a row each, so that they do not cover each other. */
const Y = {
  FIRST_LABEL: 14,
  LABEL: 18,
  AUTOMATIC: 76,
  AXIS: 91,
  ON_DEMAND: 106,
  GAP: 132,
  TICK: 158,
  HEIGHT: 166,
}

const ROWS: { readonly [kind in MarkKind]: number } = {
  CREATED: Y.AXIS,
  AUTOMATIC: Y.AUTOMATIC,
  UNRECOGNIZED: Y.AXIS,
  ON_DEMAND: Y.ON_DEMAND,
  RUNNING: Y.ON_DEMAND,
  PENDING: Y.ON_DEMAND,
  NEXT: Y.AUTOMATIC,
}

/** Lays out a timeline for a width. Undefined if neither the creation nor a rotation is known. */
export function layOutTimeline(timeline: Timeline, width: number): TimelinePicture | undefined {
  const { now, createdAt, nextRotationAt, runningSince, pendingMaterial } = timeline
  const maxRotations = Math.max(MIN_ROTATIONS, Math.floor(width / ROTATION_WIDTH))
  const known = timeline.rotations ?? []
  const rotations = known.slice(-maxRotations)
  const foldedCount = timeline.olderCount + known.length - rotations.length
  const isFolded = foldedCount > 0
  const start = isFolded ? rotations[0]?.rotatedAt : (createdAt ?? rotations[0]?.rotatedAt)
  if (start === undefined) return undefined

  const left = MARGIN + (isFolded ? FOLD_WIDTH : 0)
  const right = width - MARGIN
  const scale = timeScale({ start, end: endOf(start, timeline), left, right })
  const toMark = (kind: MarkKind, at: string): Mark => ({
    kind,
    x: scale.x(at),
    y: ROWS[kind],
    count: 1,
    hasRoom: true,
  })

  return {
    width,
    height: Y.HEIGHT,
    axis: { from: left, to: right, y: Y.AXIS },
    marks: [
      ...(createdAt === null ? [] : [{ ...toMark('CREATED', createdAt), ...(isFolded && { x: MARGIN }) }]),
      ...rotationMarks(rotations, scale.x),
      ...(runningSince === null ? [] : [toMark('RUNNING', runningSince)]),
      ...(pendingMaterial === null ? [] : [{ ...toMark('PENDING', now), x: scale.x(now) + 14 }]),
      ...(nextRotationAt === null ? [] : [toMark('NEXT', nextRotationAt)]),
    ],
    gaps:
      timeline.rotations === null
        ? []
        : gapsOf(isFolded || createdAt === null ? [] : [createdAt], rotations, now, scale.x),
    lines: linesOf(timeline, scale),
    ticks: ticksOf(scale),
    fold: isFolded
      ? { from: MARGIN, to: left, count: foldedCount, label: `${formatCount(foldedCount)} older` }
      : undefined,
  }
}

interface TimeRange {
  readonly start: string
  readonly end: string
  readonly left: number
  readonly right: number
}

interface TimeScale extends TimeRange {
  /** Times outside of the range are at its ends. */
  readonly x: (time: string) => number
}

function timeScale(range: TimeRange): TimeScale {
  const { start, end, left, right } = range
  const perMs = (right - left) / (Date.parse(end) - Date.parse(start))
  return {
    ...range,
    x: (time) => Math.min(right, Math.max(left, left + (Date.parse(time) - Date.parse(start)) * perMs)),
  }
}

function endOf(start: string, { now, dueAt, nextRotationAt }: Timeline): string {
  const today = Date.parse(now)
  const maxFuture = Math.max(MAX_FUTURE * (today - Date.parse(start)), MIN_FUTURE_DAYS * DAY_MS)
  const future = Math.max(
    ...[dueAt, nextRotationAt].map((time) => (time === null ? 0 : Date.parse(time) - today)),
  )
  // A little room after the last time.
  const wanted = future * 1.05 + 0.03 * (today - Date.parse(start)) + DAY_MS
  return new Date(today + Math.min(wanted, maxFuture)).toISOString()
}

/** Marks from the oldest to the newest. Rotations of one type that are too close to the mark before them are added to it. */
function rotationMarks(rotations: readonly TimelineRotation[], x: TimeScale['x']): Mark[] {
  const marks: Mark[] = []
  for (const { rotatedAt, type } of rotations) {
    const at = x(rotatedAt)
    const index = marks.findLastIndex(({ kind }) => kind === type)
    const last = marks[index]
    if (last && at - last.x < MIN_DISTANCE) marks[index] = { ...last, count: last.count + 1 }
    else marks.push({ kind: type, x: at, y: ROWS[type], count: 1, hasRoom: true })
  }
  return marks.map((mark) => ({
    ...mark,
    hasRoom: marks.every(
      (other) => other === mark || other.kind !== mark.kind || Math.abs(other.x - mark.x) >= COUNT_WIDTH,
    ),
  }))
}

function gapsOf(
  creation: readonly string[],
  rotations: readonly TimelineRotation[],
  now: string,
  x: TimeScale['x'],
): Gap[] {
  const times = [...creation, ...rotations.map(({ rotatedAt }) => rotatedAt), now]
  return times.slice(1).map((time, index) => {
    const previous = times[index] ?? time
    const [from, to, days] = [x(previous), x(time), daysBetween(previous, time)]
    const text = [countOf(days, 'day'), `${formatCount(days)} d`].find(
      (label) => (label.length + 1) * CHARACTER_WIDTH <= to - from,
    )
    return {
      from,
      to,
      days,
      label: text === undefined ? undefined : { text, x: (from + to) / 2 },
      isPresent: index === times.length - 2,
    }
  })
}

/**
 * The lines with their labels. Each label has a row of its own, and the rows are ordered so that a line does not cross the label of
 * another line: labels to the left of their lines from the right to the left, and labels to the right in the other order.
 */
function linesOf({ now, dueAt, nextRotationAt }: Timeline, { x, end }: TimeScale): Line[] {
  const lines = [
    { kind: 'TODAY', at: now } as const,
    ...(dueAt === null ? [] : [{ kind: 'DUE', at: dueAt } as const]),
    ...(nextRotationAt === null ? [] : [{ kind: 'NEXT', at: nextRotationAt } as const]),
  ].map((line) => ({ ...line, x: x(line.at), isBeyond: Date.parse(line.at) > Date.parse(end) }))
  const isLeft = (line: { readonly x: number }) => line.x > LABEL_WIDTH
  return [
    ...lines.filter(isLeft).toSorted((one, other) => other.x - one.x),
    ...lines.filter((line) => !isLeft(line)).toSorted((one, other) => one.x - other.x),
  ].map((line, row) => ({
    ...line,
    y: Y.FIRST_LABEL + row * Y.LABEL,
    anchor: isLeft(line) ? ('end' as const) : ('start' as const),
  }))
}

/** The starts of months or years, as many as have room. */
function ticksOf({ start, end, left, right, x }: TimeScale): Tick[] {
  const [first, last] = [monthOf(start), monthOf(end)]
  const maxTicks = Math.max(1, (right - left) / TICK_WIDTH)
  const step = MONTHS.find((months) => (last - first) / months <= maxTicks) ?? 1_200
  const count = Math.floor(last / step) - Math.floor(first / step)
  return Array.from({ length: count }, (_, index) => {
    const time = new Date(Date.UTC(2000, (Math.floor(first / step) + index + 1) * step - 24_000))
    return { x: x(time.toISOString()), label: step < 12 ? MONTH.format(time) : String(time.getUTCFullYear()) }
  }).filter((tick) => tick.x > left + TICK_WIDTH / 2 && tick.x < right - TICK_WIDTH / 2)
}

/** Months since the year 0. */
const monthOf = (time: string): number => new Date(time).getUTCFullYear() * 12 + new Date(time).getUTCMonth()

const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' })
