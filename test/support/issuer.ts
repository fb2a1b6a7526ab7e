import { once } from 'node:events'
import { createServer } from 'node:http'
import { SignJWT, exportJWK, generateKeyPair } from 'jose'
import type { CryptoKey, JWK } from 'jose'

/** A token issuer that serves its signing keys at an address. */
export interface Issuer extends AsyncDisposable {
  readonly issuer: string
  readonly audience: string
  readonly jwksUrl: string
  /** Its own key, as served. */
  jwks(): { readonly keys: readonly JWK[] }
  /** Serves these keys before its own key from now on. */
  alsoList(...keys: readonly unknown[]): void
  /** Number of requests for the keys. */
  readonly requests: number
  /** A token signed with the newest key. Claims and header replace the defaults; `undefined` removes one. */
  sign(claims?: Claims, options?: SignOptions): Promise<string>
  /** Signs with a new key from now on and serves only this key. */
  rotate(): Promise<void>
  /** The response of the address: the keys, an error, no response, or a redirect. */
  behave(how: 'well' | 'failing' | 'silent' | 'redirecting' | 'nonsense'): void
}

/** `undefined` removes a claim. */
export type Claims = Readonly<Record<string, unknown>>

export interface SignOptions {
  readonly key?: CryptoKey | Uint8Array
  readonly header?: Readonly<Record<string, unknown>>
}

/** `issuer` is the claim `iss` of its tokens. */
export async function startIssuer(
  now: () => number = Date.now,
  issuer = 'https://issuer.example/',
): Promise<Issuer> {
  let behaviour: Parameters<Issuer['behave']>[0] = 'well'
  let requests = 0
  let rotations = 0
  let signer: { readonly kid: string; readonly privateKey: CryptoKey; readonly jwk: JWK }

  async function rotate(): Promise<void> {
    const kid = `key-${++rotations}`
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
    signer = { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' } }
  }
  await rotate()
  let others: readonly unknown[] = []
  const jwks = () => ({ keys: [signer.jwk] })

  const server = createServer((_, response) => {
    requests++
    if (behaviour === 'silent') return
    if (behaviour === 'failing') response.writeHead(500)
    if (behaviour === 'redirecting') response.writeHead(302, { location: 'http://169.254.169.254/' })
    response.end(behaviour === 'nonsense' ? '<html>' : JSON.stringify({ keys: [...others, ...jwks().keys] }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The issuer has no port.')
  const audience = 'kms-rotation-gateway'

  return {
    issuer,
    audience,
    jwksUrl: `http://127.0.0.1:${address.port}/jwks`,
    jwks,
    alsoList(...keys) {
      others = keys
    },
    get requests() {
      return requests
    },
    sign(claims = {}, { key = signer.privateKey, header } = {}) {
      const seconds = Math.floor(now() / 1_000)
      const payload = {
        iss: issuer,
        aud: audience,
        sub: 'alice',
        iat: seconds,
        exp: seconds + 600,
        ...claims,
      }
      return new SignJWT(payload).setProtectedHeader({ alg: 'ES256', kid: signer.kid, ...header }).sign(key)
    },
    rotate,
    behave(how) {
      behaviour = how
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
