import { readFile, stat } from 'node:fs/promises'
import { unwatchFile, watchFile } from 'node:fs'
import { StartupError } from '../errors.ts'
import type { Logger } from '../logger.ts'

/** What a file says, kept current without a restart. */
export interface WatchedFile<Value> extends Disposable {
  readonly current: Value
  /** Called after each change that could be read. */
  onChange(listener: () => void): void
}

export interface WatchedFileOptions<Value> {
  readonly path: string
  /** What the file is, for messages: `the policy file`. */
  readonly what: string
  readonly parse: (text: string) => Value
  readonly logger: Logger
  /** Between looks at the file, in milliseconds. @default 2_000 */
  readonly pollIntervalMs?: number | undefined
}

/**
 * Reads the file, and again whenever it changed. While it cannot be read or makes no sense, what it said last goes on
 * to hold, and the log says so: a file may be seen half written. It is looked at rather than listened to, because
 * mounted secrets change by a link that is moved.
 *
 * @throws {StartupError} when it is not right at the start
 */
export async function watchFileContent<Value>(
  options: WatchedFileOptions<Value>,
): Promise<WatchedFile<Value>> {
  const { path, what, parse, logger, pollIntervalMs = 2_000 } = options
  const listeners: (() => void)[] = []
  let turn: Promise<void> = Promise.resolve()

  async function reload(): Promise<void> {
    try {
      current = parse(await read(path, what))
    } catch (error) {
      logger.error({ path, err: error }, `${what} was not taken over; what it said before holds`)
      return
    }
    logger.info({ path }, `${what} was read again`)
    for (const listener of listeners) listener()
  }

  const onStat = () => {
    turn = turn.then(reload)
  }
  // Before it is read, so that no change falls in between.
  watchFile(path, { interval: pollIntervalMs, persistent: false }, onStat)
  let current: Value
  try {
    current = parse(await read(path, what))
  } catch (error) {
    unwatchFile(path, onStat)
    throw error
  }
  return {
    get current() {
      return current
    },
    onChange: (listener) => void listeners.push(listener),
    [Symbol.dispose]: () => unwatchFile(path, onStat),
  }
}

async function read(path: string, what: string): Promise<string> {
  try {
    const { mode } = await stat(path)
    // Who may write it decides who may rotate keys.
    if (process.platform !== 'win32' && (mode & 0o022) !== 0)
      throw new StartupError(
        `${what} ${path} can be written by others than its owner (mode ${(mode & 0o777).toString(8)}). Do: chmod go-w ${path}`,
      )
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof StartupError) throw error
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'it cannot be read'
    throw new StartupError(`${what} ${path} cannot be read (${reason}).`, { cause: error })
  }
}
