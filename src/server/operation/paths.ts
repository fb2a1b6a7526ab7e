import { StartupError } from '../../errors/startup-error.ts'

/** The paths that the server answers on its port. */
export interface Paths {
  /** Redirects to `graphql`. With a base path it is also answered without the slash at the end. */
  readonly root: string
  readonly graphql: string
  /** With a slash at the end. */
  readonly assets: string
  /** The files of the application. With a slash at the end. */
  readonly exports: string
  readonly health: string
  readonly ready: string
}

/** No `.` or `..`: URL parsers resolve those. No `%`: a path has one spelling. */
const BASE_PATH = /^(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._~-]+)*$/

/**
 * @param basePath where a reverse proxy publishes the gateway, e.g. `/kms`; empty = at the root
 * @throws {StartupError} for another text
 */
export function pathsUnder(basePath: string): Paths {
  if (!BASE_PATH.test(basePath))
    throw new StartupError(
      `The base path '${basePath}' is not a path such as /kms. Give --base-path a slash in front, none at the end, and letters, digits, '.', '_', '~' or '-' between.`,
    )
  return {
    root: `${basePath}/`,
    graphql: `${basePath}/graphql`,
    assets: `${basePath}/graphql/assets/`,
    exports: `${basePath}/export/`,
    health: `${basePath}/health`,
    ready: `${basePath}/ready`,
  }
}

/** Paths with and without a slash at the end are the same endpoint. */
export const isAt = (pathname: string, path: string): boolean => pathname === path || pathname === `${path}/`
