import type { Context } from '../context.ts'
import { driftWarning } from '../rotation/rules/managed-by.ts'
import { reasonProblem } from './change-reason.ts'
import { keyManagement } from './managed-by.ts'
import type { Key } from './visibility.ts'

/** A reason to think twice about a change that nothing blocks. */
export interface ChangeWarning {
  readonly code: 'REASON_REQUIRED' | 'MANAGED_ELSEWHERE'
  readonly message: string
}

export function reasonWarnings(reason: string | undefined, context: Context): readonly ChangeWarning[] {
  const problem = reasonProblem({ reason }, context)
  return problem ? [{ code: problem.code, message: problem.message }] : []
}

/** Empty if the tags of the key cannot be read. */
export async function driftWarnings(key: Key, context: Context): Promise<readonly ChangeWarning[]> {
  const management = await keyManagement(key, context)
  return management ? [{ code: 'MANAGED_ELSEWHERE', message: driftWarning(management) }] : []
}
