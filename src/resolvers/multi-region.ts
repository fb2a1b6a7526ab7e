import type { Context } from '../context.ts'
import type { MultiRegion } from '../kms/kms.ts'
import { toEnumValue } from '../rotation/readings/aws-enum.ts'
import { fromMetadata } from './key.ts'
import { visibleArns, visibleKey, withSource } from './visibility.ts'
import type { Key, MaybePromise, Sourced } from './visibility.ts'

export type SourcedMultiRegion = MultiRegion & Sourced

export async function multiRegionOf(key: Key, context: Context): Promise<SourcedMultiRegion | null> {
  const multiRegion = await fromMetadata(key, context, (metadata) => metadata.multiRegion)
  return multiRegion && withSource(multiRegion, key)
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
