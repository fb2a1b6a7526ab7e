import { report } from 'node:process'

/** Files besides connections: log, metrics, data folder, listening sockets. */
const OTHER_FILES = 150
/** Connections over a limit, which stay open until they have received the error. */
const CONNECTIONS_OVER_LIMIT = 100
/** Connections to KMS per account and Region. */
const CONNECTIONS_PER_SCOPE = 128

export interface OpenFilesNeed {
  readonly maxConnections: number
  readonly scopes: number
}

/**
 * A warning if the operating system's limit of open files is lower than the connections need. At that limit the gateway
 * can neither accept connections nor read the policy file again.
 *
 * @param limit the maximum number of open files; undefined if it is not known
 */
export function warningAboutOpenFiles(
  { maxConnections, scopes }: OpenFilesNeed,
  limit: number | undefined,
): string | undefined {
  const margin = OTHER_FILES + CONNECTIONS_OVER_LIMIT + CONNECTIONS_PER_SCOPE * scopes
  const needed = maxConnections + margin
  if (limit === undefined || limit >= needed) return undefined
  return `The limit of open files is ${limit}, but --max-connections ${maxConnections} needs up to ${needed}: one per connection, and ${margin} for KMS, files and rejected connections. Raise the limit with 'ulimit -n ${needed}' or LimitNOFILE=${needed}, or lower --max-connections.`
}

/**
 * The maximum number of open files of this process. Undefined if the system has no limit or does not report it (Windows).
 *
 * Call it before sockets are opened: Node's report resolves the host names of their peers and blocks meanwhile.
 */
export function openFilesLimit(): number | undefined {
  const limits: unknown = Reflect.get(report?.getReport() ?? {}, 'userLimits')
  if (typeof limits !== 'object' || limits === null) return undefined
  const openFiles: unknown = Reflect.get(limits, 'open_files')
  if (typeof openFiles !== 'object' || openFiles === null) return undefined
  const soft: unknown = Reflect.get(openFiles, 'soft')
  return typeof soft === 'number' ? soft : undefined
}
