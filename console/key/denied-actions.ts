import type { ProblemFragment } from '../generated/graphql.ts'

/** Actions of KMS that AWS denied on one resource. */
export interface DeniedActions {
  /** Sorted by name. */
  readonly actions: readonly string[]
  /** A key ARN, or `*` for a listing. */
  readonly resourceArn: string
}

/** The denied actions by resource. Nothing for problems that a statement about KMS does not solve. */
export function deniedActions(problems: readonly ProblemFragment[]): DeniedActions[] {
  const byResource = new Map<string, Set<string>>()
  for (const problem of problems) {
    if (problem.type !== 'AccessDeniedError') continue
    const { action, resourceArn } = problem
    if (!action?.startsWith('kms:') || resourceArn === null) continue
    byResource.set(resourceArn, (byResource.get(resourceArn) ?? new Set()).add(action))
  }
  return [...byResource].map(([resourceArn, actions]) => ({ actions: [...actions].toSorted(), resourceArn }))
}
