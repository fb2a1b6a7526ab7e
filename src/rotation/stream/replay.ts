import { UnsupportedKeyError } from '../../errors/operation-errors.ts'
import { isDenied } from '../key-set/key-set.ts'
import type { IncompleteScope } from '../key-set/key-set.ts'
import type { EventLog } from './event-log.ts'
import type { Observation } from '../watch/key-view.ts'
import { hasNoGapSince, positionIn } from './event-log-gaps.ts'
import type { KeyWatches } from '../watch/key-watches.ts'
import { compareEvents, isDated, positionOf, rotationCompleted } from '../rotation-event.ts'
import type { RotationEvent } from '../rotation-event.ts'
import { shortId } from './stream-cursor.ts'
import type { AdditionOf } from './live-stream.ts'
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
  readonly additionOf: AdditionOf
  readonly now: () => number
}

/**
 * Creates the messages for one reader, from its cursor until it has caught up with the live stream. A class whose size does
 * not depend on the number of keys, because each resumed subscriber has one: a method takes no memory per instance, a
 * closure does.
 *
 * Rotations come from the history in KMS: the first view of each key delivers the rotations after the cursor that were not
 * delivered yet. Other events come from the event log of the gateway, together with the first view of their key, so that the
 * events of each key are in order. A rotation can be lost only if the history of its key cannot be read any more, because the
 * key was deleted or access is denied, or if AWS denies listing the keys of a scope. The replay reports this as a gap. If the
 * history becomes readable again, its rotations are delivered then.
 */
export class Replay {
  readonly #options: ReplayOptions
  readonly #position: StreamPosition
  /** The IDs that the cursor lists, and those delivered before the first view of their key. */
  readonly #delivered: Set<string>
  /** Where the replay starts in the log of this gateway. */
  readonly #loggedBefore: number
  /** Position of the last delivered event of the log. */
  #logged: number
  /** Removals of keys up to this position in the log belong to the replay. */
  #removalsUpTo = Infinity
  /** The scopes that AWS denies and that were reported as gaps. */
  #reportedScopes: readonly string[] = []

  constructor(options: ReplayOptions) {
    const { start, openedAt, log, subject } = options
    this.#options = options
    const placed = positionIn(log, start, subject.keyArns)
    this.#position = new StreamPosition(placed, openedAt)
    this.#delivered = new Set(start.delivered)
    this.#loggedBefore = placed.logged
    this.#logged = placed.logged
  }

  /** The messages to deliver first. */
  opening(): readonly StreamMessage[] {
    const { subject, start, log, watches } = this.#options
    const kinds = logOnlyKindsOf(subject)
    const scopes = this.takeScopes()
    const removals = [...this.takeRemovals()]
    if (kinds.length === 0 || hasNoGapSince({ log, watches }, subject.keyArns, start))
      return [...scopes, ...removals]
    return [
      ...scopes,
      ...removals,
      this.#gap({
        keyArn: undefined,
        kinds,
        message: `Events other than completed rotations since ${new Date(start.logged).toISOString()} may be missing, because the event log of this gateway is not complete. Completed rotations are not affected. Read the current state of the keys if you need it.`,
      }),
    ]
  }

  /** The later removals of keys are messages of the live stream. */
  endRemovals(): void {
    this.#removalsUpTo = this.#options.log.newest
  }

  /** The messages for removed keys that were not delivered yet. No observation of these keys need follow. */
  *takeRemovals(): Generator<StreamMessage, void, undefined> {
    const { subject, log } = this.#options
    const { keyArns, kinds } = subject
    if (!kinds.has('KeyRemoved')) return
    for (const { at, event } of log.removals(this.#loggedBefore))
      if (at <= this.#removalsUpTo && keyArns.coversRemoved(event))
        yield* this.#messagesOf({ keyArn: event.keyArn, view: undefined, events: [event] }, [event])
  }

  /** Whether `takeScopes` returns messages. */
  get hasPendingScopes(): boolean {
    return this.#unreportedScopes.length > 0
  }

  /** The messages for the scopes that AWS denies and that were not reported yet. */
  takeScopes(): readonly StreamGap[] {
    const scopes = this.#unreportedScopes
    this.#reportedScopes = [...this.#reportedScopes, ...scopes.map(({ name }) => name)]
    return scopes.map(({ name, problem }) =>
      this.#gap({
        keyArn: undefined,
        kinds: ['RotationCompleted'],
        message: `Rotations of keys in ${name} may be missing, because its keys cannot be listed. ${problem?.message ?? ''} The keys of other scopes are not affected.`,
      }),
    )
  }

  get #unreportedScopes(): readonly IncompleteScope[] {
    const { keyArns, kinds } = this.#options.subject
    if (!kinds.has('RotationCompleted')) return []
    return keyArns.incomplete.filter((scope) => isDenied(scope) && !this.#reportedScopes.includes(scope.name))
  }

  /** Whether `takeFirst` may return messages. */
  hasPending({ keyArn, view, problem, events }: Observation): boolean {
    const { start, log, additionOf } = this.#options
    const addition = additionOf(keyArn)
    const newest = view?.rotations.at(-1)?.rotatedAt.getTime() ?? -Infinity
    return (
      problem !== undefined ||
      events.length > 0 ||
      newest > start.watermark ||
      (addition && positionOf(addition) > start.watermark) ||
      log.ofKey(keyArn, this.#loggedBefore).length > 0
    )
  }

  /**
   * The messages for the first view of a key, in order. Before the first view, the messages for what is known of the key.
   * Their cursors cover only what was processed before.
   */
  *takeFirst(observation: Observation, isFirstView: boolean): Generator<StreamMessage, void, undefined> {
    const { start, log, additionOf, now } = this.#options
    const { keyArn, view, events } = observation
    const found = new Map<string, RotationEvent>(events.map((event) => [event.eventId, event]))
    for (const { event } of log.ofKey(keyArn, this.#loggedBefore)) found.set(event.eventId, event)
    const addition = additionOf(keyArn)
    if (addition && positionOf(addition) > start.watermark) found.set(addition.eventId, addition)
    for (const rotation of view?.rotations ?? []) {
      if (rotation.rotatedAt.getTime() <= start.watermark) continue
      const event = rotationCompleted(rotation, undefined, new Date(now()), 'HISTORY')
      if (!found.has(event.eventId)) found.set(event.eventId, event)
    }
    const pending = [...found.values()].filter(({ eventId }) => !this.#delivered.has(shortId(eventId)))
    if (!isFirstView) for (const { eventId } of pending) this.#delivered.add(shortId(eventId))
    this.#passDelivered(found.values())
    yield* this.#messagesOf(observation, pending.toSorted(compareEvents))
  }

  /** The messages for an observation after the first view of a key. */
  *takeNext(observation: Observation): Generator<StreamMessage, void, undefined> {
    yield* this.#messagesOf(observation, observation.events)
  }

  /** Call after every key was processed: cursors need not list rotations up to this time any more. */
  caughtUp(completeUpTo: number): void {
    this.#position.completeTo(completeUpTo)
    this.#position.passLogged(this.#logged)
  }

  *#messagesOf(
    { keyArn, problem }: Observation,
    events: readonly RotationEvent[],
  ): Generator<StreamMessage, void, undefined> {
    const { subject, log } = this.#options
    const position = this.#position
    for (const event of events) {
      if (!isAbout(subject, event) || this.#wasRemoved(event)) continue
      // While keys are left, the log may contain older events of them, so cursors must not advance in the log.
      if (!isDated(event)) this.#logged = Math.max(this.#logged, log.add(event).at)
      position.pass(
        event.eventId,
        isDated(event) ? positionOf(event) : (event.occurredAt ?? event.observedAt).getTime(),
      )
      yield { ...event, cursor: position.cursor() } satisfies StreamEvent
    }
    if (problem && !(problem instanceof UnsupportedKeyError) && subject.kinds.has('RotationCompleted'))
      yield this.#gap({
        keyArn,
        kinds: ['RotationCompleted'],
        message: `Rotations of ${keyArn} may be missing, because its history cannot be read. ${problem.message} Other keys are not affected.`,
      })
  }

  /** Whether the event is a removal that was delivered. The log and an observation can both have it. */
  #wasRemoved({ kind, eventId }: RotationEvent): boolean {
    if (kind !== 'KeyRemoved') return false
    if (this.#delivered.has(shortId(eventId))) return true
    this.#delivered.add(shortId(eventId))
    return false
  }

  /** Adds the dates of rotations whose IDs the cursor lists. */
  #passDelivered(events: Iterable<RotationEvent>): void {
    const { start } = this.#options
    for (const event of events)
      if (isDated(event) && start.delivered.includes(shortId(event.eventId)))
        this.#position.pass(event.eventId, positionOf(event))
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
