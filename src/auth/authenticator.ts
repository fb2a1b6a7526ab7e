import { anonymousViewer, withoutWrite } from './viewer.ts'
import type { SignInClient } from './sign-in-client.ts'
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
  /** The header with a placeholder for the credential, for error messages, the start-up lines and GraphiQL. */
  readonly example: string
}

export const bearerScheme: CredentialScheme = {
  header: 'authorization',
  challenge: 'Bearer',
  example: 'Authorization: Bearer <token>',
}

/** The value of the header in the example of `scheme`, in two parts: `Bearer ` and `<token>`. */
export function exampleValue({ example }: CredentialScheme): ExampleValue {
  const value = example.slice(example.indexOf(':') + 1).trim()
  const start = Math.max(0, value.indexOf('<'))
  return { prefix: value.slice(0, start), placeholder: value.slice(start) }
}

interface ExampleValue {
  readonly prefix: string
  readonly placeholder: string
}

/** Identifies callers by their credentials. */
export interface Authenticator extends Disposable {
  /** False if authentication is disabled, so that every caller has all permissions. */
  readonly requiresCredential: boolean
  readonly scheme: CredentialScheme
  /** The clients with which people sign in on a web page. They may change, and are shown to callers without a credential. @default [] */
  readonly signInClients?: readonly SignInClient[] | undefined
  /**
   * Returns {@link unauthenticatedViewer} if the request has no credential. It can read the fields that require no permission.
   *
   * @throws {UnauthenticatedError} if the request has a credential that is not valid
   * @throws {AuthenticationUnavailableError} if the credential cannot be checked at the moment
   */
  authenticate(header: HeaderReader): Promise<Viewer>
  /**
   * Calls `end` once when the credential of `viewer` expires, is revoked or gives other permissions. Dispose the result to
   * stop watching. Undefined if the credential cannot end.
   */
  watch(viewer: Viewer, end: (reason: UnauthenticatedError) => void): Disposable | undefined
}

/**
 * Authentication is disabled: ignores credentials. Every caller is anonymous and has all permissions, on a read-only gateway
 * all except ROTATION_WRITE.
 */
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

/** The scheme of a proxy that sends the token in a header of its own. */
export const headerScheme = (header: string): CredentialScheme => ({
  header,
  challenge: bearerScheme.challenge,
  example: `${header}: <token>`,
})

/** Longer than any real token. */
const MAX_TOKEN_LENGTH = 16_384

/**
 * The token of the `Authorization: Bearer` header. Undefined without the header.
 *
 * @throws {UnauthenticatedError} for another scheme or a malformed token
 */
export function bearerToken(header: HeaderReader): string | undefined {
  const authorization = header(bearerScheme.header)
  if (authorization === undefined) return undefined
  const [, token] = /^bearer +([\w.~+/=-]+) *$/i.exec(authorization) ?? []
  if (token === undefined || token.length > MAX_TOKEN_LENGTH)
    throw new UnauthenticatedError(
      "The Authorization header is not valid. It must have the form 'Bearer <token>'.",
    )
  return token
}

/**
 * The token in a header that contains nothing else. Undefined without the header.
 *
 * @throws {UnauthenticatedError} for a malformed token
 */
export function headerToken(header: HeaderReader, name: string): string | undefined {
  const token = header(name)
  if (token === undefined) return undefined
  if (!/^[\w.=-]+$/.test(token) || token.length > MAX_TOKEN_LENGTH)
    throw new UnauthenticatedError(`The header ${name} is not valid. It must contain a token.`)
  return token
}
