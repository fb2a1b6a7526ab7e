import { decodeProtectedHeader, errors } from 'jose'
import type { JWTPayload } from 'jose'
import type { Clock } from '../clock.ts'
import { UnauthenticatedError } from '../errors/request-errors.ts'
import type { Logger } from '../logger.ts'
import { createJwtVerifier } from './jwt-verifier.ts'
import type { VerifiedJwt } from './jwt-verifier.ts'
import type { KeySet } from './key-set.ts'
import { claimAt, isTrueClaim } from './policy.ts'
import type { SigningKey } from './signing-keys.ts'
import type { TrustedIssuer } from './trusted-issuer.ts'

/** A verified token of a trusted issuer. */
export interface TrustedJwt {
  readonly issuer: TrustedIssuer
  /** With the prefix of the issuer. */
  readonly subject: string
  readonly claims: JWTPayload
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
  readonly key: SigningKey
}

export interface IssuerVerifierOptions {
  readonly issuer: TrustedIssuer
  readonly keySet: KeySet
  readonly clock: Clock
  readonly logger: Logger
}

/**
 * @throws {UnauthenticatedError} if the token is not valid. The message does not quote tokens or claims.
 * @throws {AuthenticationUnavailableError} if the keys cannot be read at the moment
 */
export type IssuerVerifier = (token: string) => Promise<TrustedJwt>

/** Maximum difference between the issuer's clock and the gateway's. */
const CLOCK_TOLERANCE_SECONDS = 5
const MAX_SUBJECT_LENGTH = 256

/** Verifies the tokens of one issuer. */
export function createIssuerVerifier({
  issuer,
  keySet,
  clock,
  logger,
}: IssuerVerifierOptions): IssuerVerifier {
  const { subjectClaim, signers, audiences } = issuer
  const verify = createJwtVerifier({ keySet, algorithms: issuer.algorithms, logger })
  const isSigned = signers.length > 0

  async function verifySignatureAndClaims(token: string): Promise<VerifiedJwt> {
    const options = { clockTolerance: CLOCK_TOLERANCE_SECONDS, currentDate: new Date(clock.now()) }
    if (!isSigned)
      return verify(token, {
        ...options,
        issuer: issuer.issuer,
        audience: [...audiences],
        requiredClaims: [...(subjectClaim.length === 1 ? subjectClaim : []), 'exp'],
      })
    // Before the keys are read: only the load balancer's own tokens may cause a read.
    if (!signers.some((signer) => signer === signerOf(token))) throw notValid()
    const verified = await verify(token, options)
    checkHeader(verified.header)
    return verified
  }

  function checkHeader({ iss, client, exp }: Readonly<Record<string, unknown>>): void {
    if (iss !== issuer.issuer) throw new UnauthenticatedError(OTHER_ISSUER)
    if (!audiences.some((audience) => audience === client)) throw new UnauthenticatedError(OTHER_AUDIENCE)
    if (typeof exp !== 'number') throw claimNotValid('exp')
    if (exp + CLOCK_TOLERANCE_SECONDS <= clock.now() / 1_000) throw new UnauthenticatedError(EXPIRED)
  }

  return async (token) => {
    try {
      const { payload, header, key } = await verifySignatureAndClaims(token)
      const expiries = [payload.exp, isSigned ? header['exp'] : undefined]
      const exp = Math.min(...expiries.filter((each) => typeof each === 'number'))
      return {
        issuer,
        subject: subjectOf(payload, issuer),
        claims: payload,
        expiresAt: (exp + CLOCK_TOLERANCE_SECONDS) * 1_000,
        key,
      }
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error
      logger.debug({ reason: error.code }, 'rejected a token')
      throw errorOf(error, issuer)
    }
  }
}

/** The load balancer that a token names. The token is not verified yet, so the value can have any type. */
function signerOf(token: string): unknown {
  try {
    return decodeProtectedHeader(token)['signer']
  } catch {
    return undefined
  }
}

function subjectOf(claims: JWTPayload, { subjectClaim, subjectPrefix }: TrustedIssuer): string {
  const value = claimAt(claims, subjectClaim)
  const name = subjectClaim.join('.')
  // Anyone can register an address at some issuers. Only a verified one identifies its owner.
  if (name === 'email' && !isTrueClaim(claims['email_verified']))
    throw new UnauthenticatedError(
      "The token's subject ('email') is not verified: the claim 'email_verified' is not true.",
    )
  const subject = typeof value === 'string' && value !== '' ? subjectPrefix + value : ''
  if (subject === '' || subject.length > MAX_SUBJECT_LENGTH || subject === 'anonymous')
    throw new UnauthenticatedError(
      `The token's subject ('${name}') is not valid. It must have 1 to ${MAX_SUBJECT_LENGTH} characters and not be 'anonymous'.`,
    )
  return subject
}

const EXPIRED = 'The token has expired.'
const OTHER_AUDIENCE = 'The token is for another audience.'
export const OTHER_ISSUER = 'The token is from another issuer.'

export const notValid = () => new UnauthenticatedError('The token is not valid.')
const claimNotValid = (claim: string) =>
  new UnauthenticatedError(`The claim '${claim}' of the token is missing or not valid.`)

/** A reason that helps the owner of an expired or misdirected token. For a forged token it gives no details. */
function errorOf(error: errors.JOSEError, { subjectClaim }: TrustedIssuer): UnauthenticatedError {
  if (error instanceof errors.JWTExpired) return new UnauthenticatedError(EXPIRED)
  if (!(error instanceof errors.JWTClaimValidationFailed)) return notValid()
  const { claim } = error
  if (claim === 'nbf') return new UnauthenticatedError('The token is not valid yet.')
  if (claim === 'aud') return new UnauthenticatedError(OTHER_AUDIENCE)
  if (claim === 'iss') return new UnauthenticatedError(OTHER_ISSUER)
  return claim === 'exp' || claim === subjectClaim[0] ? claimNotValid(claim) : notValid()
}
