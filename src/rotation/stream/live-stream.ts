import { UnsupportedKeyError } from '../../errors/operation-errors.ts'
import type { EventLog } from './event-log.ts'
import { HistoryCompleteness } from './history-completeness.ts'
import type { Observation } from '../watch/key-view.ts'
import type { KeyWatches } from '../watch/key-watches.ts'
import { rotationCompleted } from '../rotation-event.ts'
import type { RotationEvent } from '../rotation-event.ts'
import { StreamPosition } from './stream-position.ts'
import { isAbout } from './stream-message.ts'
import type { StreamEvent, StreamSubject } from './stream-message.ts'

/** What happens from now on, for any number of readers: one position, and one message for each event. */
export interface LiveStream {
  join(reader: LiveReader): void
  /** The last one that leaves ends it. */
  leave(reader: LiveReader): void
  /** For a reader that has caught up: from now on cursors vouch for what came before the stream began, too. */
  includePast(): void
  /**
   * The keys whose history has been seen since the stream began, in the order in which it was, each with its number in
   * this order. Readers that catch up go through it; keys that are seen meanwhile come at its end.
   */
  readonly seen: ReadonlyMap<string, number>
  /** The keys whose history cannot be read, and was not seen. */
  readonly unreadable: ReadonlySet<string>
  /** Whether every key is one of these. */
  readonly isWhole: boolean
}

export interface LiveReader {
  /** Each observation with the messages it brought; many bring none. */
  observe(step: LiveStep, messages: readonly StreamEvent[]): void
  /** Keys have left the stream. */
  keysLeft(): void
  end(): void
}

/** One observation, as readers need it that make messages of their own. */
export interface LiveStep {
  readonly observation: Observation
  /** The history of its key has been seen since the stream began, and whether this is the first time. */
  readonly isSeen: boolean
  readonly isFirst: boolean
  /** Up to when the histories had been read before. */
  readonly reach: number
}

export interface LiveStreamOptions {
  readonly subject: StreamSubject
  readonly watches: KeyWatches
  readonly log: EventLog
  readonly now: () => number
  /** How long its keys are watched on after its end, in milliseconds. */
  readonly lingerMs: number
  /** Called once, when its last reader has left. */
  readonly onEnd: () => void
}

/**
 * Its position takes note of all that the histories show, told or not, so that a cursor of it is one for everybody who
 * has caught up with it, whenever and from wherever they began.
 */
export function openLiveStream(options: LiveStreamOptions): LiveStream {
  const { subject, watches, log, now, lingerMs, onEnd } = options
  const { keyArns: keys } = subject
  const openedAt = now()
  const readers = new Set<LiveReader>()
  const seen = new Map<string, number>()
  const unreadable = new Set<string>()
  let lastSeen = 0
  /** Keys that have joined and were not seen yet: what completed since then is news. */
  const joining = new Map<string, number>()
  const reach = new HistoryCompleteness(keys, openedAt)
  const position = new StreamPosition(
    // What completes in this very millisecond is news.
    { watermark: openedAt - 1, delivered: [], logged: log.headOf(keys), log: log.id },
    openedAt,
  )

  function next(observation: Observation): void {
    const { keyArn, view, problem } = observation
    const { sureUpTo, value } = reach
    const events = newsOf(observation)
    const isNew = new Set(events.map(({ eventId }) => eventId))
    for (const rotation of view?.rotations ?? []) {
      if (rotation.rotatedAt.getTime() <= sureUpTo) continue
      const event = rotationCompleted(rotation, undefined, rotation.rotatedAt)
      if (!isNew.has(event.eventId) && isAbout(subject, event))
        position.pass(event.eventId, rotation.rotatedAt.getTime())
    }
    position.reached(value)
    const messages = events.filter((event) => isAbout(subject, event)).map(place)
    // A key that tells nothing any more holds nothing back.
    if (view) reach.noteRead(keyArn, view.historyReadAt.getTime())
    else if (problem) reach.noteUnreadable(keyArn)
    const isFirst = noteSeen(observation)
    const step: LiveStep = { observation, isSeen: seen.has(keyArn), isFirst, reach: value }
    for (const reader of readers) reader.observe(step, messages)
  }

  /** What an observation brings; of a key that has joined also what its history shows since. */
  function newsOf({ keyArn, view, events }: Observation): readonly RotationEvent[] {
    const since = joining.get(keyArn)
    if (since === undefined || !view) return events
    joining.delete(keyArn)
    const news = new Map<string, RotationEvent>()
    for (const rotation of view.rotations) {
      if (rotation.rotatedAt.getTime() < since) continue
      const event = rotationCompleted(rotation, undefined, new Date(now()), 'HISTORY')
      news.set(event.eventId, event)
    }
    for (const event of events) news.set(event.eventId, event)
    return [...news.values()]
  }

  function place(event: RotationEvent): StreamEvent {
    if (event.kind === 'RotationCompleted') position.pass(event.eventId, event.occurredAt.getTime())
    else position.passLogged(log.add(event).at)
    return { ...event, cursor: position.cursor() }
  }

  /** Whether the history of its key is seen for the first time. */
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
  // Before the first of them is looked at: what a cursor has to name depends on the one that was read longest ago.
  for (const keyArn of keys) {
    const view = watches.lastOf(keyArn)?.view
    if (view) reach.noteRead(keyArn, view.historyReadAt.getTime())
  }
  const observing = watches.observe(keys, { next, end }, { lingerMs, isNamed: keys.isNamed })
  const following = keys.follow({
    joined({ keyArns, since, areNew }) {
      for (const keyArn of keyArns) {
        joining.set(keyArn, since)
        // It did not exist before, or was not the stream's to tell of: so it holds nothing back.
        reach.noteRead(keyArn, since)
      }
      observing.add(keyArns, areNew ? since : undefined)
    },
    left(keyArns) {
      observing.remove(keyArns)
      for (const keyArn of keyArns) {
        reach.forget(keyArn)
        seen.delete(keyArn)
        unreadable.delete(keyArn)
        joining.delete(keyArn)
      }
      for (const reader of readers) reader.keysLeft()
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
    get isWhole() {
      return seen.size + unreadable.size >= keys.size
    },
  }
}
