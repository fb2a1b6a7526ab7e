import { createHash, timingSafeEqual } from 'node:crypto'
import { unauthenticatedViewer } from './viewer.ts'
import type { Viewer } from './viewer.ts'
import type { Clock } from '../clock.ts'
import { UnauthenticatedError } from '../errors/request-errors.ts'
import { bearerScheme, bearerToken } from './authenticator.ts'
import type { Authenticator } from './authenticator.ts'
import { createCredentialWatch } from './credential-watch.ts'
import { rightsOf, viewerWith } from './policy.ts'
import type { Policy, TokenEntry } from './policy.ts'
import type { WatchedFile } from './watched-file.ts'

export interface TokenAuthenticatorOptions {
  /** Disposed with the authenticator. */
  readonly policy: WatchedFile<Policy>
  readonly clock: Clock
}

/**
 * Authenticates by bearer tokens whose SHA-256 is in the policy file. A token has 256 random bits, so it cannot be guessed,
 * and a slow hash such as bcrypt would slow down each request without adding security.
 */
export function createTokenAuthenticator({ policy, clock }: TokenAuthenticatorOptions): Authenticator {
  const watch = createCredentialWatch(clock, (before) => {
    const now = known.get(tokenOf.get(before) ?? '')?.viewer
    return now === before || (now !== undefined && isSameViewer(now, before))
  })
  /** The token hash of each viewer. */
  const tokenOf = new WeakMap<Viewer, string>()
  let known = tokensOf(policy.current)

  /** One viewer per token, shared by all its callers, which saves memory with many subscribers. */
  function tokensOf(current: Policy): KnownTokens {
    const tokens = current.tokens.map((entry) => {
      const viewer = viewerOf(current, entry)
      tokenOf.set(viewer, entry.sha256)
      return [entry.sha256, { hash: Buffer.from(entry.sha256, 'hex'), viewer }] as const
    })
    return new Map(tokens)
  }

  policy.onChange(() => {
    known = tokensOf(policy.current)
    watch.recheck()
  })

  return {
    requiresCredential: true,
    scheme: bearerScheme,
    async authenticate(header) {
      const token = bearerToken(header)
      if (token === undefined) return unauthenticatedViewer
      const viewer = find(known, token)
      if (!viewer) throw new UnauthenticatedError('The token is not valid.')
      if (viewer.expiresAt !== undefined && viewer.expiresAt <= clock.now())
        throw new UnauthenticatedError('The token has expired.')
      return viewer
    },
    watch: (viewer, end) => watch.watch(viewer, end),
    [Symbol.dispose]() {
      watch[Symbol.dispose]()
      policy[Symbol.dispose]()
    },
  }
}

/** By the SHA-256 of the token, in hex. */
type KnownTokens = ReadonlyMap<string, KnownToken>

interface KnownToken {
  readonly hash: Buffer
  readonly viewer: Viewer
}

/** Compares with every entry in constant time, so that the duration does not depend on the token. */
function find(known: KnownTokens, token: string): Viewer | undefined {
  const hash = createHash('sha256').update(token).digest()
  let found: Viewer | undefined
  for (const each of known.values()) if (timingSafeEqual(each.hash, hash)) found = each.viewer
  return found
}

const viewerOf = (policy: Policy, { subject, roles, expiresAt }: TokenEntry): Viewer =>
  viewerWith(policy, { subject, roles, expiresAt })

const isSameViewer = (now: Viewer, before: Viewer): boolean =>
  now.subject === before.subject && now.expiresAt === before.expiresAt && rightsOf(now) === rightsOf(before)
