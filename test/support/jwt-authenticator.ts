import { openAuthenticator } from '../../src/auth/open-authenticator.ts'
import type { AuthSettings } from '../../src/auth/open-authenticator.ts'
import type { Authenticator } from '../../src/auth/authenticator.ts'
import type { Viewer } from '../../src/auth/viewer.ts'
import { authorization, temporaryFile } from './credentials.ts'
import type { TemporaryFile } from './credentials.ts'
import { startIssuer } from './issuer.ts'
import type { Issuer } from './issuer.ts'
import { createMemoryLogger } from './memory-logger.ts'
import type { MemoryLogger } from './memory-logger.ts'
import { createStillClock } from './still-clock.ts'
import type { StillClock } from './still-clock.ts'

/** A JWT authenticator with its own issuer and policy file. Dispose it. */
export interface JwtAuthenticator extends AsyncDisposable {
  readonly auth: Authenticator
  readonly issuer: Issuer
  readonly policy: TemporaryFile
  readonly clock: StillClock
  readonly logger: MemoryLogger
  /** The viewer of a token. */
  readonly with: (token: string) => Promise<Viewer>
}

export async function startJwtAuthenticator(
  policyJson: object,
  settings: Partial<Extract<AuthSettings, { kind: 'jwt' }>> = {},
): Promise<JwtAuthenticator> {
  const clock = createStillClock()
  const issuer = await startIssuer(() => clock.now())
  const policy = await temporaryFile(policyJson)
  const logger = createMemoryLogger()
  const auth = await openAuthenticator(
    {
      kind: 'jwt',
      policyFile: policy.path,
      issuer: issuer.issuer,
      audience: issuer.audience,
      algorithms: ['RS256', 'ES256'],
      jwks: issuer.jwksUrl,
      ...settings,
    },
    { logger, clock, pollIntervalMs: 5 },
  )
  return {
    auth,
    issuer,
    policy,
    clock,
    logger,
    with: (token) => auth.authenticate(authorization(`Bearer ${token}`)),
    async [Symbol.asyncDispose]() {
      auth[Symbol.dispose]()
      await issuer[Symbol.asyncDispose]()
      await policy[Symbol.asyncDispose]()
    },
  }
}
