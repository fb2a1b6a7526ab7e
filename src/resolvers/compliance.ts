import type { Context } from '../context.ts'
import { BadUserInputError } from '../errors/request-errors.ts'
import type { KeyCompliance } from '../rotation/policy/key-compliance.ts'
import { MAX_AGE_DAYS } from '../rotation/policy/parse-rotation-policy.ts'
import { policyWithoutRules } from '../rotation/policy/policy-document.ts'
import type { PolicyDocument } from '../rotation/policy/policy-document.ts'
import { complianceRule } from '../rotation/readings/compliance.ts'
import { materialAgeInDays } from '../rotation/rules/compliance.ts'
import type { RotationPolicy } from '../rotation/rules/compliance.ts'
import { apply } from './key-reads.ts'
import { map } from './maybe-promise.ts'
import type { MaybePromise } from './maybe-promise.ts'
import type { Key } from './visibility.ts'

type InputSetting = 'maxMaterialAgeInDays' | 'warnBeforeDays' | 'requireAutomaticRotation'

export type RotationPolicyInput = {
  readonly [Setting in InputSetting]?: RotationPolicy[Setting] | null | undefined
}

export interface ShownCompliance extends KeyCompliance {
  readonly key: Key
  readonly materialAgeInDays: number | undefined
}

/** Null also if only a setting violates the policy: KMS keeps no history of settings. */
export const becameOverdueAt = ({ dueAt, reasons }: KeyCompliance): Date | null =>
  (reasons.includes('MATERIAL_TOO_OLD') && dueAt) || null

export function compliance(
  key: Key,
  input: RotationPolicyInput | null | undefined,
  context: Context,
): MaybePromise<ShownCompliance> {
  const now = context.clock.now()
  const assessed = apply(complianceRule(policyOf(input, context), now), key, context)
  return map(assessed, (result) => ({ ...result, key, materialAgeInDays: materialAgeInDays(result, now) }))
}

/**
 * The rotation policy of the gateway or, with an input, the policy that has the same requirements on all keys.
 *
 * @throws {BadUserInputError} if a number of the input is out of range
 */
export function policyOf(
  input: RotationPolicyInput | null | undefined,
  { rotationPolicy }: Context,
): PolicyDocument {
  const { current } = rotationPolicy
  if (!input) return current
  const policy = {
    maxMaterialAgeInDays: input.maxMaterialAgeInDays ?? current.defaults.maxMaterialAgeInDays,
    warnBeforeDays: input.warnBeforeDays ?? current.defaults.warnBeforeDays,
    requireAutomaticRotation: input.requireAutomaticRotation ?? current.defaults.requireAutomaticRotation,
  }
  if (policy.maxMaterialAgeInDays < 1 || policy.maxMaterialAgeInDays > MAX_AGE_DAYS)
    throw new BadUserInputError(
      `policy.maxMaterialAgeInDays is ${policy.maxMaterialAgeInDays}. Set it to a number from 1 to ${MAX_AGE_DAYS}.`,
    )
  if (policy.warnBeforeDays < 0)
    throw new BadUserInputError(`policy.warnBeforeDays is ${policy.warnBeforeDays}. Set it to 0 or more.`)
  return policyWithoutRules(policy)
}
