import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import type { TrustedJwt } from './issuer-verifier.ts'

const INTERVAL_MS = 3_600_000
const MAX_SUBJECTS = 1_000

/**
 * Logs which claims an issuer left out of a token: once an hour for each subject, and for at most 1,000 subjects an hour.
 */
export function createOmittedClaimsWarning(options: {
  readonly clock: Clock
  readonly logger: Logger
}): (jwt: TrustedJwt, claims: readonly string[]) => void {
  const { clock, logger } = options
  /** When the last line of each subject was logged, oldest first. */
  const loggedAt = new Map<string, number>()
  return ({ subject, issuer }, claims) => {
    const now = clock.elapsed()
    for (const [each, time] of loggedAt) {
      if (now - time < INTERVAL_MS) break
      loggedAt.delete(each)
    }
    if (loggedAt.has(subject) || loggedAt.size >= MAX_SUBJECTS) return
    loggedAt.set(subject, now)
    logger.warn(
      { subject, issuer: issuer.issuer, claims },
      'a token does not contain claims that grant roles, because its issuer left them out; the caller may lack permissions (see docs/auth.md)',
    )
  }
}
