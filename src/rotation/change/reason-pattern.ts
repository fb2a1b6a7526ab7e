import { createContext, runInContext } from 'node:vm'
import { ReasonRequiredError } from '../../errors/operation-errors.ts'
import { StartupError } from '../../errors/startup-error.ts'

/** How long the match of one reason may take. A pattern can take exponential time for an unlucky reason. */
const MAX_MATCH_MS = 100

/** @throws {StartupError} if the pattern is not a regular expression of JavaScript with the flag `u` */
export function parseReasonPattern(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u')
  } catch (error) {
    throw new StartupError(
      `The pattern of required reasons, '${pattern}', is not a regular expression. Fix the pattern, such as ^(CHG|OPS)-\\d+.`,
      { cause: error },
    )
  }
}

/** Whether a reason, of at most 256 characters, matches a pattern. False if the match takes too long. */
function matchesReason(pattern: string, reason: string): boolean {
  try {
    const context = createContext({ pattern, reason })
    return runInContext("new RegExp(pattern, 'u').test(reason)", context, { timeout: MAX_MATCH_MS }) === true
  } catch {
    return false
  }
}

/** The error of a reason that the gateway does not accept. Undefined if it accepts the reason, or requires none. */
export function reasonProblem(
  reason: string | undefined,
  pattern: string | undefined,
): ReasonRequiredError | undefined {
  if (pattern === undefined || (reason !== undefined && matchesReason(pattern, reason))) return undefined
  const what = reason === undefined ? 'The change needs a reason that matches' : 'The reason does not match'
  return new ReasonRequiredError(
    `${what} the pattern ${pattern} of this gateway. Nothing was sent. Pass a reason that matches the pattern.`,
    { pattern },
  )
}

/** @throws {ReasonRequiredError} if the gateway does not accept the reason */
export function requireReason(reason: string | undefined, pattern: string | undefined): void {
  const problem = reasonProblem(reason, pattern)
  if (problem) throw problem
}
