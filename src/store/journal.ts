import { constants } from 'node:fs'
import { open, readFile, rename, rm, stat, truncate } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { StartupError } from '../errors/startup-error.ts'

/**
 * A file with a line per entry, only appended to. A line is on the disk when `append` resolves. A line that a crash
 * cut short was never promised to anybody, and is dropped when the file is opened again.
 */
export interface Journal extends AsyncDisposable {
  /** Rejects with the error of the file system, or when the file is not the one at its path any more. */
  append(line: string): Promise<void>
}

export interface JournalOptions {
  readonly file: string
  /** Called with the lines of the file. Returns those to keep. */
  readonly keep: (lines: readonly string[]) => Promise<readonly string[]>
  /** Rejects when this process may not write to the file any more. */
  readonly check: () => Promise<void>
}

/**
 * Opens a journal and brings it down to the lines that `keep` returns. Where there is no space for that, the file stays
 * as it is.
 *
 * @throws {StartupError} naming the line that `keep` could not take
 */
export async function openJournal({ file, keep, check }: JournalOptions): Promise<Journal> {
  const text = await readText(file)
  // What follows the last newline is a line that was not finished.
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  const kept = await keep(whole.split('\n').slice(0, -1))
  await check()
  await rewrite(file, kept).catch(async (error: unknown) => {
    if (!isOutOfSpace(error) || text === '') throw error
    await truncate(file, Buffer.byteLength(whole))
  })
  const handle = await open(file, constants.O_WRONLY | constants.O_APPEND)
  let writing: Promise<void> = Promise.resolve()
  const opened = await handle.stat()
  let { size } = opened
  let isTorn = false

  async function writeLine(line: string): Promise<void> {
    await requireOwn()
    await repair()
    isTorn = true
    await write(handle, line).catch(async (error: unknown) => {
      // Others may read the file meanwhile. If this fails as well, the next line does it.
      await repair().catch(() => {})
      throw error
    })
    // Somebody may have taken over meanwhile and read the file before this line was in it.
    await requireOwn()
    isTorn = false
    size += Buffer.byteLength(line)
  }

  /** What a failed write left behind must not become the beginning of the next line. */
  async function repair(): Promise<void> {
    if (isTorn) await handle.truncate(size)
    isTorn = false
  }

  async function requireOwn(): Promise<void> {
    await check()
    const { ino, dev } = await stat(file)
    if (ino !== opened.ino || dev !== opened.dev) throw new Error(`${file} was replaced by another file`)
  }

  return {
    append(line) {
      // One after the other, so that lines do not mingle; a failed one does not stop the next.
      writing = writing.catch(() => {}).then(() => writeLine(`${line}\n`))
      return writing
    },
    async [Symbol.asyncDispose]() {
      await writing.catch(() => {})
      await handle.close()
    },
  }
}

/** The error for a line that is not what it should be. */
export function unreadableLine(file: string, index: number, cause: unknown): StartupError {
  return new StartupError(
    `Line ${index + 1} of ${file} cannot be read. Mend it, or move the file away to start without what it holds.`,
    { cause },
  )
}

async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
}

function isOutOfSpace(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(String(error.code))
  )
}

/** Writes anew beside the old file and puts it in its place, so that a crash leaves one of them whole. */
async function rewrite(file: string, lines: readonly string[]): Promise<void> {
  const fresh = `${file}.new`
  try {
    const handle = await open(fresh, 'w')
    try {
      await write(handle, lines.map((line) => `${line}\n`).join(''))
    } finally {
      await handle.close()
    }
    await rename(fresh, file)
  } catch (error) {
    await rm(fresh, { force: true })
    throw error
  }
  await syncFolder(path.dirname(file))
}

async function write(handle: FileHandle, text: string): Promise<void> {
  await handle.appendFile(text)
  await handle.sync()
}

/** A rename is on the disk when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
