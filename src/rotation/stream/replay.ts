import { UnsupportedKeyError } from '../../errors/operation-errors.ts'
import type { EventLog } from './event-log.ts'
import type { Observation } from '../watch/key-view.ts'
import { hasNoGapSince, positionIn } from './event-log-gaps.ts'
import type { KeyWatches } from '../watch/key-watches.ts'
import { compareEvents, rotationCompleted } from '../rotation-event.ts'
import type { RotationEvent } from '../rotation-event.ts'
import { shortId } from './stream-cursor.ts'
import type { StreamCursor } from './stream-cursor.ts'
import { isAbout, logOnlyKindsOf } from './stream-message.ts'
import type { StreamEvent, StreamGap, StreamMessage, StreamSubject } from './stream-message.ts'
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
 * Makes messages for one reader, from its cursor to where the live stream is. A class of a size that does not depend on
 * the number of keys, because there is one for each subscriber that resumes: methods cost nothing, closures do.
 *
 * KMS's own history is the log of the rotations: of the first view of each key, whatever is after the cursor and was not
 * told is told. The other kinds of events come from the gateway's log, and with the first view of their key, so that each
 * key's events are in order. A key whose history cannot be read any more (deleted, or denied) is the one thing that can
 * lose a rotation: that is told as a gap, and should the key ever be readable again, what it shows is told then.
 */
export class Replay {
  readonly #options: ReplayOptions
  readonly #position: StreamPosition
  /** What the cursor names, and what was told of keys before their first view. */
  readonly #told: Set<string>
  /** The log has been told up to here, of the keys that were taken. */
  /** Where the replay begins in the log of this gateway. */
  readonly #loggedBefore: number
  #logged: number

  constructor(options: ReplayOptions) {
    const { start, openedAt, log, subject } = options
    this.#options = options
    const placed = positionIn(log, start, subject.keyArns)
    this.#position = new StreamPosition(placed, openedAt)
    this.#told = new Set(start.delivered)
    this.#loggedBefore = placed.logged
    this.#logged = placed.logged
  }

  /** To be said before anything else. */
  opening(): readonly StreamGap[] {
    const { subject, start, log, watches } = this.#options
    const kinds = logOnlyKindsOf(subject)
    if (kinds.length === 0 || hasNoGapSince({ log, watches }, subject.keyArns, start)) return []
    return [
      this.#gap({
        keyArn: undefined,
        kinds,
        message: `Events that KMS keeps no history of may have been missed since ${new Date(start.logged).toISOString()}: this gateway has not seen or not kept all of them. No completed rotation is affected.`,
      }),
    ]
  }

  /** Whether `takeFirst` would have anything to tell. */
  hasPending({ keyArn, view, problem, events }: Observation): boolean {
    const { start, log } = this.#options
    const youngest = view?.rotations.at(-1)?.rotatedAt.getTime() ?? -Infinity
    return (
      problem !== undefined ||
      events.length > 0 ||
      youngest > start.watermark ||
      log.ofKey(keyArn, this.#loggedBefore).length > 0
    )
  }

  /**
   * All that the first view of a key means to this reader, in order; or, before there is one, what is known of the key.
   * Its cursors speak only of what was taken before.
   */
  *takeFirst(observation: Observation, isFirstView: boolean): Generator<StreamMessage, void, undefined> {
    const { start, log, now } = this.#options
    const { keyArn, view, events } = observation
    const news = new Map<string, RotationEvent>(events.map((event) => [event.eventId, event]))
    for (const { event } of log.ofKey(keyArn, this.#loggedBefore)) news.set(event.eventId, event)
    for (const rotation of view?.rotations ?? []) {
      if (rotation.rotatedAt.getTime() <= start.watermark) continue
      const event = rotationCompleted(rotation, undefined, new Date(now()), 'HISTORY')
      if (!news.has(event.eventId)) news.set(event.eventId, event)
    }
    const pending = [...news.values()].filter(({ eventId }) => !this.#told.has(shortId(eventId)))
    if (!isFirstView) for (const { eventId } of pending) this.#told.add(shortId(eventId))
    this.#passTold(news.values())
    yield* this.#tell(observation, pending.toSorted(compareEvents))
  }

  /** What happened to a key since its first view. */
  *takeNext(observation: Observation): Generator<StreamMessage, void, undefined> {
    yield* this.#tell(observation, observation.events)
  }

  /** Every key was taken, and all histories had been read up to then: cursors need not reach back to the first one. */
  caughtUp(reach: number): void {
    this.#position.reached(reach)
    this.#position.passLogged(this.#logged)
  }

  *#tell(
    { keyArn, problem }: Observation,
    events: readonly RotationEvent[],
  ): Generator<StreamMessage, void, undefined> {
    const { subject, log } = this.#options
    const position = this.#position
    for (const event of events) {
      if (!isAbout(subject, event)) continue
      // While keys are left to be taken, the log may have older events of them: those that were told are named instead.
      if (event.kind !== 'RotationCompleted') this.#logged = Math.max(this.#logged, log.add(event).at)
      position.pass(event.eventId, (event.occurredAt ?? event.observedAt).getTime())
      yield { ...event, cursor: position.cursor() } satisfies StreamEvent
    }
    if (problem && !(problem instanceof UnsupportedKeyError) && subject.kinds.has('RotationCompleted'))
      yield this.#gap({
        keyArn,
        kinds: ['RotationCompleted'],
        message: `Rotations of ${keyArn} may have been missed, because its history cannot be read: ${problem.message} Other keys are not affected.`,
      })
  }

  /** The cursor names them without their dates. */
  #passTold(events: Iterable<RotationEvent>): void {
    const { start } = this.#options
    for (const event of events)
      if (event.kind === 'RotationCompleted' && start.delivered.includes(shortId(event.eventId)))
        this.#position.pass(event.eventId, event.occurredAt.getTime())
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
