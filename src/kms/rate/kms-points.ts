import { KMS_OPERATIONS, OPERATIONS, tableOf } from '../operations.ts'
import type { KmsOperation } from '../kms.ts'

const POINTS_PER_SECOND = 1_000

/**
 * The cost of one request to KMS, in points. 1,000 points equal one second of the operation's default quota. The minimum is
 * one point.
 */
export const KMS_POINTS: Readonly<Record<KmsOperation, number>> = tableOf(KMS_OPERATIONS, (operation) =>
  Math.ceil(POINTS_PER_SECOND / OPERATIONS[operation].quota),
)
