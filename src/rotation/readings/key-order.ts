import { complianceRule } from './compliance.ts'
import { lastRotationRule } from './history.ts'
import type { RuleSettings } from './key-filter.ts'
import { displayNameRule } from './key-names.ts'
import type { Rule } from './known-key.ts'
import { onDemandQuotaRule } from './on-demand-quota.ts'
import { rotationStatusRule } from './rotation-status.ts'

export type KeyOrderField =
  | 'ARN'
  | 'CREATED_AT'
  | 'NEXT_ROTATION_AT'
  | 'LAST_ROTATED_AT'
  | 'DISPLAY_NAME'
  | 'DUE_AT'
  | 'MATERIAL_AGE'
  | 'REMAINING_ON_DEMAND'

/** The value to order keys by. Undefined if it is not known or the key does not have it. */
export function sortRule(
  field: KeyOrderField,
  { policy, now, onDemandRotationsPerKey }: RuleSettings,
): Rule<string | number | undefined> {
  switch (field) {
    case 'ARN':
      return { needs: () => [], of: ({ key }) => key.arn }
    case 'DISPLAY_NAME':
      return displayNameRule
    case 'CREATED_AT':
      return { needs: () => ['metadata'], of: ({ metadata }) => metadata?.value?.creationDate?.getTime() }
    case 'NEXT_ROTATION_AT': {
      const { needs, of } = rotationStatusRule
      return { needs, of: (known) => of(known).status?.nextRotationDate?.getTime() }
    }
    case 'LAST_ROTATED_AT': {
      const { needs, of } = lastRotationRule
      return { needs, of: (known) => of(known)?.rotatedAt.getTime() }
    }
    case 'DUE_AT': {
      const rule = complianceRule(policy, now)
      return { ...rule, of: (known) => rule.of(known).dueAt?.getTime() }
    }
    case 'MATERIAL_AGE': {
      const rule = complianceRule(policy, now)
      return {
        ...rule,
        of(known) {
          // The start of the material instead of its age, so that the value in a cursor does not change with time.
          const { materialSince } = rule.of(known)
          return materialSince && -materialSince.getTime()
        },
      }
    }
    case 'REMAINING_ON_DEMAND': {
      const { needs, of } = onDemandQuotaRule(onDemandRotationsPerKey)
      return { needs, of: (known) => of(known)?.remaining }
    }
    default:
      return field satisfies never
  }
}
