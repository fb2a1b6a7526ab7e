import type { AutomaticSetting } from '../automatic-setting.ts'
import { assessKey, policyReadings } from '../policy/key-compliance.ts'
import type { KeyCompliance } from '../policy/key-compliance.ts'
import { readingsFor } from '../policy/policy-document.ts'
import type { PolicyDocument } from '../policy/policy-document.ts'
import type { ComplianceFacts } from '../rules/compliance.ts'
import { isReplica } from '../rules/rotation-support.ts'
import { isHistoryUnsupported, rotationsOf } from './history.ts'
import { isAwsManagedKey, unlessAwsManaged } from './known-key.ts'
import type { KnownKey, Rule } from './known-key.ts'
import { lastAssessment, rememberedCompliance } from './remembered-compliance.ts'
import { withMetadata } from './rotation-policy.ts'
import { isStatusUnsupported, statusOf } from './rotation-status.ts'

/** The compliance of a key with a rotation policy at the time `now`. */
export function complianceRule(policy: PolicyDocument, now: number): Rule<KeyCompliance> {
  const at = { policy, now }
  const needsOfFacts = unlessAwsManaged((metadata) =>
    metadata && isReplica(metadata) ? ['status', 'rotations', 'primary'] : ['status', 'rotations'],
  )
  const needsOfPolicy = withMetadata((known) => policyReadings(policy, known, factsOf(known), now))
  const needsOf = (known: KnownKey) => [...needsOfFacts(known), ...needsOfPolicy(known)]
  return {
    needs: (known) => lastAssessment(known, at)?.needs ?? needsOf(known),
    uses: readingsFor(policy),
    of: (known) =>
      rememberedCompliance(known, at, () => ({
        result: assessKey(policy, known, factsOf(known), now),
        needs: needsOf(known),
      })),
  }
}

/** The compliance that a key would have with another setting of automatic rotation. */
export function complianceWithSetting(
  policy: PolicyDocument,
  now: number,
  setting: AutomaticSetting,
): Rule<KeyCompliance> {
  const { needs, of } = complianceRule(policy, now)
  return { needs, of: (known) => of(withSetting(known, setting)) }
}

function withSetting(known: KnownKey, { isEnabled, periodInDays }: AutomaticSetting): KnownKey {
  const { status } = known
  if (!status?.value) return known
  const value = { ...status.value, keyRotationEnabled: isEnabled, rotationPeriodInDays: periodInDays }
  return { ...known, status: { value, observedAt: status.observedAt } }
}

const factsOf = (known: KnownKey): ComplianceFacts => ({
  metadata: known.metadata?.value,
  status: statusOf(known),
  isStatusUnsupported: isStatusUnsupported(known),
  rotations: isAwsManagedKey(known) ? undefined : rotationsOf(known),
  isHistoryUnsupported: isHistoryUnsupported(known),
  // The key material of a replica is as old as that of its primary key.
  primaryCreatedAt: known.primary?.value?.creationDate,
  aliases: known.aliases?.value,
})
