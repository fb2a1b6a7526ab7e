import type { Context } from '../context.ts'
import { onDemandQuotaRule } from '../rotation/readings/on-demand-quota.ts'
import type { OnDemandQuota } from '../rotation/rules/on-demand-quota.ts'
import { apply } from './key-reads.ts'
import { map } from './maybe-promise.ts'
import type { MaybePromise } from './maybe-promise.ts'
import type { Key } from './visibility.ts'

/** Null also for an AWS managed key, which does not have this quota; its history is not read. */
export function onDemandQuota(key: Key, context: Context): MaybePromise<OnDemandQuota | null> {
  const rule = onDemandQuotaRule(context.facts.limits.onDemandRotationsPerKey)
  return map(apply(rule, key, context), (quota) => quota ?? null)
}
