import { randomBytes } from 'node:crypto'
import { SignJWT, exportJWK, generateKeyPair } from 'jose'
import type { JWK } from 'jose'
import type { Grant } from './grants.ts'
import type { OpenIdIssuerOptions, RegisteredClient } from './issuer-options.ts'

export interface TokenSigner {
  readonly jwks: { readonly keys: readonly JWK[] }
  accessToken(grant: Grant): Promise<string>
  idToken(grant: Grant): Promise<string>
}

/** Signs tokens with one key for each algorithm. */
export async function createTokenSigner(
  { url, clientId, audience }: RegisteredClient,
  options: () => OpenIdIssuerOptions,
): Promise<TokenSigner> {
  const keys = {
    RS256: await generateKeyPair('RS256', { extractable: true }),
    ES256: await generateKeyPair('ES256', { extractable: true }),
  }
  const jwkOf = async (alg: keyof typeof keys) => ({
    ...(await exportJWK(keys[alg].publicKey)),
    kid: alg,
    alg,
    use: 'sig',
  })

  function sign(claims: Readonly<Record<string, unknown>>): Promise<string> {
    const { algorithm: alg, lifetimeSeconds, claims: more } = options()
    const iat = Math.floor(Date.now() / 1_000)
    return new SignJWT({ iss: url, iat, exp: iat + lifetimeSeconds, ...claims, ...more })
      .setProtectedHeader({ alg, kid: alg })
      .sign(keys[alg].privateKey)
  }

  return {
    jwks: { keys: [await jwkOf('RS256'), await jwkOf('ES256')] },
    async accessToken({ subject, scope }) {
      // Tokens of one second would otherwise be the same text.
      const jti = randomBytes(8).toString('base64url')
      const { accessToken } = options()
      if (accessToken === 'OPAQUE') return jti
      return sign({ sub: subject, scope, jti, aud: accessToken === 'JWT' ? audience : undefined })
    },
    idToken: ({ subject, nonce }) =>
      sign({ sub: subject, aud: clientId, nonce, jti: randomBytes(8).toString('hex') }),
  }
}
