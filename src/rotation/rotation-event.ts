import { createHash } from 'node:crypto'
import type { AutomaticSetting } from './automatic-setting.ts'
import type { RotationRequest } from './rotation-request.ts'
import { datedId } from './rotation.ts'
import type { Rotation } from './rotation.ts'

/** How the gateway learnt of an event: by its own doing, by looking at KMS, or from KMS's history afterwards. */
export type EventSource = 'GATEWAY' | 'POLL' | 'HISTORY'

interface EventFacts {
  /** The same for one event wherever and whenever it is seen, so that anybody can drop a duplicate. */
  readonly eventId: string
  readonly keyArn: string
  /** When it happened; undefined where KMS has no date for it. */
  readonly occurredAt: Date | undefined
  readonly observedAt: Date
  readonly source: EventSource
}

/** An on-demand rotation became visible as running. */
export interface RotationStarted extends EventFacts {
  readonly kind: 'RotationStarted'
  readonly occurredAt: Date
}

/** A rotation of either type appeared in the key's history. */
export interface RotationCompleted extends EventFacts {
  readonly kind: 'RotationCompleted'
  readonly occurredAt: Date
  readonly rotation: Rotation
  /** Start of the on-demand rotation, when it was seen. */
  readonly startedAt: Date | undefined
}

/** A requested rotation was not seen to complete in time. It may still complete. */
export interface RotationTimedOut extends EventFacts {
  readonly kind: 'RotationTimedOut'
  readonly request: RotationRequest
}

/** Automatic rotation was turned on or off, or has another period. */
export interface AutomaticRotationChanged extends EventFacts {
  readonly kind: 'AutomaticRotationChanged'
  readonly before: AutomaticSetting
  readonly after: AutomaticSetting
}

export type RotationEvent = RotationStarted | RotationCompleted | RotationTimedOut | AutomaticRotationChanged

export type EventKind = RotationEvent['kind']

/** Of these KMS keeps no history. */
export type KeptEvent = Exclude<RotationEvent, RotationCompleted>

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
    eventId: eventIdOf('completed', datedId(rotation)),
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
): AutomaticRotationChanged {
  return {
    kind: 'AutomaticRotationChanged',
    // KMS gives a change neither a date nor an id; the date of the next rotation tells one turning on from another.
    eventId: eventIdOf('automatic', keyArn, JSON.stringify([before, after])),
    keyArn,
    occurredAt: undefined,
    observedAt,
    source,
    before,
    after,
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
