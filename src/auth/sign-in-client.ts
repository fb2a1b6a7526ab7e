import type { TrustedIssuer } from './trusted-issuer.ts'

/** A client of an issuer with which people sign in on a web page (OpenID Connect). It has no secret, so all callers may know it. */
export interface SignInClient {
  /** The issuer; its configuration is at `<issuer>/.well-known/openid-configuration`. */
  readonly issuer: string
  readonly clientId: string
  /** The scopes to request. */
  readonly scopes: readonly string[]
}

/** The scope with which a request is one of OpenID Connect. */
export const defaultSignInScopes: readonly string[] = ['openid']

/** Whether the text can be a scope (RFC 6749, 3.3). */
export const isScope = (text: string): boolean => /^[!#-[\]-~]+$/.test(text)

/** The clients of the issuers that have one. */
export const signInClientsOf = (issuers: readonly TrustedIssuer[]): readonly SignInClient[] =>
  issuers.flatMap(({ issuer, signIn }) => (signIn ? [{ issuer, ...signIn }] : []))
