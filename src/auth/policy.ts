import { withoutWrite } from './viewer.ts'
import type { Permission, Viewer } from './viewer.ts'
import type { KeyAccess, KeyPattern } from './key-pattern.ts'
import type { TrustedIssuer } from './trusted-issuer.ts'

/** The content of a policy file: the roles of callers, and the permissions of roles. docs/auth.md describes the format. */
export interface Policy {
  readonly roles: ReadonlyMap<string, Role>
  readonly tokens: readonly TokenEntry[]
  /** Roles by subject, of tokens and of JWTs. */
  readonly subjects: ReadonlyMap<string, readonly string[]>
  readonly claims: readonly ClaimRule[]
  /** The issuers whose JWTs are accepted. Undefined if the file has no list of them. */
  readonly issuers: readonly TrustedIssuer[] | undefined
}

export interface Role {
  readonly permissions: readonly Permission[]
  readonly keys: KeyAccess
}

export interface TokenEntry {
  /** 64 hex digits, in lower case. */
  readonly sha256: string
  readonly subject: string
  readonly roles: readonly string[]
  /** Milliseconds since the epoch. */
  readonly expiresAt: number | undefined
}

/** Gives the roles to callers whose token has the value in the claim. */
export interface ClaimRule {
  /** The issuers whose tokens the rule applies to, by `iss`. Undefined: the only issuer. */
  readonly issuers: readonly string[] | undefined
  /** The name of the claim, or the path of names to a nested claim. */
  readonly path: readonly string[]
  readonly value: string
  readonly roles: readonly string[]
}

/** The policy of a read-only gateway: no role grants ROTATION_WRITE. */
export function readOnlyPolicy(policy: Policy): Policy {
  const roles = [...policy.roles].map(
    ([name, { permissions, keys }]) => [name, { permissions: withoutWrite(permissions), keys }] as const,
  )
  return { ...policy, roles: new Map(roles) }
}

/**
 * Makes the viewer for a caller with these roles. Each permission applies only to the keys of the roles that grant it: a
 * role that reads all keys does not widen a role that changes some.
 */
export function viewerWith(
  policy: Policy,
  caller: {
    readonly subject: string
    readonly roles: readonly string[]
    readonly expiresAt: number | undefined
    readonly omittedClaims?: readonly string[]
  },
): Viewer {
  const { subject, expiresAt, omittedClaims = [] } = caller
  const names = new Set([...caller.roles, ...(policy.subjects.get(subject) ?? [])])
  const roles = [...names].map((name) => policy.roles.get(name)).filter((role) => role !== undefined)
  return {
    subject,
    permissions: new Set(roles.flatMap(({ permissions }) => permissions)),
    isAuthenticated: true,
    readableKeys: keysOf(roles, 'ROTATION_READ'),
    writableKeys: keysOf(roles, 'ROTATION_WRITE'),
    expiresAt,
    ...(omittedClaims.length > 0 ? { omittedClaims } : {}),
  }
}

function keysOf(roles: readonly Role[], permission: Permission): KeyAccess {
  const patterns: KeyPattern[] = []
  for (const { permissions, keys } of roles) {
    if (!permissions.includes(permission)) continue
    if (keys === 'ALL') return 'ALL'
    patterns.push(...keys)
  }
  return patterns
}

/** The roles that the claims of an issuer's token grant. */
export function rolesOfClaims(policy: Policy, claims: unknown, issuer: string): readonly string[] {
  return rulesFor(policy, issuer)
    .filter(({ path, value }) => valuesOf(claimAt(claims, path)).includes(value))
    .flatMap(({ roles }) => roles)
}

/**
 * The claims that rules need and that the issuer left out of its token because of their size. Microsoft Entra ID does so
 * with `groups` of a user in more than 200 groups: it lists the claim in `_claim_names`, or sets `hasgroups`.
 */
export function omittedClaims(policy: Policy, claims: unknown, issuer: string): readonly string[] {
  const names = rulesFor(policy, issuer).flatMap(({ path }) => path.slice(0, 1))
  return [...new Set(names)].filter(
    (name) =>
      claimAt(claims, [name]) === undefined &&
      (claimAt(claims, ['_claim_names', name]) !== undefined ||
        (name === 'groups' && isTrueClaim(claimAt(claims, ['hasgroups'])))),
  )
}

const rulesFor = ({ claims }: Policy, issuer: string): readonly ClaimRule[] =>
  claims.filter(({ issuers }) => issuers === undefined || issuers.includes(issuer))

/** The claim at a path. Undefined if the token does not have it. */
export function claimAt(claims: unknown, path: readonly string[]): unknown {
  let current = claims
  for (const name of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, name)) return undefined
    current = Reflect.get(current, name)
  }
  return current
}

/** Whether a claim is true. Some issuers write the boolean as a string. */
export const isTrueClaim = (claim: unknown): boolean => claim === true || claim === 'true'

/** The values of a list, or the words of a string, as in OAuth's `scope`. */
function valuesOf(claim: unknown): readonly unknown[] {
  if (typeof claim === 'string') return [claim, ...claim.split(' ')]
  return Array.isArray(claim) ? claim : []
}

/** The permissions and key access of a viewer, and why some may be missing, as text: equal for equal rights. */
export function rightsOf({ permissions, readableKeys, writableKeys, omittedClaims }: Viewer): string {
  return JSON.stringify([[...permissions].toSorted(), readableKeys, writableKeys, omittedClaims])
}
