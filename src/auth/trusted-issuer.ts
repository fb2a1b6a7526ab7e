/** An issuer whose JWTs the gateway accepts. docs/auth.md describes the members. */
export interface TrustedIssuer {
  /** The required value of `iss`. */
  readonly issuer: string
  /** The token must be for one of them. */
  readonly audiences: readonly string[]
  /** Where the signing keys are: a URL or the path of a file. A URL with `{kid}` has one PEM key for each kid. */
  readonly jwks: string
  /** The allowed signature algorithms. */
  readonly algorithms: readonly string[]
  /** The start of each subject. Empty if no other issuer or token can have a subject. */
  readonly subjectPrefix: string
  /** The claim with the subject: its name, or the path of names to a nested claim. */
  readonly subjectClaim: readonly string[]
  /** The request header with the token, in lower case. */
  readonly header: string
  /**
   * The load balancers whose tokens are accepted, by ARN. Empty: any. A load balancer signs with keys that it shares with
   * other customers, and it puts `signer`, `iss`, `client` (its audience) and `exp` in the header of the JWT.
   */
  readonly signers: readonly string[]
  /** The client with which people sign in on a web page. Undefined if they cannot. */
  readonly signIn?: { readonly clientId: string; readonly scopes: readonly string[] } | undefined
}

/** Only asymmetric algorithms: a program that can verify their signatures cannot create them. */
export const JWT_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const
