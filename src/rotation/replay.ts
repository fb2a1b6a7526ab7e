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
 * Brings one reader from its cursor to where the live stream is. A class, because there is one for each subscriber that
 * resumes: methods cost nothing, closures do.
 *
 * KMS's own history is the log of the rotations: of each view that comes, whatever is after the cursor and was not told
 * is told. The other kinds of events come from the gateway's log, and with the first view of their key, so that each
 * key's events are in order. A key whose history cannot be read any more (deleted, or denied) is the one thing that can
 * lose a rotation: that is told as a gap, and should the key ever be readable again, what it shows is told then.
 */
export class Replay {
  readonly #options: ReplayOptions
  readonly #position: StreamPosition
  readonly #told: Set<string>
  readonly #pending: Set<string>

  constructor(options: ReplayOptions) {
    const { subject, start, openedAt } = options
    this.#options = options
    this.#position = new StreamPosition(subject.keyArns, start, openedAt)
    this.#told = new Set(start.delivered)
    this.#pending = new Set(subject.keyArns)
  }

  /** Every key has been read, and what it showed was taken: from here on the live stream's messages are right. */
  get isDone(): boolean {
    return this.#pending.size === 0
  }

  /** To be said before anything else. */
  opening(): readonly StreamGap[] {
    const { subject, start, log, watches } = this.#options
    const kinds = keptKindsOf(subject)
    if (kinds.length === 0 || coversSince({ log, watches }, subject.keyArns, start.logged)) return []
    return [
      this.#gap({
        keyArn: undefined,
        kinds,
        message: `Events that KMS keeps no history of may have been missed since ${new Date(start.logged).toISOString()}: this gateway has not seen or not kept all of them. No completed rotation is affected.`,
      }),
    ]
  }

  /** What an observation means to this reader, in order. Its cursors speak only of what was taken before. */
  *take(observation: Observation): Generator<StreamMessage, void, undefined> {
    const { subject, log } = this.#options
    const { keyArn, view, problem } = observation
    const position = this.#position
    for (const event of this.#eventsOf(observation)) {
      const isNew = !this.#told.has(shortId(event.eventId))
      this.#told.add(shortId(event.eventId))
      if (!isAbout(subject, event)) continue
      if (event.kind === 'RotationCompleted') position.pass(event)
      else position.passLogged(log.add(event).at)
      if (isNew) yield { ...event, cursor: position.cursor() } satisfies Placed
    }
    if (problem && !(problem instanceof UnsupportedKeyError) && subject.kinds.has('RotationCompleted'))
      yield this.#gap({
        keyArn,
        kinds: ['RotationCompleted'],
        message: `Rotations of ${keyArn} may have been missed, because its history cannot be read: ${problem.message} Other keys are not affected.`,
      })
    if (view) position.noteRead(keyArn, view.historyReadAt.getTime())
    else if (problem) position.noteRead(keyArn, Infinity)
    if (problem ? problem instanceof UnsupportedKeyError : view) this.#pending.delete(keyArn)
  }

  /** Of its key, in order: what it brings, what its history shows since the cursor, and first of all what the log has. */
  #eventsOf({ keyArn, view, events }: Observation): readonly RotationEvent[] {
    const { start, log, now } = this.#options
    const news = new Map<string, RotationEvent>(events.map((event) => [event.eventId, event]))
    if (this.#pending.has(keyArn))
      for (const { event } of log.after(start.logged, new Set([keyArn]))) news.set(event.eventId, event)
    for (const rotation of view?.rotations ?? []) {
      if (rotation.rotatedAt.getTime() <= start.watermark) continue
      const event = rotationCompleted(rotation, undefined, new Date(now()), 'HISTORY')
      if (!news.has(event.eventId)) news.set(event.eventId, event)
    }
    return [...news.values()].toSorted(compareEvents)
  }

  #gap(about: Pick<StreamGap, 'keyArn' | 'kinds' | 'message'>): StreamGap {
    return {
      kind: 'StreamGap',
      requestedAfter: this.#options.after,
      cursor: this.#position.cursor(),
      ...about,
    }
  }
}
