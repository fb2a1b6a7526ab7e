import { abortable } from './abort.ts'
import { GatewayError } from './gateway-error.ts'

/**
 * Returns the token for the gateway, without the word `Bearer`. It is called for each request and each connection. A promise may
 * wait, e.g. until the user has signed in. Undefined sends no credential.
 *
 * @param rejected the token that it returned before and that the gateway did not accept. The client sends the request again if
 *   the source returns another token
 */
export type CredentialSource = (rejected?: string) => string | undefined | Promise<string | undefined>

/** The characters that an HTTP header can carry, without spaces. */
const TOKEN = /^[\x21-\x7e]+$/

/** @throws {GatewayError} when the source fails, or its token cannot be sent */
export async function readCredential(
  source: CredentialSource | undefined,
  signal: AbortSignal | undefined,
  rejected?: string,
): Promise<string | undefined> {
  const read = async () => source?.(rejected)
  const token = await abortable(read(), signal).catch((cause: unknown) => {
    signal?.throwIfAborted()
    throw new GatewayError({
      code: 'CREDENTIAL_UNAVAILABLE',
      message: 'The option credential failed. Nothing was sent.',
      isRetryable: true,
      cause,
    })
  })
  // fetch would quote a token with other characters in its error.
  if (token !== undefined && !TOKEN.test(token))
    throw new GatewayError({
      code: 'CREDENTIAL_INVALID',
      message:
        'The option credential returned a token that a header cannot carry. Nothing was sent. ' +
        "Return the token alone, without 'Bearer', spaces and line breaks.",
      isRetryable: false,
    })
  return token
}

/**
 * Sends a request with the token. If the gateway does not accept the token, it has executed nothing: the request is then sent once
 * more, with another token if there is one.
 *
 * @param request sends it once, and rejects with a {@link GatewayError} if the gateway rejects it
 */
export async function sendWithCredential<Response>(
  source: CredentialSource | undefined,
  signal: AbortSignal | undefined,
  request: (token: string | undefined) => Promise<Response>,
): Promise<Response> {
  const token = await readCredential(source, signal)
  try {
    return await request(token)
  } catch (error) {
    const isRejected = error instanceof GatewayError && error.code === 'UNAUTHENTICATED'
    if (token === undefined || !isRejected) throw error
    const next = await readCredential(source, signal, token)
    if (next === token) throw error
    return await request(next)
  }
}

/** The header, or the connection parameter, of a token. */
export const authorization = (token: string | undefined): { readonly authorization?: string } =>
  token === undefined ? {} : { authorization: `Bearer ${token}` }
