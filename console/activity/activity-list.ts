import type { ActivityEventFragment, ActivityGapFragment } from '../generated/graphql.ts'

/** The events that the page keeps, and what it knows about the others. Without React and without a connection. */

/** The number of events that the page keeps unless the reader loads older ones. */
export const MAX_EVENTS = 500

/** The number of events that the page reads at once. */
export const PAGE_SIZE = 100

/** The page keeps the positions of this many chunks of older events: as many events as the gateway keeps. */
const MAX_CHUNKS = 100

export type ActivityEvent = ActivityEventFragment
export type ActivityMessage = ActivityEventFragment | ActivityGapFragment

export interface EventEntry {
  readonly kind: 'EVENT'
  readonly id: string
  readonly cursor: string
  readonly event: ActivityEvent
}

/** Consecutive gaps. The events that may be missing are from between `after` and `before`. */
export interface GapEntry {
  readonly kind: 'GAP'
  readonly id: string
  /** The cursor after the newest of the gaps. */
  readonly cursor: string
  /** Without repetitions. */
  readonly gaps: readonly ActivityGapFragment[]
  /** Undefined if the gaps can begin before the oldest stored event. */
  readonly after: Date | undefined
  readonly before: Date
}

export type Entry = EventEntry | GapEntry

/** Older events that the page does not keep any more, and from which it can read them again. */
export interface Chunk {
  /** The cursor before the oldest of them. Undefined for the oldest event that the gateway keeps. */
  readonly after: string | undefined
  /** The number of entries. */
  readonly length: number
}

export interface ActivityList {
  /** The entries that the reader sees, newest first. At most `maxLength`. */
  readonly shown: readonly Entry[]
  /** The entries that arrived while the list is held, newest first. */
  readonly waiting: readonly Entry[]
  /** Whether new entries wait, because the reader has scrolled down or paused the list. */
  readonly isHeld: boolean
  readonly maxLength: number
  /** The chunks that were dropped from the end of the list, the oldest first. */
  readonly chunks: readonly Chunk[]
  /** The cursor of the newest dropped entry. */
  readonly droppedCursor: string | undefined
  /** When the newest message, or the stored events, arrived. */
  readonly receivedAt: Date | undefined
  /** Gaps begin after this time: when the newest message had arrived before the connection was opened. */
  readonly gapsAfter: Date | undefined
  /** The number of live events that arrived. */
  readonly arrivedCount: number
}

export const EMPTY_LIST: ActivityList = {
  shown: [],
  waiting: [],
  isHeld: false,
  maxLength: MAX_EVENTS,
  chunks: [],
  droppedCursor: undefined,
  receivedAt: undefined,
  gapsAfter: undefined,
  arrivedCount: 0,
}

/** Adds a page of stored events, oldest first as the gateway returns them. Later pages are newer. */
export const addStored = (list: ActivityList, events: readonly ActivityEvent[]): ActivityList =>
  trimmed({
    ...list,
    shown: [
      ...events
        .filter((event) => !has(list, event))
        .map(entryOf)
        .toReversed(),
      ...list.shown,
    ],
  })

/** Adds the gaps of all pages, when the last page has been read. */
export function finishStored(
  list: ActivityList,
  gaps: readonly ActivityGapFragment[],
  readAt: Date,
): ActivityList {
  const shown = gaps.reduce((entries, gap) => withGap(entries, gap, undefined, readAt), list.shown)
  return trimmed({ ...list, shown, receivedAt: readAt, gapsAfter: readAt })
}

/** Adds a message of the stream, unless it repeats an event. */
export function receive(list: ActivityList, message: ActivityMessage, at: Date): ActivityList {
  const isGap = message.kind === 'StreamGap'
  if (!isGap && has(list, message)) return list
  const place = list.isHeld ? 'waiting' : 'shown'
  const entries = isGap
    ? withGap(list[place], message, list.gapsAfter, at)
    : [entryOf(message), ...list[place]]
  return trimmed({
    ...list,
    [place]: entries,
    receivedAt: at,
    arrivedCount: list.arrivedCount + (isGap ? 0 : 1),
  })
}

/** Gaps of the next connection can begin after the newest message. */
export const disconnect = (list: ActivityList): ActivityList => ({ ...list, gapsAfter: list.receivedAt })

/** From now on new entries wait. */
export const hold = (list: ActivityList): ActivityList => (list.isHeld ? list : { ...list, isHeld: true })

/** Shows the entries that wait. New entries are shown at once, unless the list stays held. */
export function show(list: ActivityList, isHeld = false): ActivityList {
  if (list.waiting.length === 0) return list.isHeld === isHeld ? list : { ...list, isHeld }
  return trimmed({ ...list, isHeld, waiting: [], shown: joined(list.waiting, list.shown) })
}

/** Whether `MAX_EVENTS` entries wait, so that the stream has to wait, too. */
export const isFull = ({ waiting }: ActivityList): boolean => waiting.length >= MAX_EVENTS

/** The number of events that wait. */
export const countWaiting = ({ waiting }: ActivityList): number =>
  waiting.filter(({ kind }) => kind === 'EVENT').length

/** The newest event of the list. Undefined if it has none. */
export function newestEvent({ waiting, shown }: ActivityList): ActivityEvent | undefined {
  const isEvent = (entry: Entry): entry is EventEntry => entry.kind === 'EVENT'
  return (waiting.find(isEvent) ?? shown.find(isEvent))?.event
}

/** The newest chunk of the events that are older than the list. Undefined if the list has all events. */
export const newestChunk = ({ chunks }: ActivityList): Chunk | undefined => chunks.at(-1)

/** Adds the events of the newest chunk, oldest first. The list may then be longer by their number. */
export function addOlder(list: ActivityList, events: readonly ActivityEvent[]): ActivityList {
  const older = events.filter((event) => !has(list, event)).map(entryOf)
  const chunk = newestChunk(list)
  return {
    ...list,
    shown: [...list.shown, ...older.toReversed()],
    maxLength: Math.max(list.maxLength, list.shown.length + older.length),
    chunks: list.chunks.slice(0, -1),
    droppedCursor: chunk?.after,
  }
}

/** The events of a read that the list does not have. */
export const unknownEvents = (list: ActivityList, events: readonly ActivityEvent[]): ActivityEvent[] =>
  events.filter((event) => !has(list, event))

/** The position of the older events is lost, e.g. because the gateway does not accept its cursor any more. */
export const forgetOlder = (list: ActivityList): ActivityList => ({
  ...list,
  chunks: [],
  droppedCursor: undefined,
})

const entryOf = (event: ActivityEvent): EventEntry => ({
  kind: 'EVENT',
  id: event.eventId,
  cursor: event.cursor,
  event,
})

const has = ({ waiting, shown }: ActivityList, { eventId }: ActivityEvent): boolean =>
  waiting.some(({ id }) => id === eventId) || shown.some(({ id }) => id === eventId)

function withGap(
  entries: readonly Entry[],
  gap: ActivityGapFragment,
  after: Date | undefined,
  before: Date,
): readonly Entry[] {
  const entry: GapEntry = {
    kind: 'GAP',
    id: `gap ${gap.cursor}`,
    cursor: gap.cursor,
    gaps: [gap],
    after,
    before,
  }
  return joined([entry], entries)
}

/** Newer entries before older ones. Gaps that meet become one entry. */
function joined(newer: readonly Entry[], older: readonly Entry[]): readonly Entry[] {
  const last = newer.at(-1)
  const [first, ...rest] = older
  if (last?.kind !== 'GAP' || first?.kind !== 'GAP') return [...newer, ...older]
  const known = new Set(first.gaps.map(subjectOf))
  const gaps = [...first.gaps, ...last.gaps.filter((gap) => !known.has(subjectOf(gap)))]
  // It stays the same entry for the reader, so it keeps the ID of the first gap.
  return [...newer.slice(0, -1), { ...first, cursor: last.cursor, gaps, before: last.before }, ...rest]
}

const subjectOf = ({ affectedKey, message }: ActivityGapFragment) => affectedKey?.arn ?? message

/** Drops the oldest entries that are too many, and keeps the positions from which they can be read again. */
function trimmed(list: ActivityList): ActivityList {
  const { maxLength } = list
  if (list.shown.length <= maxLength) return list
  const chunks = [...list.chunks]
  let { droppedCursor } = list
  for (const { cursor } of list.shown.slice(maxLength).toReversed()) {
    const last = chunks.at(-1)
    if (last && last.length < PAGE_SIZE) chunks[chunks.length - 1] = { ...last, length: last.length + 1 }
    else chunks.push({ after: droppedCursor, length: 1 })
    droppedCursor = cursor
  }
  return {
    ...list,
    shown: list.shown.slice(0, maxLength),
    chunks: chunks.slice(-MAX_CHUNKS),
    droppedCursor,
  }
}
