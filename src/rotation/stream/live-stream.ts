import { UnsupportedKeyError } from '../../errors/operation-errors.ts'
import type { EventLog } from './event-log.ts'
import { HistoryCompleteness } from './history-completeness.ts'
import type { Observation } from '../watch/key-view.ts'
import type { KeyWatches } from '../watch/key-watches.ts'
import { isDated, positionOf, rotationCompleted } from '../rotation-event.ts'
import type { KeyAdded, RotationEvent } from '../rotation-event.ts'
import { StreamPosition } from './stream-position.ts'
import { isAbout } from './stream-message.ts'
import type { StreamEvent, StreamSubject } from './stream-message.ts'

/** The events from now on, for any number of readers: one position, and one message for each event. */
export interface LiveStream {
  join(reader: LiveReader): void
  /** The stream ends with its last reader. */
  leave(reader: LiveReader): void
  /** Call after a replay: from now on cursors also cover rotations before the start of the stream. */
  includePast(): void
  /**
   * The keys whose history was seen since the start of the stream, in order, each with its number. A replay iterates over
   * them while further keys are appended.
   */
  readonly seen: ReadonlyMap<string, number>
  /** The keys whose history cannot be read and was not seen. */
  readonly unreadable: ReadonlySet<string>
  /** Whether every key is either seen or unreadable, and every scope was listed or denies it. */
  readonly isComplete: boolean
  /** Whether AWS denies the history of a key, or listing the keys of a scope that was never listed. */
  readonly isDenied: boolean
}

export interface LiveReader {
  /** Called with each observation and its messages, often none. */
  observe(step: LiveStep, messages: readonly StreamEvent[]): void
  /** Called after keys were removed from the stream, or scopes were listed or could not be listed. */
  keysChanged(): void
  end(): void
}

/** One observation, for replays, which create their own messages. */
export interface LiveStep {
  readonly observation: Observation
  /** Whether the history of the key was seen since the start of the stream, and whether it is seen for the first time. */
  readonly isSeen: boolean
  readonly isFirst: boolean
  /** Whether the key joined late: the messages contain the rotations since the start of the live stream. */
  readonly isLate: boolean
  /** The histories of all keys were read up to this time before the observation. */
  readonly completeUpTo: number
}

/** The event of a key that was added. Undefined if the gateway keeps no inventory, or does not know when KMS created the key. */
export type AdditionOf = (keyArn: string) => KeyAdded | undefined

export interface LiveStreamOptions {
  readonly subject: StreamSubject
  readonly watches: KeyWatches
  readonly log: EventLog
  readonly additionOf: AdditionOf
  readonly now: () => number
  /** How long to keep watching the keys after the end of the stream, in milliseconds. */
  readonly lingerMs: number
  /** Called once, after the last reader has left. */
  readonly onEnd: () => void
}

/**
 * The position includes every rotation in the histories, even if it was not delivered. So a cursor is the same for all
 * readers that have caught up, regardless of where they started.
 */
export function openLiveStream(options: LiveStreamOptions): LiveStream {
  const { subject, watches, log, additionOf, now, lingerMs, onEnd } = options
  const { keyArns: keys } = subject
  const openedAt = now()
  const readers = new Set<LiveReader>()
  const seen = new Map<string, number>()
  const unreadable = new Set<string>()
  let lastSeen = 0
  /** Added keys that were not seen yet, each with a time: rotations since this time lead to events. */
  const joining = new Map<string, number>()
  const completeness = new HistoryCompleteness(keys, openedAt)
  const position = new StreamPosition(
    // A rotation that completes in this millisecond leads to an event.
    { watermark: openedAt - 1, delivered: [], logged: log.headOf(keys), log: log.id },
    openedAt,
  )

  function next(observation: Observation): void {
    const { keyArn, view, problem } = observation
    const { readUpTo, completeUpTo } = completeness
    const isLate = view !== undefined && joining.get(keyArn) === openedAt
    const events = eventsOf(observation)
    const isNew = new Set(events.map(({ eventId }) => eventId))
    for (const rotation of view?.rotations ?? []) {
      if (rotation.rotatedAt.getTime() <= readUpTo) continue
      const event = rotationCompleted(rotation, undefined, rotation.rotatedAt)
      if (!isNew.has(event.eventId) && isAbout(subject, event))
        position.pass(event.eventId, rotation.rotatedAt.getTime())
    }
    const addition = additionOf(keyArn)
    if (addition && isAbout(subject, addition) && positionOf(addition) > readUpTo)
      position.pass(addition.eventId, positionOf(addition))
    position.completeTo(completeUpTo)
    const messages = events.filter((event) => isAbout(subject, event)).map(place)
    // An unreadable key does not delay the others.
    if (view) completeness.noteRead(keyArn, view.historyReadAt.getTime())
    else if (problem) completeness.noteUnreadable(keyArn)
    const isFirst = noteSeen(observation)
    const step: LiveStep = { observation, isSeen: seen.has(keyArn), isFirst, isLate, completeUpTo }
    for (const reader of readers) reader.observe(step, messages)
  }

  /** The events of an observation. For an added key, also the rotations since it was added. */
  function eventsOf({ keyArn, view, events }: Observation): readonly RotationEvent[] {
    const since = joining.get(keyArn)
    if (since === undefined || !view) return events
    joining.delete(keyArn)
    const found = new Map<string, RotationEvent>()
    for (const rotation of view.rotations) {
      if (rotation.rotatedAt.getTime() < since) continue
      const event = rotationCompleted(rotation, undefined, new Date(now()), 'HISTORY')
      found.set(event.eventId, event)
    }
    for (const event of events) found.set(event.eventId, event)
    return [...found.values()]
  }

  function place(event: RotationEvent): StreamEvent {
    if (isDated(event)) position.pass(event.eventId, positionOf(event))
    else position.passLogged(log.add(event).at)
    return { ...event, cursor: position.cursor() }
  }

  /** Does not wait for the first poll of the key. A key that was found earlier is not new, for example if its tags match now. */
  function announceAddition(keyArn: string): void {
    const addition = additionOf(keyArn)
    if (addition && positionOf(addition) > keys.completeUpTo)
      next({ keyArn, view: undefined, events: [addition] })
  }

  /** Returns whether the history of the key is seen for the first time. */
  function noteSeen({ keyArn, view, problem }: Observation): boolean {
    if (seen.has(keyArn)) return false
    if (problem ? !(problem instanceof UnsupportedKeyError) : !view) {
      if (problem) unreadable.add(keyArn)
      return false
    }
    unreadable.delete(keyArn)
    seen.set(keyArn, ++lastSeen)
    return true
  }

  const end = () => {
    for (const reader of readers) reader.end()
  }
  // Before the first observation, because cursors depend on the key whose history was read the longest time ago.
  for (const keyArn of keys) {
    const view = watches.lastOf(keyArn)?.view
    if (view) completeness.noteRead(keyArn, view.historyReadAt.getTime())
  }
  const observing = watches.observe(keys, { next, end }, { lingerMs, isNamed: keys.isNamed })
  const following = keys.follow({
    joined({ keyArns, since: notMembersAt, areNew }) {
      const since = notMembersAt === -Infinity ? openedAt : notMembersAt
      for (const keyArn of keyArns) {
        joining.set(keyArn, since)
        // Before this time the key did not exist or was not in the set.
        completeness.noteRead(keyArn, since)
      }
      // Before the rotations, which a watch that runs already delivers at once.
      if (areNew) for (const keyArn of keyArns) announceAddition(keyArn)
      observing.add(keyArns, areNew ? since : undefined)
    },
    left(keyArns) {
      observing.remove(keyArns)
      for (const keyArn of keyArns) {
        completeness.forget(keyArn)
        seen.delete(keyArn)
        unreadable.delete(keyArn)
        joining.delete(keyArn)
      }
      for (const reader of readers) reader.keysChanged()
    },
    scopesChanged() {
      for (const reader of readers) reader.keysChanged()
    },
  })
  position.passLogged(log.headOf(keys))
  return {
    join: (reader) => void readers.add(reader),
    leave(reader) {
      if (!readers.delete(reader) || readers.size > 0) return
      following[Symbol.dispose]()
      observing[Symbol.dispose]()
      onEnd()
    },
    includePast: () => position.includePast(),
    seen,
    unreadable,
    get isComplete() {
      return keys.completeUpTo > -Infinity && seen.size + unreadable.size >= keys.size
    },
    get isDenied() {
      return unreadable.size > 0 || keys.incomplete.some((scope) => !scope.wasListed)
    },
  }
}
