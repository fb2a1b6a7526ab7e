import { createHash } from 'node:crypto'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type { Grant, Grants } from './grants.ts'
import type { OpenIdIssuerOptions, RegisteredClient } from './issuer-options.ts'
import type { TokenSigner } from './token-signer.ts'

export interface TokenEndpointOptions {
  readonly client: RegisteredClient
  readonly grants: Grants
  readonly signer: TokenSigner
  readonly options: () => OpenIdIssuerOptions
  readonly headers: OutgoingHttpHeaders
}

/** Exchanges codes and refresh tokens for tokens. A refresh token is replaced with each use. */
export function createTokenEndpoint({ client, grants, signer, options, headers }: TokenEndpointOptions) {
  async function tokensOf(grant: Grant) {
    const { lifetimeSeconds, hasRefreshTokens } = options()
    return {
      token_type: 'Bearer',
      access_token: await signer.accessToken(grant),
      id_token: await signer.idToken(grant),
      expires_in: lifetimeSeconds,
      scope: grant.scope,
      ...(hasRefreshTokens ? { refresh_token: grants.addRefreshToken({ ...grant, nonce: undefined }) } : {}),
    }
  }

  function codeGrant(form: URLSearchParams): Grant | undefined {
    const grant = grants.takeCode(form.get('code') ?? '')
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    return grant?.challenge === challenge && grant.redirectUri === form.get('redirect_uri')
      ? grant
      : undefined
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const form = new URLSearchParams(await text(request))
    const answer = (status: number, body: object) =>
      void response
        .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers })
        .end(JSON.stringify(body))
    if (form.get('client_id') !== client.clientId) return answer(401, { error: 'invalid_client' })
    const type = form.get('grant_type')
    if (type !== 'authorization_code' && type !== 'refresh_token')
      return answer(400, { error: 'unsupported_grant_type' })
    const grant =
      type === 'refresh_token' ? grants.takeRefreshToken(form.get('refresh_token') ?? '') : codeGrant(form)
    return grant ? answer(200, await tokensOf(grant)) : answer(400, { error: 'invalid_grant' })
  }
}
