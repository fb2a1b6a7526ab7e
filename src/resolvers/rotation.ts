import type { Context } from '../context.ts'
import { daysSincePrevious, previousRotation as previousOf, rotationId } from '../rotation/rotation.ts'
import type { Rotation } from '../rotation/rotation.ts'
import { lastRotationRule, rotationsFrom } from '../rotation/readings/history.ts'
import { apply, readsOf } from './key-reads.ts'
import { fromMetadata } from './key.ts'
import { orNull } from './readable.ts'
import { keyOf } from './visibility.ts'
import type { Key } from './visibility.ts'

/** The natural ID of a rotation, which its global ID encodes. */
export const idOfRotation = (rotation: Rotation): string => rotationId(rotation)

/** All completed rotations of a key, in the order of KMS. Rejects as KMS does. */
export async function rotationsOf(key: Key, context: Context): Promise<readonly Rotation[]> {
  return rotationsFrom(key.arn, await readsOf(key, context).rotations())
}

export async function lastRotation(key: Key, context: Context): Promise<Rotation | null> {
  return (await apply(lastRotationRule, key, context)) ?? null
}

export async function previousRotation(rotation: Rotation, context: Context): Promise<Rotation | null> {
  const rotations = await orNull(rotationsOf(await keyOf(rotation.keyArn, context), context))
  return (rotations && previousOf(rotation, rotations)) ?? null
}

export async function daysSincePreviousRotation(
  rotation: Rotation,
  context: Context,
): Promise<number | null> {
  const key = await keyOf(rotation.keyArn, context)
  const rotations = await orNull(rotationsOf(key, context))
  if (!rotations) return null
  const previous = previousOf(rotation, rotations)
  const createdAt = previous
    ? undefined
    : ((await fromMetadata(key, context, ({ creationDate }) => creationDate)) ?? undefined)
  return daysSincePrevious(rotation, previous, createdAt) ?? null
}
