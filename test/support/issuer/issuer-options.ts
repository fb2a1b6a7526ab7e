import type { Claims } from '../issuer.ts'

/** The issuer's URL and what it knows of its only client, which has no secret. */
export interface RegisteredClient {
  readonly url: string
  readonly clientId: string
  /** The audience of access tokens. */
  readonly audience: string
  readonly redirectUris: Set<string>
}

export interface OpenIdIssuerOptions {
  /** The access tokens: a JWT for the gateway, a JWT without `aud`, or a text that is not a JWT. @default 'JWT' */
  readonly accessToken: 'JWT' | 'JWT_WITHOUT_AUDIENCE' | 'OPAQUE'
  /** The lifetime of access tokens and ID tokens. @default 600 */
  readonly lifetimeSeconds: number
  /** @default false */
  readonly hasRefreshTokens: boolean
  /** @default 'RS256' */
  readonly algorithm: 'RS256' | 'ES256'
  /** Whether its configuration has an `end_session_endpoint`. @default true */
  readonly hasEndSession: boolean
  /** Whether a user who has signed in once is sent back without a page. @default false */
  readonly keepsSessions: boolean
  /** Whether its pages have the header `Cross-Origin-Opener-Policy: same-origin`, as some issuers' have. @default false */
  readonly isIsolated: boolean
  /** Claims of all tokens. They replace the issuer's own. @default {} */
  readonly claims: Claims
}

export const DEFAULTS: OpenIdIssuerOptions = {
  accessToken: 'JWT',
  lifetimeSeconds: 600,
  hasRefreshTokens: false,
  algorithm: 'RS256',
  hasEndSession: true,
  keepsSessions: false,
  isIsolated: false,
  claims: {},
}
