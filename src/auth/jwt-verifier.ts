import { decodeProtectedHeader, errors, jwtVerify } from 'jose'
import type { JWTHeaderParameters, JWTPayload, JWTVerifyOptions } from 'jose'
import type { Logger } from '../logger.ts'
import type { KeySet } from './key-set.ts'
import type { SigningKey } from './signing-keys.ts'

export interface JwtVerifierOptions {
  readonly keySet: KeySet
  /** The allowed signature algorithms. */
  readonly algorithms: readonly string[]
  readonly logger: Logger
}

export interface VerifiedJwt {
  readonly payload: JWTPayload
  readonly header: JWTHeaderParameters
  readonly key: SigningKey
}

/**
 * @throws {errors.JOSEError} if no key of the issuer signed the token, or a claim does not match the options
 * @throws {AuthenticationUnavailableError} if the keys cannot be read at the moment
 */
export type JwtVerifier = (token: string, claims: JWTVerifyOptions) => Promise<VerifiedJwt>

/** A token without a `kid` is checked with at most this many keys, because anyone can send tokens and each check takes CPU. */
const MAX_CANDIDATES = 10

/** Checks a token with the key of its `kid`. A token without a `kid` is checked with each key that fits its algorithm. */
export function createJwtVerifier({ keySet, algorithms, logger }: JwtVerifierOptions): JwtVerifier {
  /** Keys that jose cannot use although they passed `parseSigningKeys`. */
  const failing = new WeakSet<SigningKey>()

  async function verifyWith(
    key: SigningKey,
    token: string,
    claims: JWTVerifyOptions,
  ): Promise<VerifiedJwt | undefined> {
    try {
      const { payload, protectedHeader: header } = await jwtVerify(token, key.key, {
        ...claims,
        algorithms: [...algorithms],
      })
      return { payload, header, key }
    } catch (error) {
      if (error instanceof errors.JWSSignatureVerificationFailed) return undefined
      if (error instanceof errors.JOSEError) throw error
      if (!failing.has(key)) logger.warn({ kid: key.kid, err: error }, 'a JWT signing key is not usable')
      failing.add(key)
      return undefined
    }
  }

  async function verifyWithAny(
    keys: readonly SigningKey[],
    token: string,
    claims: JWTVerifyOptions,
  ): Promise<VerifiedJwt | undefined> {
    for (const key of keys) {
      const verified = await verifyWith(key, token, claims)
      if (verified) return verified
    }
    return undefined
  }

  return async (token, claims) => {
    const { alg, kid } = headerOf(token)
    if (!algorithms.includes(alg)) throw new errors.JOSEAlgNotAllowed('The algorithm is not allowed')
    const candidates = async () =>
      (await keySet.keys(kid))
        .filter((key) => key.algorithms.includes(alg) && (kid === undefined || kid === key.kid))
        .slice(0, MAX_CANDIDATES)
    const known = await candidates()
    const verified = await verifyWithAny(known, token, claims)
    if (verified) return verified
    const isNamed = kid !== undefined && known.length > 0
    // The issuer may have added the key since the keys were read.
    const added = !isNamed && (await keySet.refresh()) ? await candidates() : []
    const verifiedLater = await verifyWithAny(added, token, claims)
    if (verifiedLater) return verifiedLater
    throw new errors.JWSSignatureVerificationFailed()
  }
}

function headerOf(token: string): { readonly alg: string; readonly kid: string | undefined } {
  try {
    // The header is not verified yet, so its members can have any type.
    const { alg, kid }: Readonly<Record<string, unknown>> = decodeProtectedHeader(token)
    if (typeof alg === 'string' && (kid === undefined || typeof kid === 'string')) return { alg, kid }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
  }
  throw new errors.JWSInvalid('The header is not a JWT header')
}
