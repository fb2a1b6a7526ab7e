import { createHash, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { UnauthenticatedError } from '../errors/request-errors.ts'
import { rightsOf, viewerWith } from './policy.ts'
import type { Policy } from './policy.ts'
import type { Viewer } from './viewer.ts'
import type { WatchedFile } from './watched-file.ts'

/** The tokens whose SHA-256 is in the policy file. */
export interface StaticTokens {
  /**
   * The viewer of a token. Undefined if the token is not in the file.
   *
   * @throws {UnauthenticatedError} if the token has expired
   */
  find(token: string): Viewer | undefined
  /** Whether the token of this viewer is still in the file, with the same subject, expiry and rights. */
  isValid(viewer: Viewer): boolean
}

export interface StaticTokensOptions {
  readonly policy: WatchedFile<Policy>
  readonly clock: Clock
}

/**
 * A token has 256 random bits, so it cannot be guessed, and a slow hash such as bcrypt would slow down each request without
 * adding security.
 */
export function createStaticTokens({ policy, clock }: StaticTokensOptions): StaticTokens {
  /** The token hash of each viewer. */
  const tokenOf = new WeakMap<Viewer, string>()
  let known = tokensOf(policy.current)

  /** One viewer per token, shared by all its callers, which saves memory with many subscribers. */
  function tokensOf(current: Policy): KnownTokens {
    const tokens = current.tokens.map(({ sha256, ...caller }) => {
      const viewer = viewerWith(current, caller)
      tokenOf.set(viewer, sha256)
      return [sha256, { hash: Buffer.from(sha256, 'hex'), viewer }] as const
    })
    return new Map(tokens)
  }

  policy.onChange(() => {
    known = tokensOf(policy.current)
  })

  return {
    find(token) {
      const viewer = viewerOf(known, token)
      if (viewer?.expiresAt !== undefined && viewer.expiresAt <= clock.now())
        throw new UnauthenticatedError('The token has expired.')
      return viewer
    },
    isValid(before) {
      const now = known.get(tokenOf.get(before) ?? '')?.viewer
      return now === before || (now !== undefined && isSameViewer(now, before))
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
function viewerOf(known: KnownTokens, token: string): Viewer | undefined {
  const hash = createHash('sha256').update(token).digest()
  let found: Viewer | undefined
  for (const each of known.values()) if (timingSafeEqual(each.hash, hash)) found = each.viewer
  return found
}

const isSameViewer = (now: Viewer, before: Viewer): boolean =>
  now.subject === before.subject && now.expiresAt === before.expiresAt && rightsOf(now) === rightsOf(before)
