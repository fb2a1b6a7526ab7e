import { defaultLimits } from '../../defaults.ts'
import { randomBytes } from 'node:crypto'
import { steadyDateOn } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import type { KeyRemoved, LogOnlyEvent } from '../rotation-event.ts'
import { covers } from './stream-message.ts'
import type { EventKeys } from './stream-message.ts'

/** An event and its position in the log: milliseconds since the epoch, unique in the log. */
export interface LoggedEvent<Event extends LogOnlyEvent = LogOnlyEvent> {
  readonly at: number
  readonly event: Event
}

/**
 * The events that are not in KMS's history, as this gateway saw them since it started. Bounded by number and age:
 * `completeSince` is the position up to which events were dropped.
 */
export interface EventLog {
  /** Random, 6 characters. A position is valid only in the log with this ID. */
  readonly id: string
  /** Adds an event, unless the log contains it already. */
  add(event: LogOnlyEvent): LoggedEvent
  /** The events of these keys after a position, oldest first. */
  after(at: number, keyArns: EventKeys): readonly LoggedEvent[]
  /** The events of one key after a position. Takes time in proportion to the events of the key. */
  ofKey(keyArn: string, after: number): readonly LoggedEvent[]
  /** The removals of keys after a position, oldest first. Takes time in proportion to the removals in the log. */
  removals(after: number): readonly LoggedEvent<KeyRemoved>[]
  /** The position of the latest event. */
  readonly newest: number
  /** The position after all current events of these keys and before all later ones. */
  headOf(keyArns: EventKeys): number
  /** The log still contains every event that was added after this position. */
  readonly completeSince: number
}

export interface EventLogOptions {
  readonly clock: Clock
  /** @default 10_000 */
  readonly maxEvents?: number | undefined
  /** @default {@link defaultLimits} */
  readonly retentionMs?: number | undefined
}

export function createEventLog({
  clock,
  maxEvents = 10_000,
  retentionMs = defaultLimits.eventRetentionMs,
}: EventLogOptions): EventLog {
  /** By event id, oldest first. */
  const logged = new Map<string, LoggedEvent>()
  const byKey = new Map<string, LoggedEvent[]>()
  const removals: LoggedEvent<KeyRemoved>[] = []
  let completeSince = steadyDateOn(clock)
  let newest = completeSince

  function dropOld(): void {
    const expired = steadyDateOn(clock) - retentionMs
    for (const [eventId, { at, event }] of logged) {
      if (logged.size <= maxEvents && at > expired) return
      logged.delete(eventId)
      const ofKey = byKey.get(event.keyArn)
      ofKey?.shift()
      if (ofKey?.length === 0) byKey.delete(event.keyArn)
      if (event.kind === 'KeyRemoved') removals.shift()
      completeSince = at
    }
  }

  return {
    id: randomBytes(4).toString('base64url'),
    add(event) {
      const known = logged.get(event.eventId)
      if (known) return known
      newest = Math.max(newest + 1, steadyDateOn(clock))
      const entry = { at: newest, event }
      logged.set(event.eventId, entry)
      const ofKey = byKey.get(event.keyArn) ?? []
      byKey.set(event.keyArn, ofKey)
      ofKey.push(entry)
      if (event.kind === 'KeyRemoved') removals.push({ at: newest, event })
      dropOld()
      return entry
    },
    after(at, keyArns) {
      dropOld()
      return [...logged.values()].filter((entry) => entry.at > at && covers(keyArns, entry.event))
    },
    ofKey(keyArn, after) {
      dropOld()
      return byKey.get(keyArn)?.filter((entry) => entry.at > after) ?? []
    },
    removals(after) {
      dropOld()
      return removals.filter(({ at }) => at > after)
    },
    get newest() {
      return newest
    },
    headOf(keyArns) {
      const now = steadyDateOn(clock)
      // The head moves with time, even without events.
      newest = Math.max(newest, now)
      // Positions of other keys' events can be ahead of the clock. They must not be visible in the cursors of these keys.
      return [...logged.values()].reduce(
        (head, { at, event }) => (covers(keyArns, event) ? Math.max(head, at) : head),
        now,
      )
    },
    get completeSince() {
      dropOld()
      return completeSince
    },
  }
}
