import { anonymousViewer, withoutWrite } from './viewer.ts'
import type { Viewer } from './viewer.ts'
import { UnauthenticatedError } from '../errors/request-errors.ts'

/** Reads a request header by its lower-case name. */
export type HeaderReader = (name: string) => string | undefined

/** How callers send their credential. */
export interface CredentialScheme {
  /** The request header that carries it, in lower case. */
  readonly header: string
  /** The `WWW-Authenticate` header of a response with status 401. */
  readonly challenge: string
  /** For error messages. */
  readonly example: string
}

export const bearerScheme: CredentialScheme = {
  header: 'authorization',
  challenge: 'Bearer',
  example: 'Authorization: Bearer <token>',
}

/** Identifies callers. */
export interface Authenticator extends Disposable {
  /** If false, every caller has all permissions. */
  readonly requiresCredential: boolean
  readonly scheme: CredentialScheme
  /**
   * @throws {UnauthenticatedError} if the request has a credential that is not valid
   * @throws {AuthenticationUnavailableError} if the credential cannot be checked at the moment
   */
  authenticate(header: HeaderReader): Promise<Viewer>
  /**
   * Calls `end` once when the credential behind `viewer` does not hold any more, or gives other rights: it expired, or
   * a file changed. Dispose it when nobody cares any longer. Undefined where that can never be.
   */
  watch(viewer: Viewer, end: (reason: UnauthenticatedError) => void): Disposable | undefined
}

/** Requires no credential and ignores the one that it gets: every caller is anonymous, with all permissions. */
export function noAuthentication(isReadOnly = false): Authenticator {
  const { permissions } = anonymousViewer
  const viewer = isReadOnly
    ? { ...anonymousViewer, permissions: new Set(withoutWrite(permissions)) }
    : anonymousViewer
  return {
    requiresCredential: false,
    scheme: bearerScheme,
    authenticate: async () => viewer,
    watch: () => undefined,
    [Symbol.dispose]: () => {},
  }
}

/** More than any credential needs. */
const MAX_TOKEN_LENGTH = 16_384

/**
 * The token of the `Authorization: Bearer` header. Undefined without the header.
 *
 * @throws {UnauthenticatedError} for another scheme or a token no one could have made
 */
export function bearerToken(header: HeaderReader): string | undefined {
  const authorization = header(bearerScheme.header)
  if (authorization === undefined) return undefined
  const [, token] = /^bearer +([\w.~+/=-]+) *$/i.exec(authorization) ?? []
  if (token === undefined || token.length > MAX_TOKEN_LENGTH)
    throw new UnauthenticatedError("The Authorization header is not of the form 'Bearer <token>'.")
  return token
}
