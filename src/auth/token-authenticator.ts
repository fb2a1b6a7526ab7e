import type { Clock } from '../clock.ts'
import { UnauthenticatedError } from '../errors/request-errors.ts'
import { bearerScheme, bearerToken } from './authenticator.ts'
import type { Authenticator } from './authenticator.ts'
import { createCredentialWatch } from './credential-watch.ts'
import type { Policy } from './policy.ts'
import { createStaticTokens } from './static-tokens.ts'
import { unauthenticatedViewer } from './viewer.ts'
import type { WatchedFile } from './watched-file.ts'

export interface TokenAuthenticatorOptions {
  /** Disposed with the authenticator. */
  readonly policy: WatchedFile<Policy>
  readonly clock: Clock
}

/** Authenticates by the tokens of the policy file. */
export function createTokenAuthenticator({ policy, clock }: TokenAuthenticatorOptions): Authenticator {
  const tokens = createStaticTokens({ policy, clock })
  const watch = createCredentialWatch(clock, (viewer) => tokens.isValid(viewer))
  policy.onChange(() => watch.recheck())
  return {
    requiresCredential: true,
    scheme: bearerScheme,
    async authenticate(header) {
      const token = bearerToken(header)
      if (token === undefined) return unauthenticatedViewer
      const viewer = tokens.find(token)
      if (!viewer) throw new UnauthenticatedError('The token is not valid.')
      return viewer
    },
    watch: (viewer, end) => watch.watch(viewer, end),
    [Symbol.dispose]() {
      watch[Symbol.dispose]()
      policy[Symbol.dispose]()
    },
  }
}
