import type { KeyAccess } from './key-pattern.ts'

/** What a caller may do. */
export type Permission = 'ROTATION_READ' | 'ROTATION_WRITE' | 'ADMIN'

/** The caller, as the gateway sees it. Decided once per operation. */
export interface Viewer {
  /** Subject of the caller's credential, or `anonymous`. */
  readonly subject: string
  readonly permissions: ReadonlySet<Permission>
  /** False without a credential where the gateway asks for one; true where it asks for none. */
  readonly isAuthenticated: boolean
  /** The keys that exist for the caller. */
  readonly readableKeys: KeyAccess
  /** The keys it may change; it may read them, too. */
  readonly writableKeys: KeyAccess
  /** Until when all this holds, in milliseconds since the epoch. Undefined = without end. */
  readonly expiresAt?: number | undefined
}

/**
 * The viewer while the gateway asks for no credential. It may do everything, which is why the gateway then
 * listens on loopback only.
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

/** Who shows no credential where one is asked for: may do nothing. */
export const unauthenticatedViewer: Viewer = {
  subject: 'anonymous',
  permissions: new Set(),
  isAuthenticated: false,
  readableKeys: [],
  writableKeys: [],
}
