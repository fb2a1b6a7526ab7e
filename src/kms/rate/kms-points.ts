import type { KmsOperation } from '../kms.ts'
import { AWS_QUOTAS, byOperation } from './quotas.ts'

const POINTS_PER_SECOND = 1_000

/**
 * What a request to KMS weighs, in points: one point is a thousandth of what AWS lets an account send in a second and
 * Region, by its default quotas, and nothing weighs less. So 1000 points a second are what KMS can be asked, whatever is
 * asked.
 */
export const KMS_POINTS: Readonly<Record<KmsOperation, number>> = byOperation((operation) =>
  Math.ceil(POINTS_PER_SECOND / AWS_QUOTAS[operation]),
)
