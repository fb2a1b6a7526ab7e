import type { ProblemFragment } from '../generated/graphql.ts'

/** A statement of an IAM policy or, with a principal, of a key policy. */
export interface IamStatement {
  readonly Effect: 'Allow'
  readonly Action: readonly string[]
  readonly Resource: string
}

/** The statements that allow the denied actions of KMS, one for each resource. Nothing for problems that a policy does not solve. */
export function iamStatements(problems: readonly ProblemFragment[]): IamStatement[] {
  const actions = new Map<string, Set<string>>()
  for (const problem of problems) {
    if (problem.type !== 'AccessDeniedError') continue
    const { action, resourceArn } = problem
    if (!action?.startsWith('kms:') || resourceArn === null) continue
    actions.set(resourceArn, (actions.get(resourceArn) ?? new Set()).add(action))
  }
  return [...actions].map(([resource, names]) => ({
    Effect: 'Allow',
    Action: [...names].toSorted(),
    Resource: resource,
  }))
}
