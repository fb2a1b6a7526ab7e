import { StartupError } from '../../errors/startup-error.ts'
import type { KmsOperation } from '../kms.ts'

/**
 * KMS's request quotas, in requests a second, as AWS documented them on 2026-11-23 (KMS Developer Guide, "Request
 * quotas"). They hold for one account in one Region and are shared by everybody in it, AWS services included. No two of
 * these nine operations share one. All can be raised on request, and AWS documents no burst.
 */
export const AWS_QUOTAS = {
  ListKeys: 500,
  DescribeKey: 2_000,
  ListAliases: 500,
  ListResourceTags: 2_000,
  GetKeyRotationStatus: 1_000,
  ListKeyRotations: 100,
  EnableKeyRotation: 15,
  DisableKeyRotation: 5,
  RotateKeyOnDemand: 5,
} as const satisfies Readonly<Record<KmsOperation, number>>

/** The same for each of the nine. */
export function byOperation<Value>(
  make: (operation: KmsOperation) => Value,
): Readonly<Record<KmsOperation, Value>> {
  return {
    ListKeys: make('ListKeys'),
    DescribeKey: make('DescribeKey'),
    ListAliases: make('ListAliases'),
    ListResourceTags: make('ListResourceTags'),
    GetKeyRotationStatus: make('GetKeyRotationStatus'),
    ListKeyRotations: make('ListKeyRotations'),
    EnableKeyRotation: make('EnableKeyRotation'),
    DisableKeyRotation: make('DisableKeyRotation'),
    RotateKeyOnDemand: make('RotateKeyOnDemand'),
  }
}

export const KMS_OPERATIONS: readonly KmsOperation[] = Object.values(byOperation((operation) => operation))

/**
 * Half, for two reasons. The account's other users need the rest. And what leaves here in two neighbouring seconds may
 * reach KMS in one, when the network delays the first: twice a half is still the quota.
 */
export const DEFAULT_QUOTA_SHARE = 0.5

export interface QuotaOptions {
  /** How much of each quota is used, above 0 and up to 1. @default {@link DEFAULT_QUOTA_SHARE} */
  readonly share?: number | undefined
  /** Requests a second that AWS allows this account, by operation, where that is not its default. */
  readonly quotas?: Readonly<Record<string, number>> | undefined
}

/**
 * Requests a second that are ours, by operation.
 *
 * @throws {StartupError} when a share or a quota cannot be one
 */
export function ownQuotas(options: QuotaOptions = {}): Readonly<Record<KmsOperation, number>> {
  const { share = DEFAULT_QUOTA_SHARE, quotas = {} } = options
  if (!(share > 0 && share <= 1))
    throw new StartupError(`The share of KMS's quotas is ${share}; it must be above 0 and at most 1.`)
  for (const [name, quota] of Object.entries(quotas)) {
    if (!Object.hasOwn(AWS_QUOTAS, name))
      throw new StartupError(
        `A quota is given for '${name}', which this gateway never asks of KMS. It asks ${KMS_OPERATIONS.join(', ')}.`,
      )
    if (!(quota > 0 && Number.isFinite(quota)))
      throw new StartupError(`The quota of ${name} is ${quota} requests a second; it must be above 0.`)
  }
  return byOperation((operation) => (quotas[operation] ?? AWS_QUOTAS[operation]) * share)
}
