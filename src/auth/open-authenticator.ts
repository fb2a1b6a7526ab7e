import { systemClock } from '../clock.ts'
import type { Clock } from '../clock.ts'
import { StartupError } from '../errors/startup-error.ts'
import type { Logger } from '../logger.ts'
import { bearerScheme, noAuthentication } from './authenticator.ts'
import type { Authenticator } from './authenticator.ts'
import { createJwtAuthenticator } from './jwt-authenticator.ts'
import { openKeySets } from './key-sets.ts'
import { parsePolicy } from './parse-policy.ts'
import { readOnlyPolicy } from './policy.ts'
import type { Policy } from './policy.ts'
import { defaultSignInScopes } from './sign-in-client.ts'
import { createTokenAuthenticator } from './token-authenticator.ts'
import type { TrustedIssuer } from './trusted-issuer.ts'
import { watchFileContent } from './watched-file.ts'

/** How callers authenticate. */
export type AuthSettings =
  | { readonly kind: 'none' }
  | { readonly kind: 'tokens'; readonly policyFile: string }
  /** The issuers are in the policy file. */
  | { readonly kind: 'jwt'; readonly policyFile: string; readonly issuer?: undefined }
  | {
      readonly kind: 'jwt'
      readonly policyFile: string
      readonly issuer: string
      readonly audience: string
      readonly algorithms: readonly string[]
      /** A URL or the path of a file. */
      readonly jwks: string
      /** The client with which people sign in on a web page. @default they do not */
      readonly clientId?: string | undefined
      /** The scopes that the page requests. @default ['openid'] */
      readonly scopes?: readonly string[] | undefined
    }

type FileSettings = Exclude<AuthSettings, { kind: 'none' }>
type JwtSettings = Extract<AuthSettings, { kind: 'jwt' }>

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
  const flags = settings.kind === 'jwt' ? issuerOfFlags(settings) : undefined
  const policy = await watchFileContent({
    path: policyFile,
    what: 'the policy file',
    parse(text) {
      const parsed = parsePolicy(text, policyFile, flags)
      checkIssuers(parsed, settings)
      return isReadOnly ? readOnlyPolicy(parsed) : parsed
    },
    logger,
    pollIntervalMs,
  })
  if (settings.kind === 'tokens') return createTokenAuthenticator({ policy, clock })
  try {
    const addresses = (policy.current.issuers ?? []).map(({ jwks }) => jwks)
    const keySets = await openKeySets(addresses, { logger, clock, pollIntervalMs })
    return createJwtAuthenticator({ keySets, policy, clock, logger })
  } catch (error) {
    policy[Symbol.dispose]()
    throw error
  }
}

/** The issuer of the settings, as an entry of the policy file. */
function issuerOfFlags(settings: JwtSettings): TrustedIssuer | undefined {
  if (settings.issuer === undefined) return undefined
  const { issuer, audience, jwks, algorithms, clientId, scopes = defaultSignInScopes } = settings
  return {
    issuer,
    audiences: [audience],
    jwks,
    algorithms,
    subjectPrefix: '',
    subjectClaim: ['sub'],
    header: bearerScheme.header,
    signers: [],
    signIn: clientId === undefined ? undefined : { clientId, scopes },
  }
}

/** @throws {StartupError} if the issuers have no effect, or are missing */
function checkIssuers({ issuers }: Policy, { kind, policyFile }: FileSettings): void {
  if (kind === 'tokens' && issuers)
    throw new StartupError(
      `${policyFile}: issuers has no effect with --auth tokens. Remove it, or use --auth jwt, which accepts the tokens too.`,
    )
  if (kind === 'jwt' && !issuers)
    throw new StartupError(
      `${policyFile}: the file has no member 'issuers', which --auth jwt requires. Add it, or set --jwt-issuer, --jwt-audience and --jwt-jwks.`,
    )
}
