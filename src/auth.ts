/** What a caller may do. */
export type Permission = 'ROTATION_READ' | 'ROTATION_WRITE' | 'ADMIN'

/** The caller, as the gateway sees it. Decided once per operation. */
export interface Viewer {
  /** Subject of the caller's credential, or `anonymous`. */
  readonly subject: string
  readonly permissions: ReadonlySet<Permission>
}

/**
 * The viewer while the gateway asks for no credential. It may do everything, which is why the gateway then
 * listens on loopback only.
 */
export const anonymousViewer: Viewer = {
  subject: 'anonymous',
  permissions: new Set(['ROTATION_READ', 'ROTATION_WRITE', 'ADMIN']),
}
