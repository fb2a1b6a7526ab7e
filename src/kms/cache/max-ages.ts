import type { KmsOperation } from '../kms.ts'

/** The operations whose answers are kept: all that read. */
export const READ_OPERATIONS = [
  'ListKeys',
  'DescribeKey',
  'ListAliases',
  'ListResourceTags',
  'GetKeyRotationStatus',
  'ListKeyRotations',
] as const satisfies readonly KmsOperation[]

export type ReadOperation = (typeof READ_OPERATIONS)[number]

/** For how many milliseconds an answer may be reused; 0 = never. */
export type MaxAges = Readonly<Record<ReadOperation, number>>

/** docs/freshness.md argues each of them. */
export const defaultMaxAges: MaxAges = {
  ListKeys: 60_000,
  DescribeKey: 60_000,
  ListAliases: 60_000,
  ListResourceTags: 60_000,
  GetKeyRotationStatus: 10_000,
  ListKeyRotations: 60_000,
}
