import { KMS_POINTS } from '../kms/rate/kms-points.ts'
import type { KmsOperation } from '../kms/kms.ts'

/** The reads of one object, and the KMS operation of each read. The loaders perform each read once per request. */
const READS = {
  /** One page of the keys of a scope. */
  keys: 'ListKeys',
  metadata: 'DescribeKey',
  status: 'GetKeyRotationStatus',
  rotations: 'ListKeyRotations',
  /** With IncludeKeyMaterial=ALL_KEY_MATERIAL: a separate read. */
  materials: 'ListKeyRotations',
  aliases: 'ListAliases',
  tags: 'ListResourceTags',
  lastUsage: 'GetKeyLastUsage',
} as const satisfies Record<string, KmsOperation>

export type ReadName = keyof typeof READS

/** A read, with the cost of its request in points. */
export const readOf = (name: ReadName) => ({ name, points: KMS_POINTS[READS[name]] })

export const pointsOf = (operation: KmsOperation): number => KMS_POINTS[operation]
