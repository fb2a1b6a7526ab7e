import type { Context } from '../context.ts'
import {
  daysSincePrevious,
  previousRotation as previousOf,
  rotationId,
  rotationsFrom,
} from '../rotation/rotation.ts'
import type { Rotation } from '../rotation/rotation.ts'
import { lastRotationRule } from '../rotation/readings/history.ts'
import { apply, readsOf } from './key-reads.ts'
import { fromMetadata } from './key.ts'
import { map } from './maybe-promise.ts'
import type { MaybePromise } from './maybe-promise.ts'
import { orNull } from './readable.ts'
import { keyOf, withSource } from './visibility.ts'
import type { Key, Sourced } from './visibility.ts'

/** A rotation, and what its key is read from. */
export type SourcedRotation = Rotation & Sourced

/** The natural ID of a rotation, which its global ID encodes. */
export const idOfRotation = (rotation: Rotation): string => rotationId(rotation)

/** All completed rotations of a key, in the order of KMS. Rejects as KMS does. */
export async function rotationsOf(key: Key, context: Context): Promise<readonly SourcedRotation[]> {
  const rotations = rotationsFrom(key.arn, await readsOf(key, context).rotations())
  return key.source === 'KMS' ? rotations : rotations.map((rotation) => withSource(rotation, key))
}

export function lastRotation(key: Key, context: Context): MaybePromise<SourcedRotation | null> {
  const last = apply(lastRotationRule, key, context)
  return map(last, (rotation) => (rotation ? withSource(rotation, key) : null))
}

export async function previousRotation(
  rotation: SourcedRotation,
  context: Context,
): Promise<SourcedRotation | null> {
  const rotations = await orNull(rotationsOf(await keyOf(rotation.keyArn, context, rotation.source), context))
  const previous = rotations && previousOf(rotation, rotations)
  return previous ? withSource(previous, rotation) : null
}

export async function daysSincePreviousRotation(
  rotation: SourcedRotation,
  context: Context,
): Promise<number | null> {
  const key = await keyOf(rotation.keyArn, context, rotation.source)
  const rotations = await orNull(rotationsOf(key, context))
  if (!rotations) return null
  const previous = previousOf(rotation, rotations)
  const createdAt = previous
    ? undefined
    : ((await fromMetadata(key, context, ({ creationDate }) => creationDate)) ?? undefined)
  return daysSincePrevious(rotation, previous, createdAt) ?? null
}
