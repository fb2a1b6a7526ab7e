import type { KmsOperation } from './kms.ts'

/**
 * What a request to KMS weighs, in points: one point is a thousandth of what AWS lets an account send in a second and
 * Region, by its default quotas of November 2026, and nothing weighs less. So 1000 points a second are what KMS can be
 * asked, whatever is asked.
 */
export const KMS_POINTS: Readonly<Record<KmsOperation, number>> = {
  DescribeKey: 1, // 2000 a second
  ListResourceTags: 1, // 2000
  GetKeyRotationStatus: 1, // 1000
  ListKeys: 2, // 500
  ListAliases: 2, // 500
  ListKeyRotations: 10, // 100
  EnableKeyRotation: 67, // 15
  DisableKeyRotation: 200, // 5
  RotateKeyOnDemand: 200, // 5
}
