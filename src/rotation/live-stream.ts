import type { EventLog } from './event-log.ts'
import type { Observation } from './key-view.ts'
import type { KeyWatches } from './key-watches.ts'
import { rotationCompleted } from './rotation-event.ts'
import { StreamPosition } from './stream-position.ts'
import { isAbout } from './stream-message.ts'
import type { Placed, StreamSubject } from './stream-message.ts'

/** What happens from now on, for any number of readers: one position, and one message for each event. */
export interface LiveStream {
  join(reader: LiveReader): void
  /** The last one that leaves ends it. */
  leave(reader: LiveReader): void
  /** For a reader that has caught up: from now on cursors vouch for what came before the stream began, too. */
  reachBack(): void
}

export interface LiveReader {
  /** Each observation with the messages it brought; many bring none. */
  observe(observation: Observation, messages: readonly Placed[]): void
  end(): void
}

export interface LiveStreamOptions {
  readonly subject: StreamSubject
  readonly watches: KeyWatches
  readonly log: EventLog
  readonly openedAt: number
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
  const { subject, watches, log, openedAt, lingerMs, onEnd } = options
  const { keyArns } = subject
  const readers = new Set<LiveReader>()
  const position = new StreamPosition(
    keyArns,
    // What completes in this very millisecond is news.
    { watermark: openedAt - 1, delivered: [], logged: openedAt },
    openedAt,
  )

  function next(observation: Observation): void {
    const { keyArn, view, events, problem } = observation
    const { sureUpTo } = position
    const isNews = new Set(events.map(({ eventId }) => eventId))
    for (const rotation of view?.rotations ?? []) {
      if (rotation.rotatedAt.getTime() <= sureUpTo) continue
      const event = rotationCompleted(rotation, undefined, rotation.rotatedAt)
      if (!isNews.has(event.eventId) && isAbout(subject, event)) position.pass(event)
    }
    const messages = events.filter((event) => isAbout(subject, event)).map(place)
    // A key that tells nothing any more holds nothing back.
    if (view) position.noteRead(keyArn, view.historyReadAt.getTime())
    else if (problem) position.noteRead(keyArn, Infinity)
    for (const reader of readers) reader.observe(observation, messages)
  }

  function place(event: Observation['events'][number]): Placed {
    if (event.kind === 'RotationCompleted') position.pass(event)
    else position.passLogged(log.add(event).at)
    return { ...event, cursor: position.cursor() }
  }

  const end = () => {
    for (const reader of readers) reader.end()
  }
  // Before the first of them is looked at: what a cursor has to name depends on the one that was read longest ago.
  for (const keyArn of keyArns) {
    const view = watches.lastOf(keyArn)?.view
    if (view) position.noteRead(keyArn, view.historyReadAt.getTime())
  }
  const observing = watches.observe(keyArns, { next, end }, { lingerMs })
  position.passLogged(log.headOf(keyArns))
  return {
    join: (reader) => void readers.add(reader),
    leave(reader) {
      if (!readers.delete(reader) || readers.size > 0) return
      observing[Symbol.dispose]()
      onEnd()
    },
    reachBack: () => position.reachBack(),
  }
}
