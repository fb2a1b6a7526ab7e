import type { Context } from '../context.ts'
import { ReasonRequiredError } from '../errors/operation-errors.ts'
import type { InputIssue } from '../errors/operation-errors.ts'
import { matchesReason } from '../rotation/change/reason-pattern.ts'

const MAX_REASON_LENGTH = 256

/** The input of a change. */
interface Reasoned {
  readonly reason?: string | null | undefined
  readonly dryRun: boolean
}

/** The problems of the reason of a change. */
export function reasonIssues({ reason }: Reasoned): readonly InputIssue[] {
  if (typeof reason !== 'string' || reason.length <= MAX_REASON_LENGTH) return []
  return [
    {
      path: ['input', 'reason'],
      message: `The reason has ${reason.length} characters. Shorten it to at most ${MAX_REASON_LENGTH} characters.`,
    },
  ]
}

/** The error of a reason that the gateway does not accept. Undefined if it accepts the reason. */
export function reasonProblem(
  { reason }: Pick<Reasoned, 'reason'>,
  { facts }: Context,
): ReasonRequiredError | undefined {
  const { requiredReason: pattern } = facts
  if (pattern === undefined || (typeof reason === 'string' && matchesReason(pattern, reason)))
    return undefined
  const what =
    typeof reason === 'string' ? 'The reason does not match' : 'The change needs a reason that matches'
  return new ReasonRequiredError(
    `${what} the pattern ${pattern} of this gateway. Nothing was sent. Pass a reason that matches the pattern.`,
    { pattern },
  )
}

/** @throws {ReasonRequiredError} if the gateway does not accept the reason. A dry run has a warning instead */
export function requireReason(input: Reasoned, context: Context): void {
  const problem = input.dryRun || reasonIssues(input).length > 0 ? undefined : reasonProblem(input, context)
  if (problem) throw problem
}
