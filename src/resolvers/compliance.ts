import type { Context } from '../context.ts'
import { BadUserInputError } from '../errors/request-errors.ts'
import { complianceRule } from '../rotation/readings/compliance.ts'
import type { RotationCompliance, RotationPolicy } from '../rotation/rules/compliance.ts'
import { apply } from './key-reads.ts'
import type { Key } from './visibility.ts'

export type RotationPolicyInput = {
  readonly [Setting in keyof RotationPolicy]?: RotationPolicy[Setting] | null | undefined
}

export async function compliance(
  key: Key,
  input: RotationPolicyInput | null | undefined,
  context: Context,
): Promise<RotationCompliance> {
  return apply(complianceRule(policyOf(input, context), context.clock.now()), key, context)
}

/** 100 years. A larger age could give a date that JavaScript cannot represent. */
const MAX_MATERIAL_AGE_DAYS = 36_500

/** @throws {BadUserInputError} if a number of the input is out of range */
export function policyOf(input: RotationPolicyInput | null | undefined, { facts }: Context): RotationPolicy {
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
