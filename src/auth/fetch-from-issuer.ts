import { AuthenticationUnavailableError } from '../errors/request-errors.ts'

const MAX_BYTES = 1_000_000

/** The issuer answered with a status other than 200. */
export class StatusError extends Error {
  readonly status: number

  constructor(status: number) {
    super(`HTTP ${status}`)
    this.status = status
  }
}

/**
 * Reads a JSON document of an issuer, such as its signing keys. Does not follow redirects.
 *
 * @throws {StatusError} for a status other than 200
 * @throws {Error} for more than 1,000,000 bytes
 */
export async function fetchFromIssuer(url: URL, signal: AbortSignal): Promise<string> {
  const response = await fetch(url, {
    signal,
    redirect: 'error',
    headers: { accept: 'application/jwk-set+json, application/json, */*;q=0.1' },
  })
  if (response.status !== 200) throw new StatusError(response.status)
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength
    if (length > MAX_BYTES) throw new Error(`more than ${MAX_BYTES} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

export const keysUnavailable = (): AuthenticationUnavailableError =>
  new AuthenticationUnavailableError(
    'The gateway cannot check tokens at the moment, because it cannot read the signing keys. Try again later.',
  )
