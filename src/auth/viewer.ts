import type { KeyAccess } from './key-pattern.ts'

/** A permission of a caller. */
export type Permission = 'ROTATION_READ' | 'ROTATION_WRITE' | 'ADMIN'

/** The caller and its permissions. Determined once per operation. */
export interface Viewer {
  /** Subject of the caller's credential, or `anonymous`. */
  readonly subject: string
  readonly permissions: ReadonlySet<Permission>
  /** False if authentication is enabled and the caller sent no credential. Always true if authentication is disabled. */
  readonly isAuthenticated: boolean
  /** The keys that the caller may read. Other keys are hidden from the caller. */
  readonly readableKeys: KeyAccess
  /** The keys that the caller may change. The caller may also read them. */
  readonly writableKeys: KeyAccess
  /** When the credential expires, in milliseconds since the epoch. Undefined if it does not expire. */
  readonly expiresAt?: number | undefined
  /** The claims that grant roles and that the issuer left out of the token. Undefined if it left out none. */
  readonly omittedClaims?: readonly string[] | undefined
}

/**
 * The viewer of every request when authentication is disabled. Has all permissions, so the gateway then listens on loopback
 * only.
 */
export const anonymousViewer: Viewer = {
  subject: 'anonymous',
  permissions: new Set(['ROTATION_READ', 'ROTATION_WRITE', 'ADMIN']),
  isAuthenticated: true,
  readableKeys: 'ALL',
  writableKeys: 'ALL',
}

/** The permissions that a read-only gateway grants. */
export const withoutWrite = (permissions: Iterable<Permission>): readonly Permission[] =>
  [...permissions].filter((permission) => permission !== 'ROTATION_WRITE')

/** The viewer of a request without a credential when authentication is enabled. Has no permissions. */
export const unauthenticatedViewer: Viewer = {
  subject: 'anonymous',
  permissions: new Set(),
  isAuthenticated: false,
  readableKeys: [],
  writableKeys: [],
}

/** A sentence for the error of a missing permission. Empty if the issuer left out no claims. */
export const omittedClaimsNote = ({ omittedClaims }: Viewer): string =>
  omittedClaims
    ? ` The issuer left ${omittedClaims.map((claim) => `'${claim}'`).join(' and ')} out of your token, so roles may be missing: ask the administrator of the issuer to put fewer values into the token.`
    : ''
