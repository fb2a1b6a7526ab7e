import type { Context } from '../context.ts'
import { onDemandQuota as quotaOf } from '../rotation/rules/on-demand-quota.ts'
import type { OnDemandQuota } from '../rotation/rules/on-demand-quota.ts'
import type { Key } from './key.ts'
import { orNull } from './readable.ts'
import { isAwsManaged, readStatus } from './rotation-status.ts'

/** Null also for an AWS managed key, which does not have this quota; its history is not read. */
export async function onDemandQuota(key: Key, context: Context): Promise<OnDemandQuota | null> {
  if (await isAwsManaged(key, context)) return null
  const [entries, status] = await Promise.all([
    orNull(context.loaders.rotations(key.arn)),
    orNull(readStatus(key, context)),
  ])
  return entries && quotaOf(entries, status ?? undefined, context.facts.limits.onDemandRotationsPerKey)
}
