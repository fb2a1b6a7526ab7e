import { createHash } from 'node:crypto'
import type { AutomaticSetting } from './automatic-setting.ts'
import type { KeyReadings } from './key-readings.ts'
import type { RotationRequest } from './rotation-request.ts'
import { dateId } from './rotation.ts'
import type { Rotation } from './rotation.ts'

/** How the gateway learned of an event: it caused the event, a poll found it, or it was read later from KMS's history. */
export type EventSource = 'GATEWAY' | 'POLL' | 'HISTORY'

interface EventFacts {
  /** An event has the same ID on every gateway and after every replay, so that clients can discard duplicates. */
  readonly eventId: string
  readonly keyArn: string
  /** When the event happened. Undefined if KMS has no date for it. */
  readonly occurredAt: Date | undefined
  readonly observedAt: Date
  readonly source: EventSource
}

/** An on-demand rotation was seen to have started. */
export interface RotationStarted extends EventFacts {
  readonly kind: 'RotationStarted'
  readonly occurredAt: Date
}

/** A rotation of either type appeared in the key's history. */
export interface RotationCompleted extends EventFacts {
  readonly kind: 'RotationCompleted'
  readonly occurredAt: Date
  readonly rotation: Rotation
  /** Start of the on-demand rotation. Undefined if it was not seen. */
  readonly startedAt: Date | undefined
}

/** A requested rotation did not complete in time. It may still complete. */
export interface RotationTimedOut extends EventFacts {
  readonly kind: 'RotationTimedOut'
  readonly request: RotationRequest
}

/** Automatic rotation was enabled or disabled, or its period changed. */
export interface AutomaticRotationChanged extends EventFacts {
  readonly kind: 'AutomaticRotationChanged'
  readonly before: AutomaticSetting
  readonly after: AutomaticSetting
  /** The ID of the change by this gateway that caused the event. Undefined if it is not known to be such a change. */
  readonly changeId: string | undefined
}

/** A key that may rotate appeared in the list of keys. */
export interface KeyAdded extends EventFacts {
  readonly kind: 'KeyAdded'
  /** When the key was created. */
  readonly occurredAt: Date
  /** The position in streams: when the inventory found the key, or its creation if the first listing already had it. */
  readonly addedAt: Date
}

/** A key that may rotate disappeared from the list of keys: it was deleted. */
export interface KeyRemoved extends EventFacts {
  readonly kind: 'KeyRemoved'
  readonly occurredAt: undefined
  /** The names that the key had. They decide who may learn of its removal. */
  readonly names: Pick<KeyReadings, 'aliases' | 'tags'>
}

export type RotationEvent =
  RotationStarted | RotationCompleted | RotationTimedOut | AutomaticRotationChanged | KeyAdded | KeyRemoved

export type EventKind = RotationEvent['kind']

/** The events that KMS can show later, too, with a date. */
export type DatedEvent = RotationCompleted | KeyAdded

/** The events that are only in the event log of a gateway. */
export type LogOnlyEvent = Exclude<RotationEvent, DatedEvent>

export const isDated = (event: RotationEvent): event is DatedEvent => isDatedKind(event.kind)

export const isDatedKind = (kind: EventKind): boolean => kind === 'RotationCompleted' || kind === 'KeyAdded'

/** The date of an event in the watermark of a cursor, in milliseconds since the epoch. */
export const positionOf = (event: DatedEvent): number =>
  (event.kind === 'KeyAdded' ? event.addedAt : event.occurredAt).getTime()

export function rotationStarted(keyArn: string, startedAt: Date, observedAt: Date): RotationStarted {
  return {
    kind: 'RotationStarted',
    eventId: eventIdOf('started', keyArn, startedAt.toISOString()),
    keyArn,
    occurredAt: startedAt,
    observedAt,
    source: 'POLL',
  }
}

export function rotationCompleted(
  rotation: Rotation,
  startedAt: Date | undefined,
  observedAt: Date,
  source: EventSource = 'POLL',
): RotationCompleted {
  return {
    kind: 'RotationCompleted',
    eventId: eventIdOf('completed', dateId(rotation)),
    keyArn: rotation.keyArn,
    occurredAt: rotation.rotatedAt,
    observedAt,
    source,
    rotation,
    startedAt,
  }
}

export function rotationTimedOut(request: RotationRequest, at: Date): RotationTimedOut {
  return {
    kind: 'RotationTimedOut',
    eventId: eventIdOf('timed out', request.id),
    keyArn: request.keyArn,
    occurredAt: at,
    observedAt: at,
    source: 'GATEWAY',
    request,
  }
}

export function automaticRotationChanged(
  keyArn: string,
  before: AutomaticSetting,
  after: AutomaticSetting,
  observedAt: Date,
  source: EventSource = 'POLL',
  changeId?: string,
): AutomaticRotationChanged {
  return {
    kind: 'AutomaticRotationChanged',
    // KMS has no date or ID for a change. The date of the next rotation, which is in both settings, makes the ID unique.
    eventId: eventIdOf('automatic', keyArn, JSON.stringify([before, after])),
    keyArn,
    occurredAt: undefined,
    observedAt,
    source,
    before,
    after,
    changeId,
  }
}

export function keyAdded(
  keyArn: string,
  createdAt: Date,
  addedAt: Date,
  found: Pick<KeyAdded, 'observedAt' | 'source'>,
): KeyAdded {
  return {
    kind: 'KeyAdded',
    eventId: eventIdOf('added', keyArn),
    keyArn,
    occurredAt: createdAt,
    addedAt,
    ...found,
  }
}

export function keyRemoved(keyArn: string, names: KeyRemoved['names'], observedAt: Date): KeyRemoved {
  return {
    kind: 'KeyRemoved',
    // A key is deleted once, and its ID is never used again.
    eventId: eventIdOf('removed', keyArn),
    keyArn,
    occurredAt: undefined,
    observedAt,
    source: 'POLL',
    names,
  }
}

/** The order of a key's events. */
export function compareEvents(left: RotationEvent, right: RotationEvent): number {
  return timeOf(left) - timeOf(right)
}

const timeOf = ({ occurredAt, observedAt }: RotationEvent) => (occurredAt ?? observedAt).getTime()

function eventIdOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 22)
}
