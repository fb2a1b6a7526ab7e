import { StartupError } from '../../errors/startup-error.ts'

/** The paths that the server answers on its port. */
export interface Paths {
  /** The console, or a redirect to `graphql`. With a base path it is also answered without the slash at the end. */
  readonly root: string
  /** The files of the console. With a slash at the end. */
  readonly assets: string
  readonly graphql: string
  /** The files of GraphiQL. With a slash at the end. */
  readonly graphiqlAssets: string
  /** The files of the application. With a slash at the end. */
  readonly exports: string
  readonly health: string
  readonly ready: string
  /** The path with the base path in front, which a reverse proxy may have removed. */
  readonly complete: (pathname: string) => string
  /** Whether a page of the console can be at the path. */
  readonly isPage: (pathname: string) => boolean
}

/** No `.` or `..`: URL parsers resolve those. No `%`: a path has one spelling. */
const BASE_PATH = /^(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._~-]+)*$/

/** The first parts of paths at which the server has something else. Metrics have a port of their own. */
const NOT_PAGES = ['assets', 'graphql', 'export', 'health', 'ready', 'metrics']

/**
 * @param basePath where a reverse proxy publishes the gateway, e.g. `/kms`; empty = at the root
 * @throws {StartupError} for another text
 */
export function pathsUnder(basePath: string): Paths {
  if (!BASE_PATH.test(basePath))
    throw new StartupError(
      `The base path '${basePath}' is not a path such as /kms. Give --base-path a slash in front, none at the end, and letters, digits, '.', '_', '~' or '-' between.`,
    )
  const root = `${basePath}/`
  return {
    root,
    assets: `${basePath}/assets/`,
    graphql: `${basePath}/graphql`,
    graphiqlAssets: `${basePath}/graphql/assets/`,
    exports: `${basePath}/export/`,
    health: `${basePath}/health`,
    ready: `${basePath}/ready`,
    complete: (pathname) => (`${pathname}/`.startsWith(root) ? pathname : basePath + pathname),
    isPage: (pathname) => !NOT_PAGES.includes(pathname.slice(root.length).split('/')[0] ?? ''),
  }
}

/** Paths with and without a slash at the end are the same endpoint. */
export const isAt = (pathname: string, path: string): boolean => pathname === path || pathname === `${path}/`
