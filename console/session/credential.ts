import type { GatewayError } from '../../client/index.ts'
import { isRejected } from './gateway.ts'
import type { Gateway, SignInProvider, Viewer } from './gateway.ts'
import { claimsOf } from './jwt.ts'
import type { IssuerClient, IssuerTokens } from './oidc/issuer-client.ts'
import type { Account } from './session-state.ts'
import { SignInError, hostOf } from './sign-in-error.ts'

/** A credential that the gateway has accepted. */
export interface Credential {
  readonly account: Account
  readonly viewer: Viewer
  /** Undefined if no credential is sent. */
  readonly token: string | undefined
  /** Gets another credential for the same user, without the user. Undefined if it is not possible. */
  readonly renewal?: Renewal | undefined
  /** The address at which the issuer signs the user out, if there is one. */
  readonly signOutUrl?: () => Promise<string | undefined>
}

export interface Renewal {
  /** When to renew the credential, so that it does not expire: a time of `performance.now()`. */
  readonly at: number
  /** @throws {SignInError} */
  readonly renew: () => Promise<Credential>
}

/** A credential that the gateway needs no token for. */
export const withoutToken = (kind: 'NONE' | 'PROXY', viewer: Viewer): Credential => ({
  account: { kind },
  viewer,
  token: undefined,
})

/** @throws {SignInError} if the gateway does not accept the token @throws {GatewayError} if it cannot be asked */
export async function enteredToken(gateway: Gateway, token: string): Promise<Credential> {
  try {
    return { account: { kind: 'TOKEN' }, viewer: await gateway.viewerOf(token), token }
  } catch (error) {
    throw isRejected(error)
      ? new SignInError(`The gateway did not accept this token. ${error.message}`)
      : error
  }
}

/** Which of the tokens of an issuer the gateway accepts. */
type TokenKind = 'accessToken' | 'idToken'

/** A part of the lifetime after which tokens are refreshed. */
const REFRESH_AFTER = 0.75

/**
 * The credential of a user of an issuer. The page does not know the gateway's audience. The access token is for the gateway if the
 * issuer knows the gateway as an API, and the ID token if the gateway's audience is the client ID of the page. So it tries the access
 * token first, unless the gateway cannot accept it, and then the ID token.
 *
 * @throws {SignInError} if the gateway accepts neither
 */
export async function issuerCredential(
  gateway: Gateway,
  provider: SignInProvider,
  client: IssuerClient,
  tokens: IssuerTokens,
): Promise<Credential> {
  const isForGateway = canBeForGateway(tokens.accessToken, provider)
  const kinds: readonly TokenKind[] = isForGateway ? ['accessToken', 'idToken'] : ['idToken']
  let rejection: GatewayError | undefined
  for (const kind of kinds)
    try {
      const viewer = await gateway.viewerOf(tokens[kind])
      return credentialOf(kind, tokens, viewer)
    } catch (error) {
      if (!isRejected(error)) throw error
      // The reason of the access token says more: the ID token is tried only as a fallback.
      rejection ??= error
    }
  throw new SignInError(
    `You signed in at ${hostOf(provider.issuer)}, but this gateway did not accept its tokens. ${rejection?.message ?? ''} Ask the administrator of this gateway to check its audience and the scopes.`,
  )

  function credentialOf(kind: TokenKind, tokens: IssuerTokens, viewer: Viewer): Credential {
    const { refresh, lifetimeMs } = tokens
    return {
      account: { kind: 'ISSUER', provider },
      viewer,
      token: tokens[kind],
      signOutUrl: () => client.signOutUrl(tokens.idToken),
      renewal: refresh && {
        at: performance.now() + (lifetimeOf(tokens[kind]) ?? lifetimeMs) * REFRESH_AFTER,
        async renew() {
          const next = await refresh()
          // The refresh token can be used once, so its successor is kept although the gateway cannot be asked.
          const nextViewer = await gateway.viewerOf(next[kind]).catch((error: unknown) => {
            if (isRejected(error)) throw new SignInError(error.message)
            return viewer
          })
          return credentialOf(kind, next, nextViewer)
        },
      },
    }
  }
}

/** The gateway accepts a JWT of the issuer with an audience. Other access tokens are for the issuer itself. */
function canBeForGateway(accessToken: string, { issuer }: SignInProvider): boolean {
  const claims = claimsOf(accessToken)
  return claims?.iss === issuer && claims.aud !== undefined
}

/** Undefined if the token is not a JWT. The clock of this machine may be wrong, so only the difference of the times is used. */
function lifetimeOf(token: string): number | undefined {
  const { iat, exp } = claimsOf(token) ?? {}
  return typeof iat === 'number' && typeof exp === 'number' ? (exp - iat) * 1_000 : undefined
}
