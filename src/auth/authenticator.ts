import { anonymousViewer, withoutWrite } from './viewer.ts'
import type { Viewer } from './viewer.ts'
import { UnauthenticatedError } from '../errors/request-errors.ts'

/** Says who a caller is. */
export interface Authenticator extends Disposable {
  /** False where whoever reaches the gateway may do everything. */
  readonly asksForCredential: boolean
  /**
   * @param authorization an `Authorization` header
   * @throws {UnauthenticatedError} when there is a credential, and it does not hold
   * @throws {AuthenticationUnavailableError} when that cannot be found out
   */
  authenticate(authorization: string | undefined): Promise<Viewer>
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
    asksForCredential: false,
    authenticate: async () => viewer,
    watch: () => undefined,
    [Symbol.dispose]: () => {},
  }
}

/** More than any credential needs. */
const MAX_TOKEN_LENGTH = 16_384

/**
 * The token of an `Authorization: Bearer` header. Undefined without a header.
 *
 * @throws {UnauthenticatedError} for another scheme or a token no one could have made
 */
export function bearerToken(authorization: string | undefined): string | undefined {
  if (authorization === undefined) return undefined
  const [, token] = /^bearer +([\w.~+/=-]+) *$/i.exec(authorization) ?? []
  if (token === undefined || token.length > MAX_TOKEN_LENGTH)
    throw new UnauthenticatedError("The Authorization header is not of the form 'Bearer <token>'.")
  return token
}
