import type { Context } from '../context.ts'
import type { MultiRegion } from '../kms/kms.ts'
import { toEnumValue } from '../rotation/readings/aws-enum.ts'
import { visibleArns, visibleKey } from './visibility.ts'
import type { Key, MaybePromise } from './visibility.ts'

export function multiRegionRole({ type }: MultiRegion): 'PRIMARY' | 'REPLICA' | 'UNRECOGNIZED' {
  return toEnumValue(['PRIMARY', 'REPLICA'], type) ?? 'UNRECOGNIZED'
}

export async function replicasOf(
  { replicaKeyArns }: MultiRegion,
  context: Context,
): Promise<readonly Key[] | null> {
  if (!replicaKeyArns) return null
  const keys = await Promise.all(replicaKeyArns.map(async (keyArn) => visibleKey(keyArn, context)))
  return keys.filter((key) => key !== null)
}

export function replicaArnsOf(
  { replicaKeyArns }: MultiRegion,
  context: Context,
): MaybePromise<readonly string[] | null> {
  return replicaKeyArns ? visibleArns(replicaKeyArns, context) : null
}

export async function primaryArnOf({ primaryKeyArn }: MultiRegion, context: Context): Promise<string | null> {
  return (primaryKeyArn !== undefined && (await visibleArns([primaryKeyArn], context))[0]) || null
}
