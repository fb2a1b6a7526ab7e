import { InMemoryWebStorage, OidcClient, WebStorageStateStore } from 'oidc-client-ts'
import type { SigninResponse } from 'oidc-client-ts'
import type { SignInProvider } from '../gateway.ts'
import { SignInError, hostOf } from '../sign-in-error.ts'
import { describeProblem } from './describe-problem.ts'

/** The tokens of one user. */
export interface IssuerTokens {
  readonly accessToken: string
  readonly idToken: string
  /** How long the issuer says that they are valid, from now. */
  readonly lifetimeMs: number
  /** Gets new tokens without the user. Undefined if the issuer gave no refresh token. @throws {SignInError} */
  readonly refresh: (() => Promise<IssuerTokens>) | undefined
}

/** An OpenID Connect issuer, for a public client: the authorization code flow with PKCE. */
export interface IssuerClient {
  /** Begins a sign-in. `state` identifies it. @throws {SignInError} */
  begin(): Promise<{ readonly url: string; readonly state: string }>
  /** Ends the sign-in to which the issuer has answered with this address. @throws {SignInError} */
  finish(response: string): Promise<IssuerTokens>
  /** The address at which the issuer ends its session. Undefined if it has none. */
  signOutUrl(idToken: string): Promise<string | undefined>
}

export interface IssuerClientOptions {
  readonly provider: SignInProvider
  /** The page to which the issuer sends the user after signing in and after signing out. */
  readonly redirectUri: string
  /** Where the state of a sign-in survives that leaves the page, and the prefix of its names. @default in memory */
  readonly storage?: { readonly store: Storage; readonly prefix: string } | undefined
}

const REQUEST_TIMEOUT_SECONDS = 20

export function createIssuerClient({ provider, redirectUri, storage }: IssuerClientOptions): IssuerClient {
  const { issuer, clientId, scopes } = provider
  const stateStore = new WebStorageStateStore(storage ?? { store: new InMemoryWebStorage() })
  const client = new OidcClient({
    authority: issuer,
    client_id: clientId,
    redirect_uri: redirectUri,
    post_logout_redirect_uri: redirectUri,
    scope: scopes.join(' '),
    stateStore,
    requestTimeoutInSeconds: REQUEST_TIMEOUT_SECONDS,
    fetchRequestCredentials: 'omit',
  })

  /** A mistaken configuration must not send people to the sign-in page of another issuer. */
  async function checkConfiguration(): Promise<void> {
    const { issuer: named, authorization_endpoint: endpoint } = await client.metadataService.getMetadata()
    if (named !== issuer)
      throw new SignInError(
        `The configuration of ${issuer} is that of another issuer: ${named}. Ask the administrator of this gateway to correct the issuer URL.`,
      )
    if (!endpoint || !/^https?:$/.test(new URL(endpoint).protocol))
      throw new SignInError(`The configuration of ${issuer} has no address for signing in.`)
  }

  function checkIdToken({ profile: { iss, aud } }: SigninResponse): void {
    if (iss !== issuer) throw invalid(`its ID token is of another issuer: ${iss}`)
    if (![aud].flat().includes(clientId)) throw invalid('its ID token is for another application')
  }

  const invalid = (why: string) =>
    new SignInError(`The answer of ${hostOf(issuer)} is not valid: ${why}. Nobody was signed in.`)

  /** The texts of the issuer and of the library are not for people. */
  async function explained<Value>(step: () => Promise<Value>): Promise<Value> {
    try {
      return await step()
    } catch (error) {
      throw error instanceof SignInError ? error : describeProblem(error, provider)
    }
  }

  function tokensOf(response: SigninResponse): IssuerTokens {
    const { access_token: accessToken, id_token: idToken = '', refresh_token: refreshToken } = response
    const { scope = '', session_state, profile, expires_in: seconds = DEFAULT_LIFETIME_SECONDS } = response
    const state = { id_token: idToken, session_state, scope, profile }
    return {
      accessToken,
      idToken,
      lifetimeMs: seconds * 1_000,
      refresh:
        refreshToken === undefined
          ? undefined
          : () => explained(async () => refreshed({ ...state, refresh_token: refreshToken })),
    }
  }

  async function refreshed(
    state: Parameters<OidcClient['useRefreshToken']>[0]['state'],
  ): Promise<IssuerTokens> {
    const response = await client.useRefreshToken({ state, timeoutInSeconds: REQUEST_TIMEOUT_SECONDS })
    checkIdToken(response)
    // An issuer that does not replace refresh tokens leaves it out.
    response.refresh_token ??= state.refresh_token
    return tokensOf(response)
  }

  return {
    begin: () =>
      explained(async () => {
        await checkConfiguration()
        const { url, state } = await client.createSigninRequest({ nonce: randomText() })
        return { url, state: state.id }
      }),
    finish: (response) =>
      explained(async () => {
        const { searchParams } = new URL(response)
        const sender = searchParams.get('iss')
        if (sender !== null && sender !== issuer) throw invalid(`another issuer has sent it: ${sender}`)
        const tokens = await client.processSigninResponse(response)
        checkIdToken(tokens)
        return tokensOf(tokens)
      }),
    async signOutUrl(idToken) {
      if (!(await client.metadataService.getEndSessionEndpoint())) return undefined
      const { url } = await client.createSignoutRequest({ id_token_hint: idToken, client_id: clientId })
      return url
    },
  }
}

/** For an issuer that does not say how long its tokens are valid. */
const DEFAULT_LIFETIME_SECONDS = 300

const randomText = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )
