import type { KeySet } from '../key-set/key-set.ts'
import { isDatedKind } from '../rotation-event.ts'
import type { EventKind, RotationCompleted, RotationEvent } from '../rotation-event.ts'
import type { RotationType } from '../rotation.ts'

/** An event with the cursor after it. */
export type StreamEvent<Event extends RotationEvent = RotationEvent> = Event & { readonly cursor: string }

/** Events since the cursor may be missing. The stream continues. */
export interface StreamGap {
  readonly kind: 'StreamGap'
  readonly requestedAfter: string
  /** The affected key. Undefined = any key of the stream. */
  readonly keyArn: string | undefined
  /** The affected kinds of events. */
  readonly kinds: readonly EventKind[]
  readonly message: string
  /** The cursor to resume after. */
  readonly cursor: string
}

export type StreamMessage = StreamEvent | StreamGap

/** The messages of a stream that selects only completed rotations. */
export type CompletionMessage = StreamEvent<RotationCompleted> | StreamGap

export function isCompletionMessage(message: StreamMessage): message is CompletionMessage {
  return message.kind === 'RotationCompleted' || message.kind === 'StreamGap'
}

/** The events that a stream selects. Streams with equal subjects share one live stream. */
export interface StreamSubject {
  readonly keyArns: KeySet
  readonly kinds: ReadonlySet<EventKind>
  /** Selects completed rotations of these types. Undefined = all types. */
  readonly rotationTypes?: ReadonlySet<RotationType> | undefined
}

export function isAbout({ keyArns, kinds, rotationTypes }: StreamSubject, event: RotationEvent): boolean {
  if (!kinds.has(event.kind) || !covers(keyArns, event)) return false
  return event.kind !== 'RotationCompleted' || !rotationTypes || rotationTypes.has(event.rotation.type)
}

/** The keys whose events are selected from the event log. */
export type EventKeys = Pick<KeySet, 'has'> & Partial<Pick<KeySet, 'coversRemoved'>>

export const covers = (keys: EventKeys, event: RotationEvent): boolean =>
  event.kind === 'KeyRemoved' && keys.coversRemoved ? keys.coversRemoved(event) : keys.has(event.keyArn)

/** The selected kinds of events that are only in the event log. */
export function logOnlyKindsOf({ kinds }: StreamSubject): readonly EventKind[] {
  return [...kinds].filter((kind) => !isDatedKind(kind))
}
