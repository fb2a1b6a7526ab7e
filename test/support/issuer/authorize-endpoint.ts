import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type { Grants } from './grants.ts'
import type { OpenIdIssuerOptions, RegisteredClient } from './issuer-options.ts'

const USERS = ['Ada', 'Grace']

/** The pages of the issuer that its users see. */
export interface AuthorizeEndpoint {
  readonly show: (request: IncomingMessage, response: ServerResponse) => void
  readonly answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  readonly endSession: (request: IncomingMessage, response: ServerResponse) => void
}

export function createAuthorizeEndpoint(
  client: RegisteredClient,
  grants: Grants,
  options: () => OpenIdIssuerOptions,
): AuthorizeEndpoint {
  const queryOf = ({ url = '/' }: IncomingMessage) => new URL(url, client.url).searchParams
  const sessionOf = ({ headers }: IncomingMessage) => /session=([\w-]+)/.exec(headers.cookie ?? '')?.[1] ?? ''

  /** Why the request is not valid. Without a registered redirect URI, the issuer shows the reason itself. */
  function problem(query: URLSearchParams): string | undefined {
    if (query.get('response_type') !== 'code') return 'unsupported_response_type'
    if (query.get('code_challenge_method') !== 'S256' || !query.get('code_challenge'))
      return 'invalid_request'
    return query.get('scope')?.split(' ').includes('openid') ? undefined : 'invalid_scope'
  }

  function redirect(response: ServerResponse, query: URLSearchParams, answer: Record<string, string>): void {
    const target = new URL(query.get('redirect_uri') ?? '')
    const state = query.get('state')
    for (const [name, value] of Object.entries({ ...answer, iss: client.url, ...(state ? { state } : {}) }))
      target.searchParams.set(name, value)
    response.writeHead(302, { location: target.href }).end()
  }

  function signIn(response: ServerResponse, query: URLSearchParams, subject: string): void {
    const code = grants.addCode({
      subject,
      scope: query.get('scope') ?? '',
      nonce: query.get('nonce') ?? undefined,
      redirectUri: query.get('redirect_uri') ?? '',
      challenge: query.get('code_challenge') ?? '',
    })
    redirect(response, query, { code })
  }

  function isKnown(query: URLSearchParams, response: ServerResponse): boolean {
    const isKnown =
      query.get('client_id') === client.clientId && client.redirectUris.has(query.get('redirect_uri') ?? '')
    if (!isKnown) page(response, 400, '<p>The client or its redirect URI is not registered.</p>')
    return isKnown
  }

  return {
    show(request: IncomingMessage, response: ServerResponse): void {
      const query = queryOf(request)
      if (!isKnown(query, response)) return
      const error = problem(query)
      if (error) return redirect(response, query, { error })
      const subject = grants.subjectOf(sessionOf(request))
      if (subject && query.get('prompt') !== 'login') return signIn(response, query, subject)
      const buttons = USERS.map(
        (user) => `<button name="user" value="${user.toLowerCase()}">Sign in as ${user}</button>`,
      )
      page(
        response,
        200,
        `<form method="post">${buttons.join('')}<button name="user" value="">Deny</button></form>`,
      )
    },

    async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
      const query = queryOf(request)
      if (!isKnown(query, response)) return
      const subject = new URLSearchParams(await text(request)).get('user')
      if (!subject) return redirect(response, query, { error: 'access_denied' })
      if (options().keepsSessions)
        response.setHeader(
          'set-cookie',
          `session=${grants.addSession(subject)}; HttpOnly; SameSite=Lax; Path=/`,
        )
      signIn(response, query, subject)
    },

    endSession(request: IncomingMessage, response: ServerResponse): void {
      grants.endSession(sessionOf(request))
      const target = queryOf(request).get('post_logout_redirect_uri')
      if (target && client.redirectUris.has(target)) response.writeHead(302, { location: target }).end()
      else page(response, 200, '<p>You are signed out of the issuer.</p>')
    },
  }
}

function page(response: ServerResponse, status: number, body: string): void {
  response
    .writeHead(status, { 'content-type': 'text/html; charset=utf-8' })
    .end(`<!doctype html><html lang="en"><title>Issuer</title><link rel="icon" href="data:,">${body}</html>`)
}
