import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { StartupError } from '../errors/startup-error.ts'
import type { Logger } from '../logger.ts'

/** The parsed content of a file, updated when the file changes. */
export interface WatchedFile<Value> extends Disposable {
  readonly current: Value
  /** The listener is called after each change of the content. */
  onChange(listener: () => void): void
}

export interface WatchedFileOptions<Value> {
  readonly path: string
  /** The kind of file, for messages: `the policy file`. */
  readonly what: string
  readonly parse: (text: string) => Value
  readonly logger: Logger
  /** Delay between reads of the file, in milliseconds. @default 1_000 */
  readonly pollIntervalMs?: number | undefined
}

/** Larger than a policy with 50,000 tokens. */
const MAX_FILE_BYTES = 16_777_216

/**
 * Reads the file at every poll and compares its content with the previous content. Times, sizes and inodes are not reliable:
 * a file can be rewritten within the resolution of its times, get an older date, or be replaced by moving a symbolic link,
 * as Kubernetes does. While the file cannot be read or is not valid, its last valid content stays in use. Each reason is
 * logged once, and the next poll tries again.
 *
 * @throws {StartupError} if the file cannot be read or is not valid at the start
 */
export async function watchFileContent<Value>(
  options: WatchedFileOptions<Value>,
): Promise<WatchedFile<Value>> {
  const { path, what, parse, logger, pollIntervalMs = 1_000 } = options
  const listeners: (() => void)[] = []
  let content = await read(path, what)
  let current = parse(content.toString())
  /** The last invalid content and its error. The same content is not parsed again. */
  let rejected: { readonly bytes: Buffer; readonly error: unknown } | undefined
  let problem: string | undefined

  function report(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error)
    if (message === problem) return
    problem = message
    logger.error({ path, err: error }, `${what} could not be read again; its previous content stays in use`)
  }

  /** @throws the reason why the current content cannot be used */
  async function reload(): Promise<void> {
    const bytes = await read(path, what)
    if (rejected?.bytes.equals(bytes)) throw rejected.error
    rejected = undefined
    const isNew = !bytes.equals(content)
    if (isNew)
      try {
        current = parse(bytes.toString())
        content = bytes
      } catch (error) {
        rejected = { bytes, error }
        throw error
      }
    if (!isNew && problem === undefined) return
    problem = undefined
    logger.info({ path }, `${what} was read again`)
    if (isNew) for (const listener of listeners) listener()
  }

  let isDisposed = false
  function poll(): void {
    if (isDisposed) return
    timer = setTimeout(() => void reload().catch(report).then(poll), pollIntervalMs).unref()
  }
  let timer: NodeJS.Timeout | undefined
  poll()
  return {
    get current() {
      return current
    },
    onChange: (listener) => void listeners.push(listener),
    [Symbol.dispose]() {
      isDisposed = true
      clearTimeout(timer)
    },
  }
}

async function read(path: string, what: string): Promise<Buffer> {
  let file: FileHandle | undefined
  try {
    // Without O_NONBLOCK, opening a pipe would wait for its writer.
    file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    const stat = await file.stat()
    if (!stat.isFile())
      throw new StartupError(
        `${what} ${path} is not a regular file, so the gateway cannot read it again. Give the path of a regular file.`,
      )
    // A user who can write the file can grant permissions.
    if (process.platform !== 'win32' && (stat.mode & 0o022) !== 0)
      throw new StartupError(
        `${what} ${path} can be written by users other than its owner (mode ${(stat.mode & 0o777).toString(8)}). Run: chmod go-w ${path}`,
      )
    if (stat.size > MAX_FILE_BYTES)
      throw new StartupError(
        `${what} ${path} has ${stat.size} bytes. The maximum is ${MAX_FILE_BYTES}. Make it smaller.`,
      )
    return await file.readFile()
  } catch (error) {
    if (error instanceof StartupError) throw error
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    throw new StartupError(`${what} ${path} cannot be read (${reason}).`, { cause: error })
  } finally {
    await file?.close()
  }
}
