import { KMS_POINTS } from '../kms/rate/kms-points.ts'
import type { KmsOperation } from '../kms/kms.ts'

/** What resolvers read of one object, and the KMS operation it takes. The loaders read each once per request. */
const READS = {
  /** A page of a Region's keys. */
  keys: 'ListKeys',
  metadata: 'DescribeKey',
  status: 'GetKeyRotationStatus',
  rotations: 'ListKeyRotations',
  /** The same with IncludeKeyMaterial=ALL_KEY_MATERIAL, which is a read of its own. */
  materials: 'ListKeyRotations',
  aliases: 'ListAliases',
  tags: 'ListResourceTags',
} as const satisfies Record<string, KmsOperation>

export type ReadName = keyof typeof READS

/** A read, and the points of the request it takes. */
export const readOf = (name: ReadName) => ({ name, points: KMS_POINTS[READS[name]] })

export const pointsOf = (operation: KmsOperation): number => KMS_POINTS[operation]
