import { assessCompliance } from '../rules/compliance.ts'
import type { RotationCompliance, RotationPolicy } from '../rules/compliance.ts'
import { isReplica } from '../rules/rotation-support.ts'
import { isHistoryUnsupported, rotationsOf } from './history.ts'
import { isAwsManagedKey, unlessAwsManaged } from './known-key.ts'
import type { Rule } from './known-key.ts'
import { isStatusUnsupported, statusOf } from './rotation-status.ts'

/** The compliance of a key with a policy at the time `now`. */
export const complianceRule = (policy: RotationPolicy, now: number): Rule<RotationCompliance> => ({
  needs: unlessAwsManaged((metadata) =>
    metadata && isReplica(metadata) ? ['status', 'rotations', 'primary'] : ['status', 'rotations'],
  ),
  of: (known) =>
    assessCompliance(
      {
        metadata: known.metadata?.value,
        status: statusOf(known),
        isStatusUnsupported: isStatusUnsupported(known),
        rotations: isAwsManagedKey(known) ? undefined : rotationsOf(known),
        isHistoryUnsupported: isHistoryUnsupported(known),
        // The key material of a replica is as old as that of its primary key.
        primaryCreatedAt: known.primary?.value?.creationDate,
      },
      policy,
      now,
    ),
})
