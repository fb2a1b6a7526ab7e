import { defaultLimits } from '../../defaults.ts'
import { randomBytes } from 'node:crypto'
import { steadyDateOn } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import type { LogOnlyEvent } from '../rotation-event.ts'

/** An event and its place in the log: milliseconds since the epoch, each place once. */
export interface LoggedEvent {
  readonly at: number
  readonly event: LogOnlyEvent
}

/**
 * The events that KMS keeps no history of, as this gateway saw them since it began. Bounded by number and age: what
 * is dropped is gone, and `completeSince` says so.
 */
export interface EventLog {
  /** Random, 6 characters: a place is one in this log only. */
  readonly id: string
  /** An event that is in it is not added again. */
  add(event: LogOnlyEvent): LoggedEvent
  /** Events of these keys after a place, oldest first. */
  after(at: number, keyArns: Pick<ReadonlySet<string>, 'has'>): readonly LoggedEvent[]
  /** The same of one key; takes as long as the key has events. */
  ofKey(keyArn: string, after: number): readonly LoggedEvent[]
  /** A place before which all events of these keys are, and after which all later ones will be. */
  headOf(keyArns: Pick<ReadonlySet<string>, 'has'>): number
  /** Everything added after this place is still there. */
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
      dropOld()
      return entry
    },
    after(at, keyArns) {
      dropOld()
      return [...logged.values()].filter((entry) => entry.at > at && keyArns.has(entry.event.keyArn))
    },
    ofKey(keyArn, after) {
      dropOld()
      return byKey.get(keyArn)?.filter((entry) => entry.at > after) ?? []
    },
    headOf(keyArns) {
      const now = steadyDateOn(clock)
      // Time passes even if nothing happens.
      newest = Math.max(newest, now)
      // Events of other keys can be ahead of the clock. Where they are must not show in the cursors of these.
      return [...logged.values()].reduce(
        (head, { at, event }) => (keyArns.has(event.keyArn) ? Math.max(head, at) : head),
        now,
      )
    },
    get completeSince() {
      dropOld()
      return completeSince
    },
  }
}
