import type { Context } from '../context.ts'
import type { RotationType } from '../rotation/rotation.ts'
import { isCompletionMessage } from '../rotation/stream/stream-message.ts'
import type { CompletionMessage, StreamMessage } from '../rotation/stream/stream-message.ts'
import { coveredKeys, kindsOf } from './rotation-event-filter.ts'
import type { RotationEventFilter } from './rotation-event-filter.ts'

export interface CompletionArguments {
  readonly keys?: readonly string[] | null | undefined
  readonly types?: readonly RotationType[] | null | undefined
  readonly after?: string | null | undefined
}

export interface EventArguments {
  readonly filter?: RotationEventFilter | null | undefined
  readonly after?: string | null | undefined
}

/** Completed rotations of the given keys, or of all keys that KMS can rotate, since a cursor or from now on. */
export async function rotationsCompleted(
  { keys, types, after }: CompletionArguments,
  context: Context,
): Promise<AsyncIterable<StreamMessage>> {
  const subject = {
    keyArns: await coveredKeys({ keys }, context),
    kinds: new Set(['RotationCompleted'] as const),
    ...(types ? { rotationTypes: new Set(types) } : {}),
  }
  return context.streams.open(subject, after ?? undefined)
}

/** Events of the keys that the filter covers, since a cursor or from now on. */
export async function rotationEventStream(
  { filter, after }: EventArguments,
  context: Context,
): Promise<AsyncIterable<StreamMessage>> {
  const subject = { keyArns: await coveredKeys(filter ?? {}, context), kinds: kindsOf(filter, context) }
  return context.streams.open(subject, after ?? undefined)
}

/** @throws {Error} for a message that a stream of completed rotations never delivers */
export function asCompletion(message: StreamMessage): CompletionMessage {
  if (isCompletionMessage(message)) return message
  throw new Error(`A stream of completed rotations delivered a ${message.kind}.`)
}
