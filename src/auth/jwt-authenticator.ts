import { decodeJwt, decodeProtectedHeader } from 'jose'
import type { Clock } from '../clock.ts'
import { UnauthenticatedError } from '../errors/request-errors.ts'
import type { Logger } from '../logger.ts'
import { bearerScheme, bearerToken, headerScheme, headerToken } from './authenticator.ts'
import type { Authenticator, HeaderReader } from './authenticator.ts'
import { createCredentialWatch } from './credential-watch.ts'
import { OTHER_ISSUER, createIssuerVerifier, notValid } from './issuer-verifier.ts'
import type { IssuerVerifier, TrustedJwt } from './issuer-verifier.ts'
import type { KeySets } from './key-sets.ts'
import { createOmittedClaimsWarning } from './omitted-claims-warning.ts'
import { omittedClaims, rightsOf, rolesOfClaims, viewerWith } from './policy.ts'
import type { Policy } from './policy.ts'
import { signInClientsOf } from './sign-in-client.ts'
import { createStaticTokens } from './static-tokens.ts'
import type { TrustedIssuer } from './trusted-issuer.ts'
import { unauthenticatedViewer } from './viewer.ts'
import type { Viewer } from './viewer.ts'
import type { WatchedFile } from './watched-file.ts'

export interface JwtAuthenticatorOptions {
  /** Disposed with the authenticator. */
  readonly keySets: KeySets
  /** Has the issuers. Disposed with the authenticator. */
  readonly policy: WatchedFile<Policy>
  readonly clock: Clock
  readonly logger: Logger
}

/**
 * Authenticates by JSON Web Tokens of the issuers in the policy, and by the tokens of the policy. Error messages do not quote
 * tokens or claims.
 */
export function createJwtAuthenticator({
  keySets,
  policy,
  clock,
  logger,
}: JwtAuthenticatorOptions): Authenticator {
  const tokens = createStaticTokens({ policy, clock })
  const warnOfOmittedClaims = createOmittedClaimsWarning({ clock, logger })
  const jwtOf = new WeakMap<Viewer, TrustedJwt>()
  let issuers = issuersOf(policy.current)

  function issuersOf(current: Policy): readonly KnownIssuer[] {
    return (current.issuers ?? []).map((issuer) => {
      const keySet = keySets.at(issuer.jwks)
      return { issuer, verify: createIssuerVerifier({ issuer, keySet, clock, logger }) }
    })
  }

  const watch = createCredentialWatch(clock, (viewer) => {
    const jwt = jwtOf.get(viewer)
    return jwt ? isTrusted(jwt) && rightsOf(viewerOf(jwt)) === rightsOf(viewer) : tokens.isValid(viewer)
  })

  /** Whether the policy has the issuer unchanged, and the issuer has the key. */
  const isTrusted = ({ issuer, key }: TrustedJwt): boolean =>
    issuers.some((known) => isSameIssuer(known.issuer, issuer)) && keySets.at(issuer.jwks).has(key)

  function viewerOf({ subject, claims, issuer, expiresAt }: TrustedJwt): Viewer {
    return viewerWith(policy.current, {
      subject,
      roles: rolesOfClaims(policy.current, claims, issuer.issuer),
      expiresAt,
      omittedClaims: omittedClaims(policy.current, claims, issuer.issuer),
    })
  }

  async function authenticateJwt(token: string, header: string): Promise<Viewer> {
    const candidates = issuers.filter(({ issuer }) => issuer.header === header)
    const known = candidates.length > 1 ? issuerNamedIn(token, candidates) : candidates[0]
    if (!known) throw notValid()
    const jwt = await known.verify(token)
    const viewer = viewerOf(jwt)
    if (viewer.omittedClaims) warnOfOmittedClaims(jwt, viewer.omittedClaims)
    jwtOf.set(viewer, jwt)
    return viewer
  }

  /** A token that a proxy sends in a header of its own. */
  async function authenticateProxied(header: HeaderReader): Promise<Viewer> {
    for (const name of new Set(issuers.map(({ issuer }) => issuer.header))) {
      const token = headerToken(header, name)
      if (token !== undefined) return authenticateJwt(token, name)
    }
    return unauthenticatedViewer
  }

  policy.onChange(() => {
    keySets.use((policy.current.issuers ?? []).map(({ jwks }) => jwks))
    issuers = issuersOf(policy.current)
    watch.recheck()
  })
  keySets.onRead(() => watch.recheck())

  return {
    requiresCredential: true,
    scheme: schemeOf(policy.current),
    get signInClients() {
      return signInClientsOf(policy.current.issuers ?? [])
    },
    async authenticate(header) {
      const token = bearerToken(header)
      if (token === undefined) return authenticateProxied(header)
      return tokens.find(token) ?? authenticateJwt(token, bearerScheme.header)
    },
    watch: (viewer, end) => watch.watch(viewer, end),
    [Symbol.dispose]() {
      watch[Symbol.dispose]()
      keySets[Symbol.dispose]()
      policy[Symbol.dispose]()
    },
  }
}

interface KnownIssuer {
  readonly issuer: TrustedIssuer
  readonly verify: IssuerVerifier
}

const isSameIssuer = (left: TrustedIssuer, right: TrustedIssuer): boolean =>
  left === right || JSON.stringify(left) === JSON.stringify(right)

/** The scheme of most callers: bearer tokens, unless all issuers use the same header of their own. */
function schemeOf({ issuers = [], tokens }: Policy) {
  const [header, ...others] = new Set(issuers.map((issuer) => issuer.header))
  const isOwnHeader = header !== undefined && header !== bearerScheme.header
  return isOwnHeader && others.length === 0 && tokens.length === 0 ? headerScheme(header) : bearerScheme
}

/**
 * The issuer that verifies a token. The token is not verified yet, so its `iss` only selects the issuer.
 *
 * @throws {UnauthenticatedError} if it is another issuer
 */
function issuerNamedIn(token: string, issuers: readonly KnownIssuer[]): KnownIssuer {
  const name = nameOfIssuer(token)
  const known = issuers.find(({ issuer }) => issuer.issuer === name)
  if (!known) throw new UnauthenticatedError(OTHER_ISSUER)
  return known
}

function nameOfIssuer(token: string): unknown {
  try {
    // A load balancer documents `iss` in the header of its JWT.
    return decodeJwt(token).iss ?? decodeProtectedHeader(token)['iss']
  } catch {
    throw notValid()
  }
}
