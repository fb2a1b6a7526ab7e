import { ErrorResponse } from 'oidc-client-ts'
import type { SignInProvider } from '../gateway.ts'
import { SignInError, hostOf } from '../sign-in-error.ts'

/** The error codes of issuers as sentences for people. `host` is the issuer's. */
const TEXTS: Readonly<Record<string, (host: string, provider: SignInProvider) => string>> = {
  access_denied: (host) =>
    `The sign-in was denied at ${host}. Sign in again, or ask the administrator of ${host} for access to this application.`,
  consent_required: (host) => `${host} needs your consent. Sign in again and give it.`,
  interaction_required: (host) => `${host} has a question for you. Sign in again and answer it.`,
  invalid_client: (host, { clientId }) =>
    `${host} did not accept the client ID ${clientId}. Ask its administrator to register this console as a public client (single-page application).`,
  invalid_grant: (host) =>
    `${host} did not accept the sign-in, because it has expired or was used before. Sign in again.`,
  invalid_scope: (host, { scopes }) =>
    `${host} did not accept the scopes ${scopes.join(' ')}. Ask the administrator of this gateway to correct them.`,
  login_required: (host) => `You are not signed in at ${host}. Sign in again.`,
  server_error: (host) => `${host} failed. Sign in again later.`,
  temporarily_unavailable: (host) => `${host} is not available at the moment. Sign in again later.`,
  unauthorized_client: (host, { clientId }) =>
    `${host} does not allow the client ID ${clientId} to sign people in with a code. Ask its administrator to allow it.`,
}

/** An error of the issuer or of oidc-client-ts as a sentence for people. */
export function describeProblem(error: unknown, provider: SignInProvider): SignInError {
  const host = hostOf(provider.issuer)
  return new SignInError(textOf(error, host, provider), { cause: error })
}

function textOf(error: unknown, host: string, provider: SignInProvider): string {
  if (error instanceof ErrorResponse) {
    const { error: code, error_description: description } = error
    const known = TEXTS[code ?? '']?.(host, provider)
    return (
      known ??
      `${host} answered with the error ${code}${description ? `: ${description}` : ''}. Sign in again.`
    )
  }
  if (!isSecureContext)
    return 'Signing in at an issuer needs HTTPS. Open this page with an address that begins with https://.'
  // fetch rejects with a TypeError, and the library with an ErrorTimeout.
  if (error instanceof TypeError || (error instanceof Error && error.name === 'ErrorTimeout'))
    return `${host} cannot be reached. Check your connection. If it persists, ask the administrator of ${host} whether it allows requests of ${location.origin} (CORS).`
  if (error instanceof Error && error.message.includes('nonce'))
    return `The answer of ${host} is not valid: its nonce belongs to another sign-in. Nobody was signed in. Sign in again.`
  const reason = error instanceof Error ? error.message : String(error)
  return `The answer of ${host} is not valid: ${reason}. Nobody was signed in. Sign in again.`
}
