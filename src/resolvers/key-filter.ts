import type { Context } from '../context.ts'
import { conditionsOf } from '../rotation/readings/key-filter.ts'
import type {
  Condition,
  KeyFilter as Conditions,
  Match,
  RuleSettings,
} from '../rotation/readings/key-filter.ts'
import { policyOf } from './compliance.ts'
import type { RotationPolicyInput } from './compliance.ts'
import { decodeIdOf } from './global-id.ts'
import { examine } from './key-reads.ts'
import type { Key } from './visibility.ts'

export interface KeyFilter extends Conditions {
  readonly policy?: RotationPolicyInput | null | undefined
}

/**
 * @param now the time to which the conditions refer
 * @throws {BadUserInputError} if the policy of the filter is not valid, or `keys` has an ID that is not the ID of a key
 */
export function filterConditions(
  filter: KeyFilter,
  context: Context,
  now = context.clock.now(),
): readonly Condition[] {
  const keys = filter.keys?.map((id) => decodeIdOf('Key', id))
  return conditionsOf({ ...filter, keys }, ruleSettings(filter.policy, context, now))
}

/** @throws {BadUserInputError} if the policy is not valid */
export function ruleSettings(
  policy: RotationPolicyInput | null | undefined,
  context: Context,
  now = context.clock.now(),
): RuleSettings {
  return {
    policy: policyOf(policy, context),
    rotationPolicy: context.rotationPolicy.current,
    onDemandRotationsPerKey: context.facts.limits.onDemandRotationsPerKey,
    now,
  }
}

/** Checks one condition after the other and stops at the first condition that is not met, to save KMS reads. */
export async function matchKey(conditions: readonly Condition[], key: Key, context: Context): Promise<Match> {
  const examined = examine(key, context)
  let isDecided = true
  for (const condition of conditions) {
    const holds = await examined.apply(condition)
    if (holds === false) return 'no'
    if (holds === undefined) isDecided = false
  }
  return isDecided ? 'yes' : 'undecided'
}
