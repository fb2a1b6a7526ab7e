import { systemClock } from '../clock.ts'
import type { Clock } from '../clock.ts'
import { StartupError } from '../errors/startup-error.ts'
import type { Logger } from '../logger.ts'
import { noAuthentication } from './authenticator.ts'
import type { Authenticator } from './authenticator.ts'
import { createJwtAuthenticator } from './jwt-authenticator.ts'
import { createRemoteKeySet, openKeySetFile } from './key-set.ts'
import type { KeySet } from './key-set.ts'
import { parsePolicy } from './parse-policy.ts'
import { readOnlyPolicy } from './policy.ts'
import { createTokenAuthenticator } from './token-authenticator.ts'
import { watchFileContent } from './watched-file.ts'

/** How callers authenticate. */
export type AuthSettings =
  | { readonly kind: 'none' }
  | { readonly kind: 'tokens'; readonly policyFile: string }
  | {
      readonly kind: 'jwt'
      readonly policyFile: string
      readonly issuer: string
      readonly audience: string
      readonly algorithms: readonly string[]
      /** A URL or the path of a file. */
      readonly jwks: string
    }

export interface AuthOptions {
  readonly logger: Logger
  /** Whether no caller gets ROTATION_WRITE, as on a gateway with `isReadOnly`. @default false */
  readonly isReadOnly?: boolean | undefined
  /** The clock for the expiry of credentials. @default the system's clock */
  readonly clock?: Clock | undefined
  /** Interval between reads of the files, in milliseconds. @default 1_000 */
  readonly pollIntervalMs?: number | undefined
}

/** @throws {StartupError} for a file that cannot be read or is not valid */
export async function openAuthenticator(
  settings: AuthSettings,
  { logger, isReadOnly = false, clock = systemClock, pollIntervalMs }: AuthOptions,
): Promise<Authenticator> {
  if (settings.kind === 'none') return noAuthentication(isReadOnly)
  const { policyFile } = settings
  const policy = await watchFileContent({
    path: policyFile,
    what: 'the policy file',
    parse(text) {
      const policy = parsePolicy(text, policyFile)
      return isReadOnly ? readOnlyPolicy(policy) : policy
    },
    logger,
    pollIntervalMs,
  })
  if (settings.kind === 'tokens') return createTokenAuthenticator({ policy, clock })
  try {
    const keySet = await openKeySet(settings.jwks, { logger, clock, pollIntervalMs })
    return createJwtAuthenticator({ ...settings, keySet, policy, clock, logger })
  } catch (error) {
    policy[Symbol.dispose]()
    throw error
  }
}

async function openKeySet(
  jwks: string,
  { logger, clock, pollIntervalMs }: AuthOptions & { readonly clock: Clock },
): Promise<KeySet> {
  if (!/^[a-z]+:\/\//i.test(jwks)) return openKeySetFile({ path: jwks, logger, pollIntervalMs })
  const url = URL.canParse(jwks) ? new URL(jwks) : undefined
  const isLoopback = url !== undefined && /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname)
  const hasCredential = url !== undefined && (url.username !== '' || url.password !== '')
  if (hasCredential)
    throw new StartupError(
      'The JWKS URL contains a user name or a password. JWT signing keys are public: remove the credential.',
    )
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback))
    return createRemoteKeySet({ url, clock, logger })
  throw new StartupError(
    `The JWKS address '${jwks}' is not an https URL or the path of a file. Without TLS, an attacker could replace the keys and forge tokens.`,
  )
}
