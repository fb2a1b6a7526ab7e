import { onDemandQuota } from '../rules/on-demand-quota.ts'
import type { OnDemandQuota } from '../rules/on-demand-quota.ts'
import { isHistoryUnsupported } from './history.ts'
import { isAwsManagedKey, unlessAwsManaged } from './known-key.ts'
import type { KnownKey, Rule } from './known-key.ts'
import { statusOf } from './rotation-status.ts'

/** Undefined if the history is not known, and for a key that does not have this quota. */
export const onDemandQuotaRule = (limit: number): Rule<OnDemandQuota | undefined> => ({
  needs: unlessAwsManaged(() => ['status', 'rotations']),
  of: (known) => {
    const entries = isAwsManagedKey(known) ? undefined : known.rotations?.value
    return entries && onDemandQuota(entries, statusOf(known), limit)
  },
})

/** Whether a key does not have the quota: an AWS managed key, or one of which KMS keeps no history. */
export const hasNoOnDemandQuota = (known: KnownKey): boolean =>
  isAwsManagedKey(known) || isHistoryUnsupported(known)
