import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import { fetchFromIssuer } from './fetch-from-issuer.ts'
import type { SignInClient } from './sign-in-client.ts'

export interface SignInOriginsOptions {
  /** The clients now. */
  readonly clients: () => readonly SignInClient[]
  readonly clock: Clock
  readonly logger: Logger
}

/**
 * The origins that a page requests while a person signs in: of each issuer's configuration, and of its token endpoint. While the
 * configuration cannot be read, only the former. Resolves within 3 seconds.
 */
export type SignInOrigins = () => Promise<readonly string[]>

const REUSE_MS = 600_000
const RETRY_AFTER_MS = 5_000
const TIMEOUT_MS = 3_000

/** Reads the configuration of an issuer when a page is requested first, and again after 10 minutes, or 5 seconds after a failure. */
export function createSignInOrigins({ clients, ...options }: SignInOriginsOptions): SignInOrigins {
  const readers = new Map<string, () => Promise<string | undefined>>()
  return async () => {
    const origins = await Promise.all(
      clients().map(async ({ issuer }) => {
        if (!URL.canParse(issuer)) return []
        const tokenOrigin = readers.get(issuer) ?? createTokenOriginReader(issuer, options)
        readers.set(issuer, tokenOrigin)
        return [new URL(issuer).origin, await tokenOrigin()]
      }),
    )
    return [...new Set(origins.flat())].filter((origin) => origin !== undefined)
  }
}

function createTokenOriginReader(
  issuer: string,
  { clock, logger }: Omit<SignInOriginsOptions, 'clients'>,
): () => Promise<string | undefined> {
  const url = new URL(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  let origin: string | undefined
  let nextReadAt = -Infinity
  let reading: Promise<void> | undefined

  async function read(): Promise<void> {
    try {
      origin = tokenOriginIn(await fetchFromIssuer(url, AbortSignal.timeout(TIMEOUT_MS)))
      nextReadAt = clock.elapsed() + REUSE_MS
    } catch (error) {
      nextReadAt = clock.elapsed() + RETRY_AFTER_MS
      logger.warn({ url: url.href, err: error }, 'could not read the OpenID configuration of an issuer')
    }
  }

  return async () => {
    if (clock.elapsed() >= nextReadAt)
      await (reading ??= read().finally(() => {
        reading = undefined
      }))
    return origin
  }
}

/** @throws {Error} if the text is not an OpenID configuration */
function tokenOriginIn(text: string): string {
  const configuration: unknown = JSON.parse(text)
  const endpoint =
    typeof configuration === 'object' && configuration !== null && 'token_endpoint' in configuration
      ? configuration.token_endpoint
      : undefined
  if (typeof endpoint !== 'string' || !URL.canParse(endpoint))
    throw new Error('The OpenID configuration has no URL as token_endpoint.')
  return new URL(endpoint).origin
}
