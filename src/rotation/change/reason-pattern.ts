import { createContext, runInContext } from 'node:vm'
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
export function matchesReason(pattern: string, reason: string): boolean {
  try {
    const context = createContext({ pattern, reason })
    return runInContext("new RegExp(pattern, 'u').test(reason)", context, { timeout: MAX_MATCH_MS }) === true
  } catch {
    return false
  }
}
