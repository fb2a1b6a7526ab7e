import type { Context } from '../context.ts'
import { UnsupportedKeyError } from '../errors/operation-errors.ts'
import { BadUserInputError } from '../errors/request-errors.ts'
import { assessCompliance } from '../rotation/rules/compliance.ts'
import type { RotationCompliance, RotationPolicy } from '../rotation/rules/compliance.ts'
import type { Rotation } from '../rotation/rotation.ts'
import { fromMetadata } from './key.ts'
import type { Key } from './key.ts'
import { orNull, problemOf } from './readable.ts'
import { isAwsManaged, readStatus } from './rotation-status.ts'
import { rotationsOf } from './rotation.ts'
import { visibleKey } from './visibility.ts'

export type RotationPolicyInput = {
  readonly [Setting in keyof RotationPolicy]?: RotationPolicy[Setting] | null | undefined
}

export async function compliance(
  key: Key,
  input: RotationPolicyInput | null | undefined,
  context: Context,
): Promise<RotationCompliance> {
  const policy = policyOf(input, context)
  const { loaders, clock } = context
  const readingStatus = readStatus(key, context)
  const readingRotations = readRotations(key, context)
  const [metadata, status, rotations, statusProblem, rotationsProblem, primaryCreatedAt] = await Promise.all([
    orNull(loaders.metadata(key.arn)),
    orNull(readingStatus),
    orNull(readingRotations),
    problemOf(readingStatus),
    problemOf(readingRotations),
    creationOfPrimary(key, context),
  ])
  return assessCompliance(
    {
      metadata: metadata ?? undefined,
      status: status ?? undefined,
      isStatusUnsupported: statusProblem instanceof UnsupportedKeyError,
      rotations: rotations ?? undefined,
      isHistoryUnsupported: rotationsProblem instanceof UnsupportedKeyError,
      primaryCreatedAt: primaryCreatedAt ?? undefined,
    },
    policy,
    clock.now(),
  )
}

/** 100 years. A larger age could give a date that JavaScript cannot represent. */
const MAX_MATERIAL_AGE_DAYS = 36_500

/** Undefined for an AWS managed key: the policy does not apply to it, and its key policy may deny the read. */
async function readRotations(key: Key, context: Context): Promise<readonly Rotation[] | undefined> {
  return (await isAwsManaged(key, context)) ? undefined : rotationsOf(key, context)
}

/** When the primary key of a replica was created. The key material of a replica is as old as its primary key's. */
async function creationOfPrimary(key: Key, context: Context): Promise<Date | null> {
  const multiRegion = await fromMetadata(key, context, (metadata) => metadata.multiRegion)
  if (multiRegion?.type !== 'REPLICA') return null
  const primary = await visibleKey(multiRegion.primaryKeyArn, context)
  return primary && fromMetadata(primary, context, ({ creationDate }) => creationDate)
}

function policyOf(input: RotationPolicyInput | null | undefined, { facts }: Context): RotationPolicy {
  const policy = {
    maxMaterialAgeInDays: input?.maxMaterialAgeInDays ?? facts.policy.maxMaterialAgeInDays,
    warnBeforeDays: input?.warnBeforeDays ?? facts.policy.warnBeforeDays,
    requireAutomaticRotation: input?.requireAutomaticRotation ?? facts.policy.requireAutomaticRotation,
  }
  if (policy.maxMaterialAgeInDays < 1 || policy.maxMaterialAgeInDays > MAX_MATERIAL_AGE_DAYS)
    throw new BadUserInputError(
      `policy.maxMaterialAgeInDays is ${policy.maxMaterialAgeInDays}. Set it to a number from 1 to ${MAX_MATERIAL_AGE_DAYS}.`,
    )
  if (policy.warnBeforeDays < 0)
    throw new BadUserInputError(`policy.warnBeforeDays is ${policy.warnBeforeDays}. Set it to 0 or more.`)
  return policy
}
