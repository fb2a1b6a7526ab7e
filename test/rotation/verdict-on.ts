import { assessCompliance } from '../../src/rotation/rules/compliance.ts'
import type {
  ComplianceFacts,
  ComplianceReason,
  ComplianceVerdict,
  RotationPolicy,
} from '../../src/rotation/rules/compliance.ts'
import type { Rotation } from '../../src/rotation/rotation.ts'
import { KEY_ARN, NOW, daysAgo, entryOf, metadataOf, statusOn } from './kms-values.ts'

export const rotatedDaysAgo = (days: number, type: Rotation['type'] = 'AUTOMATIC'): Rotation => ({
  keyArn: KEY_ARN,
  rotatedAt: daysAgo(days),
  type,
  materialId: undefined,
  entry: entryOf(),
})

/** A maximum of a year, a warning time of a month, and automatic rotation is not required. */
export const yearly: RotationPolicy = {
  maxMaterialAgeInDays: 365,
  warnBeforeDays: 30,
  requireAutomaticRotation: false,
}
export const yearlyAutomatic: RotationPolicy = { ...yearly, requireAutomaticRotation: true }

export function assess(
  differences: Partial<ComplianceFacts> = {},
  policy: RotationPolicy = yearly,
  now = NOW,
) {
  const facts: ComplianceFacts = {
    metadata: metadataOf(),
    status: statusOn(),
    isStatusUnsupported: false,
    rotations: [rotatedDaysAgo(100)],
    isHistoryUnsupported: false,
    ...differences,
  }
  return assessCompliance(facts, policy, now)
}

export type Outcome = readonly [verdict: ComplianceVerdict, ...reasons: ComplianceReason[]]
export function outcomeOf(...args: Parameters<typeof assess>): Outcome {
  const { verdict, reasons } = assess(...args)
  return [verdict, ...reasons]
}
