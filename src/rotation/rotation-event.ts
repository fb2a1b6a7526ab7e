import { createHash } from 'node:crypto'
import { rotationId } from './rotation.ts'
import type { Rotation } from './rotation.ts'

/** How the gateway learnt of an event: by looking at KMS, or from KMS's history when it replayed a stream. */
export type EventSource = 'POLL' | 'HISTORY'

interface EventFacts {
  /** The same for one event wherever and whenever it is seen, so that anybody can drop a duplicate. */
  readonly eventId: string
  readonly keyArn: string
  /** When it happened, as far as KMS says. */
  readonly occurredAt: Date
  readonly observedAt: Date
  readonly source: EventSource
}

/** An on-demand rotation became visible as running. */
export interface RotationStarted extends EventFacts {
  readonly kind: 'RotationStarted'
}

/** A rotation of either type appeared in the key's history. */
export interface RotationCompleted extends EventFacts {
  readonly kind: 'RotationCompleted'
  readonly rotation: Rotation
  /** Start of the on-demand rotation, when it was seen. */
  readonly startedAt: Date | undefined
}

export type RotationEvent = RotationStarted | RotationCompleted

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
    eventId: eventIdOf('completed', rotationId(rotation)),
    keyArn: rotation.keyArn,
    occurredAt: rotation.rotatedAt,
    observedAt,
    source,
    rotation,
    startedAt,
  }
}

function eventIdOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 22)
}
