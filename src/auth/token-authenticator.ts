import { createHash, timingSafeEqual } from 'node:crypto'
import { unauthenticatedViewer } from '../auth.ts'
import type { Viewer } from '../auth.ts'
import type { Clock } from '../clock.ts'
import { UnauthenticatedError } from '../errors.ts'
import { bearerToken } from './authenticator.ts'
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
 * Bearer tokens whose SHA-256 is in the policy file. A token is 256 random bits: nobody guesses one, whatever the speed
 * of the hash, so a slow one such as bcrypt would cost each request its time and add nothing.
 */
export function createTokenAuthenticator({ policy, clock }: TokenAuthenticatorOptions): Authenticator {
  const watch = createCredentialWatch(clock)
  let known = entriesOf(policy.current)
  /** By which token a viewer was admitted. */
  const tokenOf = new WeakMap<Viewer, string>()

  policy.onChange(() => {
    known = entriesOf(policy.current)
    watch.recheck((viewer) => {
      const now = known.find(({ entry }) => entry.sha256 === tokenOf.get(viewer))?.entry
      return now !== undefined && isTheSame(viewerOf(policy.current, now), viewer)
    })
  })

  return {
    asksForCredential: true,
    async authenticate(authorization) {
      const token = bearerToken(authorization)
      if (token === undefined) return unauthenticatedViewer
      const entry = find(known, token)
      if (!entry) throw new UnauthenticatedError('The token is not known here.')
      if (entry.expiresAt !== undefined && entry.expiresAt <= clock.now())
        throw new UnauthenticatedError('The token has expired.')
      const viewer = viewerOf(policy.current, entry)
      tokenOf.set(viewer, entry.sha256)
      return viewer
    },
    watch: (viewer, end) => watch.watch(viewer, end),
    [Symbol.dispose]() {
      watch[Symbol.dispose]()
      policy[Symbol.dispose]()
    },
  }
}

interface KnownToken {
  readonly hash: Buffer
  readonly entry: TokenEntry
}

const entriesOf = ({ tokens }: Policy): readonly KnownToken[] =>
  tokens.map((entry) => ({ hash: Buffer.from(entry.sha256, 'hex'), entry }))

/** Looks at every entry to its end, whether or not one fits: the time says nothing of how near a guess came. */
function find(known: readonly KnownToken[], token: string): TokenEntry | undefined {
  const hash = createHash('sha256').update(token).digest()
  let found: TokenEntry | undefined
  for (const each of known) if (timingSafeEqual(each.hash, hash)) found = each.entry
  return found
}

const viewerOf = (policy: Policy, { subject, roles, expiresAt }: TokenEntry): Viewer =>
  viewerWith(policy, { subject, roles, expiresAt })

const isTheSame = (now: Viewer, before: Viewer): boolean =>
  now.subject === before.subject && now.expiresAt === before.expiresAt && rightsOf(now) === rightsOf(before)
