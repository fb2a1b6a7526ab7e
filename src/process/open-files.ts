import { report } from 'node:process'

/** What a process may need besides the connections of its clients: log, metrics, data folder, listening sockets. */
const OTHER_FILES = 150
/** Connections that are over a limit are kept for as long as it takes to answer them. */
const SURPLUS_CONNECTIONS = 100
/** Connections to KMS, for each Region. */
const CONNECTIONS_PER_REGION = 128

export interface OpenFilesNeed {
  readonly maxConnections: number
  readonly regions: number
}

/**
 * A sentence for the log when the operating system lets the process open fewer files than its connections need. Beyond
 * that limit the gateway can neither accept connections nor read the policy file again.
 *
 * @param limit how many files the process may open; undefined where that is not known
 */
export function warningAboutOpenFiles(
  { maxConnections, regions }: OpenFilesNeed,
  limit: number | undefined,
): string | undefined {
  const margin = OTHER_FILES + SURPLUS_CONNECTIONS + CONNECTIONS_PER_REGION * regions
  const needed = maxConnections + margin
  if (limit === undefined || limit >= needed) return undefined
  return `This process may open ${limit} files, and --max-connections ${maxConnections} needs up to ${needed} (each connection is one, and ${margin} are for KMS, files and rejected connections). Raise the limit with 'ulimit -n ${needed}' or LimitNOFILE=${needed}, or lower --max-connections.`
}

/**
 * How many files this process may open. Undefined where the system has no limit or does not say (Windows).
 *
 * To be called before sockets are opened: the report of Node looks up the names of their peers, and waits for that.
 */
export function openFilesLimit(): number | undefined {
  const limits: unknown = Reflect.get(report?.getReport() ?? {}, 'userLimits')
  if (typeof limits !== 'object' || limits === null) return undefined
  const openFiles: unknown = Reflect.get(limits, 'open_files')
  if (typeof openFiles !== 'object' || openFiles === null) return undefined
  const soft: unknown = Reflect.get(openFiles, 'soft')
  return typeof soft === 'number' ? soft : undefined
}
