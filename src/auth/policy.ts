import { withoutWrite } from './viewer.ts'
import type { Permission, Viewer } from './viewer.ts'
import type { KeyAccess, KeyPattern } from './key-pattern.ts'

/** What a policy file says: who has which roles, and what a role may do. Its format is in docs/auth.md. */
export interface Policy {
  readonly roles: ReadonlyMap<string, Role>
  readonly tokens: readonly TokenEntry[]
  /** Roles by subject, of tokens and of JWTs. */
  readonly subjects: ReadonlyMap<string, readonly string[]>
  readonly claims: readonly ClaimRule[]
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

/** Who has the value in the claim has the roles. */
export interface ClaimRule {
  /** The claim's name, or the names on the way to it where it lies in others. */
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
 * What somebody with these roles may do. A permission reaches the keys of the roles that give it: who reads all keys
 * by one role and changes some by another does not change all.
 */
export function viewerWith(
  policy: Policy,
  who: {
    readonly subject: string
    readonly roles: readonly string[]
    readonly expiresAt: number | undefined
  },
): Viewer {
  const { subject, expiresAt } = who
  const names = new Set([...who.roles, ...(policy.subjects.get(subject) ?? [])])
  const roles = [...names].map((name) => policy.roles.get(name)).filter((role) => role !== undefined)
  return {
    subject,
    permissions: new Set(roles.flatMap(({ permissions }) => permissions)),
    isAuthenticated: true,
    readableKeys: keysOf(roles, 'ROTATION_READ'),
    writableKeys: keysOf(roles, 'ROTATION_WRITE'),
    expiresAt,
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

/** The roles that the claims of a token give. */
export function rolesOfClaims({ claims: rules }: Policy, claims: unknown): readonly string[] {
  return rules
    .filter(({ path, value }) => valuesOf(claimAt(claims, path)).includes(value))
    .flatMap(({ roles }) => roles)
}

function claimAt(claims: unknown, path: readonly string[]): unknown {
  let current = claims
  for (const name of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, name)) return undefined
    current = Reflect.get(current, name)
  }
  return current
}

/** A list, or a text that may be several words: so OAuth writes `scope`. */
function valuesOf(claim: unknown): readonly unknown[] {
  if (typeof claim === 'string') return [claim, ...claim.split(' ')]
  return Array.isArray(claim) ? claim : []
}

/** What somebody may do, as text: the same for all who may do the same. */
export function rightsOf({ permissions, readableKeys, writableKeys }: Viewer): string {
  return JSON.stringify([[...permissions].toSorted(), readableKeys, writableKeys])
}
