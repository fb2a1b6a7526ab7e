import type { Context } from '../context.ts'
import { onDemandQuotaRule } from '../rotation/readings/on-demand-quota.ts'
import type { OnDemandQuota } from '../rotation/rules/on-demand-quota.ts'
import { apply } from './key-reads.ts'
import type { Key } from './visibility.ts'

/** Null also for an AWS managed key, which does not have this quota; its history is not read. */
export async function onDemandQuota(key: Key, context: Context): Promise<OnDemandQuota | null> {
  const rule = onDemandQuotaRule(context.facts.limits.onDemandRotationsPerKey)
  return (await apply(rule, key, context)) ?? null
}
