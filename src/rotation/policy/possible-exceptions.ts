import type { PolicyException } from './policy-exception.ts'

interface ExceptionIndex {
  /** Exceptions that name all of their keys by complete ARNs. */
  readonly byArn: ReadonlyMap<string, readonly PolicyException[]>
  readonly others: readonly PolicyException[]
}

const indexes = new WeakMap<readonly PolicyException[], ExceptionIndex>()

/**
 * The exceptions that may apply to the key with this ARN, first the exceptions that name it. A file may have thousands of
 * exceptions, and questions about all keys need them for each key, so exceptions that name other keys are not compared.
 */
export function possibleExceptions(
  exceptions: readonly PolicyException[],
  arn: string,
): readonly PolicyException[] {
  const { byArn, others } = indexes.get(exceptions) ?? createIndex(exceptions)
  const named = byArn.get(arn)
  return named ? [...named, ...others] : others
}

function createIndex(exceptions: readonly PolicyException[]): ExceptionIndex {
  const byArn = new Map<string, PolicyException[]>()
  const others: PolicyException[] = []
  for (const exception of exceptions) {
    const { keys } = exception.conditions
    if (!keys || keys.some((glob) => /[*?]/.test(glob))) others.push(exception)
    else for (const arn of new Set(keys)) byArn.set(arn, [...(byArn.get(arn) ?? []), exception])
  }
  const index = { byArn, others }
  indexes.set(exceptions, index)
  return index
}
