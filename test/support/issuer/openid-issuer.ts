import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createAuthorizeEndpoint } from './authorize-endpoint.ts'
import { createGrants } from './grants.ts'
import { DEFAULTS } from './issuer-options.ts'
import type { OpenIdIssuerOptions } from './issuer-options.ts'
import { createTokenEndpoint } from './token-endpoint.ts'
import { createTokenSigner } from './token-signer.ts'

/** An OpenID Connect issuer with one public client, in which people sign in without a password. */
export interface OpenIdIssuer extends AsyncDisposable {
  /** The issuer URL. Its host is `localhost`, so that it is another site than a gateway at 127.0.0.1. */
  readonly url: string
  readonly jwksUrl: string
  readonly clientId: string
  /** The audience of its access tokens. */
  readonly audience: string
  /** Registers a redirect URI of the client, for sign-in and sign-out. */
  register(redirectUri: string): void
  /** Changes the options from now on. */
  change(options: Partial<OpenIdIssuerOptions>): void
  /** Ends the codes, the refresh tokens and the sessions of its users. JWTs stay valid until they expire. */
  revoke(): void
  /** The number of requests by method and path, e.g. `POST /token`. */
  requests(methodAndPath: string): number
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void

export async function startOpenIdIssuer(initial: Partial<OpenIdIssuerOptions> = {}): Promise<OpenIdIssuer> {
  let options = { ...DEFAULTS, ...initial }
  const current = () => options
  const server = createServer()
  server.listen(0, 'localhost')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The issuer has no port.')

  const url = `http://localhost:${address.port}`
  const client = {
    url,
    clientId: 'kms-console',
    audience: 'kms-rotation-gateway',
    redirectUris: new Set<string>(),
  }
  const signer = await createTokenSigner(client, current)
  const grants = createGrants()
  const authorize = createAuthorizeEndpoint(client, grants, current)
  const counts = new Map<string, number>()

  const json = (content: () => unknown) => (_: IncomingMessage, response: ServerResponse) =>
    void response
      .writeHead(200, { 'content-type': 'application/json', ...CORS })
      .end(JSON.stringify(content()))

  const configuration = () => ({
    issuer: url,
    authorization_endpoint: `${url}/authorize`,
    token_endpoint: `${url}/token`,
    jwks_uri: `${url}/jwks`,
    ...(options.hasEndSession ? { end_session_endpoint: `${url}/end-session` } : {}),
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    id_token_signing_alg_values_supported: ['RS256', 'ES256'],
    subject_types_supported: ['public'],
    authorization_response_iss_parameter_supported: true,
  })

  const routes: Readonly<Record<string, Handler>> = {
    'GET /.well-known/openid-configuration': json(configuration),
    'GET /jwks': json(() => signer.jwks),
    'GET /authorize': authorize.show,
    'POST /authorize': authorize.answer,
    'POST /token': createTokenEndpoint({ client, grants, signer, options: current, headers: CORS }),
    'GET /end-session': authorize.endSession,
  }

  server.on('request', (request, response) => {
    const route = `${request.method} ${new URL(request.url ?? '/', url).pathname}`
    counts.set(route, (counts.get(route) ?? 0) + 1)
    if (options.isIsolated) response.setHeader('cross-origin-opener-policy', 'same-origin')
    const handle = routes[route]
    if (handle) handle(request, response)?.catch((error: unknown) => response.destroy(Object(error)))
    else response.writeHead(404).end()
  })

  return {
    url,
    jwksUrl: `${url}/jwks`,
    clientId: client.clientId,
    audience: client.audience,
    register: (redirectUri) => void client.redirectUris.add(redirectUri),
    change: (changed) => void (options = { ...options, ...changed }),
    revoke: () => grants.revoke(),
    requests: (methodAndPath) => counts.get(methodAndPath) ?? 0,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const CORS = { 'access-control-allow-origin': '*' }
