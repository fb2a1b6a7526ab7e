import { UnsupportedKeyError } from '../errors.ts'
import type { EventLog } from './event-log.ts'
import type { Observation } from './key-view.ts'
import { coversSince } from './log-coverage.ts'
import type { KeyWatches } from './key-watches.ts'
import { compareEvents, rotationCompleted } from './rotation-event.ts'
import type { RotationEvent } from './rotation-event.ts'
import { shortId } from './stream-cursor.ts'
import type { StreamCursor } from './stream-cursor.ts'
import { isAbout, keptKindsOf } from './stream-message.ts'
import type { Placed, StreamGap, StreamMessage, StreamSubject } from './stream-message.ts'
import { StreamPosition } from './stream-position.ts'

/** Brings one reader from its cursor to where the live stream is. */
export interface Replay {
  /** Said before anything else. */
  readonly opening: readonly StreamGap[]
  /** What an observation means to this reader, in order. Its cursors speak only of what was taken before. */
  take(observation: Observation): Generator<StreamMessage, void, undefined>
  /** Every key has been read, and what it showed was taken: from here on the live stream's messages are right. */
  readonly isDone: boolean
}

export interface ReplayOptions {
  readonly subject: StreamSubject
  readonly after: string
  readonly start: StreamCursor
  readonly openedAt: number
  readonly log: EventLog
  readonly watches: KeyWatches
  readonly now: () => number
}

/**
 * KMS's own history is the log of the rotations: of each view that comes, whatever is after the cursor and was not told
 * is told. The other kinds of events come from the gateway's log, and with the first view of their key, so that each
 * key's events are in order. A key whose history cannot be read any more (deleted, or denied) is the one thing that can
 * lose a rotation: that is told as a gap, and should the key ever be readable again, what it shows is told then.
 */
export function createReplay(options: ReplayOptions): Replay {
  const { subject, after, start, openedAt, log, watches, now } = options
  const { keyArns } = subject
  const position = new StreamPosition(keyArns, start, openedAt)
  const told = new Set(start.delivered)
  const pending = new Set(keyArns)

  function* take({ keyArn, view, events, problem }: Observation): Generator<StreamMessage, void, undefined> {
    const news = new Map<string, RotationEvent>(events.map((event) => [event.eventId, event]))
    if (pending.has(keyArn))
      for (const { event } of log.after(start.logged, new Set([keyArn]))) news.set(event.eventId, event)
    for (const rotation of view?.rotations ?? []) {
      if (rotation.rotatedAt.getTime() <= start.watermark) continue
      const event = rotationCompleted(rotation, undefined, new Date(now()), 'HISTORY')
      if (!news.has(event.eventId)) news.set(event.eventId, event)
    }
    for (const event of [...news.values()].toSorted(compareEvents)) {
      const isNew = !told.has(shortId(event.eventId))
      told.add(shortId(event.eventId))
      if (!isAbout(subject, event)) continue
      if (event.kind === 'RotationCompleted') position.pass(event)
      else position.passLogged(log.add(event).at)
      if (isNew) yield { ...event, cursor: position.cursor() } satisfies Placed
    }
    if (problem && !(problem instanceof UnsupportedKeyError) && subject.kinds.has('RotationCompleted'))
      yield {
        kind: 'StreamGap',
        requestedAfter: after,
        keyArn,
        kinds: ['RotationCompleted'],
        message: `Rotations of ${keyArn} may have been missed, because its history cannot be read: ${problem.message} Other keys are not affected.`,
        cursor: position.cursor(),
      }
    if (view) position.noteRead(keyArn, view.historyReadAt.getTime())
    else if (problem) position.noteRead(keyArn, Infinity)
    if (problem ? problem instanceof UnsupportedKeyError : view) pending.delete(keyArn)
  }

  function* openingGaps(): Generator<StreamGap, void, undefined> {
    const kinds = keptKindsOf(subject)
    if (kinds.length === 0 || coversSince({ log, watches }, keyArns, start.logged)) return
    yield {
      kind: 'StreamGap',
      requestedAfter: after,
      keyArn: undefined,
      kinds,
      message: `Events that KMS keeps no history of may have been missed since ${new Date(start.logged).toISOString()}: this gateway has not seen or not kept all of them. No completed rotation is affected.`,
      cursor: position.cursor(),
    }
  }

  return {
    opening: [...openingGaps()],
    take,
    get isDone() {
      return pending.size === 0
    },
  }
}
