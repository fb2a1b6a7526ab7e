import type { Context } from '../context.ts'
import { conditionsOf } from '../rotation/readings/key-filter.ts'
import type { Condition, KeyFilter as Conditions, Match } from '../rotation/readings/key-filter.ts'
import { policyOf } from './compliance.ts'
import type { RotationPolicyInput } from './compliance.ts'
import { examine } from './key-reads.ts'
import type { Key } from './visibility.ts'

export interface KeyFilter extends Conditions {
  readonly policy?: RotationPolicyInput | null | undefined
}

/** @throws {BadUserInputError} if the policy of the filter is not valid */
export function filterConditions(
  filter: KeyFilter,
  context: Context,
  now = context.clock.now(),
): readonly Condition[] {
  const { facts } = context
  return conditionsOf(filter, {
    policy: policyOf(filter.policy, context),
    rotationPolicy: context.rotationPolicy.current,
    onDemandRotationsPerKey: facts.limits.onDemandRotationsPerKey,
    now,
  })
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
