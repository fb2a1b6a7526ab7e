import type { Context } from '../context.ts'
import type { MultiRegion } from '../kms/kms.ts'
import { toEnumValue } from '../rotation/readings/aws-enum.ts'
import { fromMetadata } from './key.ts'
import { map } from './maybe-promise.ts'
import type { MaybePromise } from './maybe-promise.ts'
import { visibleArns, visibleKey, withSource } from './visibility.ts'
import type { Key, Sourced } from './visibility.ts'

export type SourcedMultiRegion = MultiRegion & Sourced

export function multiRegionOf(key: Key, context: Context): MaybePromise<SourcedMultiRegion | null> {
  const multiRegion = fromMetadata(key, context, (metadata) => metadata.multiRegion)
  return map(multiRegion, (found) => found && withSource(found, key))
}

export function multiRegionRole({ type }: MultiRegion): 'PRIMARY' | 'REPLICA' | 'UNRECOGNIZED' {
  return toEnumValue(['PRIMARY', 'REPLICA'], type) ?? 'UNRECOGNIZED'
}

export async function replicasOf(
  { replicaKeyArns, source }: SourcedMultiRegion,
  context: Context,
): Promise<readonly Key[] | null> {
  if (!replicaKeyArns) return null
  const keys = await Promise.all(replicaKeyArns.map(async (keyArn) => visibleKey(keyArn, context, source)))
  return keys.filter((key) => key !== null)
}

export function replicaArnsOf(
  { replicaKeyArns, source }: SourcedMultiRegion,
  context: Context,
): MaybePromise<readonly string[] | null> {
  return replicaKeyArns ? visibleArns(replicaKeyArns, context, source) : null
}

export async function primaryArnOf(
  { primaryKeyArn, source }: SourcedMultiRegion,
  context: Context,
): Promise<string | null> {
  return (primaryKeyArn !== undefined && (await visibleArns([primaryKeyArn], context, source))[0]) || null
}
