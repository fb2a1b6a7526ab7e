import type { KeySet } from '../key-set/key-set.ts'
import type { EventKind, RotationCompleted, RotationEvent } from '../rotation-event.ts'
import type { RotationType } from '../rotation.ts'

/** An event, and where its stream stands after it. */
export type StreamEvent<Event extends RotationEvent = RotationEvent> = Event & { readonly cursor: string }

/** Events since the cursor may have been missed. The stream goes on. */
export interface StreamGap {
  readonly kind: 'StreamGap'
  readonly requestedAfter: string
  /** Of this key; undefined = of any key of the stream. */
  readonly keyArn: string | undefined
  /** Of these kinds. */
  readonly kinds: readonly EventKind[]
  readonly message: string
  /** Where to go on from. */
  readonly cursor: string
}

export type StreamMessage = StreamEvent | StreamGap

/** What a stream of completed rotations alone tells. */
export type CompletionMessage = StreamEvent<RotationCompleted> | StreamGap

export function isCompletionMessage(message: StreamMessage): message is CompletionMessage {
  return message.kind === 'RotationCompleted' || message.kind === 'StreamGap'
}

/** What a stream is about. Streams about the same share one course. */
export interface StreamSubject {
  readonly keyArns: KeySet
  readonly kinds: ReadonlySet<EventKind>
  /** Of completed rotations only those of these types. Undefined = all. */
  readonly rotationTypes?: ReadonlySet<RotationType> | undefined
}

export function isAbout({ keyArns, kinds, rotationTypes }: StreamSubject, event: RotationEvent): boolean {
  if (!keyArns.has(event.keyArn) || !kinds.has(event.kind)) return false
  return event.kind !== 'RotationCompleted' || !rotationTypes || rotationTypes.has(event.rotation.type)
}

/** Kinds that KMS keeps no history of. */
export function logOnlyKindsOf({ kinds }: StreamSubject): readonly EventKind[] {
  return [...kinds].filter((kind) => kind !== 'RotationCompleted')
}
