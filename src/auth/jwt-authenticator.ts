import { errors } from 'jose'
import type { JWTPayload } from 'jose'
import { unauthenticatedViewer } from './viewer.ts'
import type { Viewer } from './viewer.ts'
import type { Clock } from '../clock.ts'
import { AuthenticationUnavailableError, UnauthenticatedError } from '../errors/request-errors.ts'
import type { Logger } from '../logger.ts'
import { bearerScheme, bearerToken } from './authenticator.ts'
import type { Authenticator } from './authenticator.ts'
import { createCredentialWatch } from './credential-watch.ts'
import type { KeySet } from './key-set.ts'
import { createJwtVerifier } from './jwt-verifier.ts'
import type { VerifiedJwt } from './jwt-verifier.ts'
import { rightsOf, rolesOfClaims, viewerWith } from './policy.ts'
import type { Policy } from './policy.ts'
import type { WatchedFile } from './watched-file.ts'

export interface JwtAuthenticatorOptions {
  readonly issuer: string
  readonly audience: string
  /** The allowed signature algorithms. */
  readonly algorithms: readonly string[]
  /** Disposed with the authenticator. */
  readonly keySet: KeySet
  /** Disposed with the authenticator. */
  readonly policy: WatchedFile<Policy>
  readonly clock: Clock
  readonly logger: Logger
}

/** Maximum difference between the issuer's clock and the gateway's. */
const CLOCK_TOLERANCE_SECONDS = 5
const MAX_SUBJECT_LENGTH = 256

/** Authenticates by JSON Web Tokens of one issuer for one audience. Error messages do not quote tokens or claims. */
export function createJwtAuthenticator(options: JwtAuthenticatorOptions): Authenticator {
  const { issuer, audience, algorithms, keySet, policy, clock, logger } = options
  const watch = createCredentialWatch(clock, (viewer) => {
    const token = tokenOf.get(viewer)
    return (
      token !== undefined && keySet.has(token.key) && rightsOf(viewerOf(token.payload)) === rightsOf(viewer)
    )
  })
  const verify = createJwtVerifier({ keySet, algorithms, logger })
  const tokenOf = new WeakMap<Viewer, VerifiedJwt>()

  function viewerOf(claims: JWTPayload): Viewer {
    const { sub = '', exp = 0 } = claims
    return viewerWith(policy.current, {
      subject: sub,
      roles: rolesOfClaims(policy.current, claims),
      expiresAt: (exp + CLOCK_TOLERANCE_SECONDS) * 1_000,
    })
  }

  policy.onChange(() => watch.recheck())
  keySet.onRead(() => watch.recheck())

  return {
    requiresCredential: true,
    scheme: bearerScheme,
    async authenticate(header) {
      const token = bearerToken(header)
      if (token === undefined) return unauthenticatedViewer
      try {
        const verified = await verify(token, {
          issuer,
          audience,
          clockTolerance: CLOCK_TOLERANCE_SECONDS,
          currentDate: new Date(clock.now()),
          requiredClaims: ['sub', 'exp'],
        })
        checkSubject(verified.payload.sub)
        const viewer = viewerOf(verified.payload)
        tokenOf.set(viewer, verified)
        return viewer
      } catch (error) {
        if (error instanceof AuthenticationUnavailableError || error instanceof UnauthenticatedError)
          throw error
        if (!(error instanceof errors.JOSEError)) throw error
        logger.debug({ reason: error.code }, 'rejected a token')
        throw new UnauthenticatedError(reasonOf(error))
      }
    },
    watch: (viewer, end) => watch.watch(viewer, end),
    [Symbol.dispose]() {
      watch[Symbol.dispose]()
      keySet[Symbol.dispose]()
      policy[Symbol.dispose]()
    },
  }
}

function checkSubject(subject: unknown): void {
  const isValid = typeof subject === 'string' && subject !== '' && subject.length <= MAX_SUBJECT_LENGTH
  if (!isValid || subject === 'anonymous')
    throw new UnauthenticatedError(
      `The token's subject ('sub') is not valid. It must have 1 to ${MAX_SUBJECT_LENGTH} characters and not be 'anonymous'.`,
    )
}

/** A reason that helps the owner of an expired or misdirected token. For a forged token it gives no details. */
function reasonOf(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired.'
  if (error instanceof errors.JWTClaimValidationFailed)
    switch (error.claim) {
      case 'nbf':
        return 'The token is not valid yet.'
      case 'aud':
        return 'The token is for another audience.'
      case 'iss':
        return 'The token is from another issuer.'
      case 'exp':
      case 'sub':
        return `The claim '${error.claim}' of the token is missing or not valid.`
      default:
    }
  return 'The token is not valid.'
}
