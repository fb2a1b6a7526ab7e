import { GatewayError, createClient } from '../../client/index.ts'
import { SignInDocument, ViewerDocument } from '../generated/graphql.ts'
import type { SignInQuery, ViewerQuery } from '../generated/graphql.ts'

/** The caller. Permissions may be missing if the issuer left claims out of the token (`omittedClaims`). */
export type Viewer = ViewerQuery['viewer']

/** How people sign in at this gateway. Without providers, they enter a token. */
export type SignInOptions = SignInQuery['gateway']['signIn']
export type SignInProvider = SignInOptions['providers'][number]

/** The questions to the gateway that need no credential. */
export interface Gateway {
  readonly signInOptions: () => Promise<SignInOptions>
  /** The viewer of a token. @throws {GatewayError} see {@link isRejected} */
  readonly viewerOf: (token: string | undefined) => Promise<Viewer>
}

export function createGateway(url: URL): Gateway {
  return {
    signInOptions: async () => (await createClient({ url }).query(SignInDocument)).gateway.signIn,
    viewerOf: async (token) =>
      (await createClient({ url, credential: () => token }).query(ViewerDocument)).viewer,
  }
}

/** Whether the gateway does not accept the token. */
export const isRejected = (error: unknown): error is GatewayError =>
  error instanceof GatewayError && ['UNAUTHENTICATED', 'CREDENTIAL_INVALID'].includes(error.code)
