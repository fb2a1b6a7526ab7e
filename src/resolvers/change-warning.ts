import type { Context } from '../context.ts'
import type { AutomaticSetting } from '../rotation/automatic-setting.ts'
import { reasonProblem } from '../rotation/change/reason-pattern.ts'
import type { PolicyException } from '../rotation/policy/policy-exception.ts'
import { exceptionWarning, violationWarning } from '../rotation/policy/policy-warning.ts'
import { complianceWithSetting } from '../rotation/readings/compliance.ts'
import { exceptionOf } from '../rotation/readings/rotation-policy.ts'
import { driftWarning } from '../rotation/rules/managed-by.ts'
import { apply } from './key-reads.ts'
import { keyManagement } from './managed-by.ts'
import type { Key } from './visibility.ts'

/** A reason to think twice about a change that nothing blocks. */
export interface ChangeWarning {
  readonly code: 'REASON_REQUIRED' | 'MANAGED_ELSEWHERE' | 'POLICY_VIOLATION' | 'POLICY_EXCEPTION'
  readonly message: string
}

export function reasonWarnings(reason: string | undefined, context: Context): readonly ChangeWarning[] {
  const problem = reasonProblem(reason, context.facts.requiredReason)
  return problem ? [{ code: problem.code, message: problem.message }] : []
}

/** Empty if the tags of the key cannot be read. */
export async function driftWarnings(key: Key, context: Context): Promise<readonly ChangeWarning[]> {
  const management = await keyManagement(key, context)
  return management ? [{ code: 'MANAGED_ELSEWHERE', message: driftWarning(management) }] : []
}

/** Whether the setting violates the rotation policy, and whether an exception applies. Empty if what decides cannot be read. */
export async function settingWarnings(
  key: Key,
  setting: AutomaticSetting,
  context: Context,
): Promise<readonly ChangeWarning[]> {
  const { current: policy } = context.rotationPolicy
  const after = await apply(complianceWithSetting(policy, context.clock.now(), setting), key, context)
  const message = violationWarning(after, policy.defaults)
  return [
    ...(message === undefined ? [] : [{ code: 'POLICY_VIOLATION', message } as const]),
    ...warningsOf(after.exception),
  ]
}

/** Empty if no exception applies to the key, or what decides cannot be read. */
export async function exceptionWarnings(key: Key, context: Context): Promise<readonly ChangeWarning[]> {
  const rule = exceptionOf(context.rotationPolicy.current, context.clock.now())
  const { value } = await apply(rule, key, context)
  return warningsOf(value)
}

const warningsOf = (exception: PolicyException | undefined): readonly ChangeWarning[] =>
  exception ? [{ code: 'POLICY_EXCEPTION', message: exceptionWarning(exception) }] : []
