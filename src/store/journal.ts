import { constants } from 'node:fs'
import { open, readFile, rename, rm, stat, truncate } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { StartupError } from '../errors/startup-error.ts'

/**
 * An append-only file with one line per entry. A line is on the disk when `append` resolves. Opening the file drops an
 * incomplete last line, whose `append` never resolved.
 */
export interface Journal extends AsyncDisposable {
  /** Rejects with the file system's error, or when another file has replaced this one. */
  append(line: string): Promise<void>
}

export interface JournalOptions {
  readonly file: string
  /** Called with the lines of the file. Returns the lines to keep. */
  readonly keep: (lines: readonly string[]) => Promise<readonly string[]>
  /** Rejects when this process may no longer write to the file. */
  readonly check: () => Promise<void>
}

/**
 * Opens a journal and rewrites it with the lines that `keep` returns. If the disk is full, the file keeps its lines.
 *
 * @throws {StartupError} that names the line that `keep` could not read
 */
export async function openJournal({ file, keep, check }: JournalOptions): Promise<Journal> {
  const text = await readText(file)
  // Text after the last newline is an incomplete line.
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
      // Repair at once, because other processes may read the file. If this fails, the next append repairs it.
      await repair().catch(() => {})
      throw error
    })
    // Another gateway may have taken over and read the file before this line was written.
    await requireOwn()
    isTorn = false
    size += Buffer.byteLength(line)
  }

  /** Removes the rest of a failed write, so that it does not become part of the next line. */
  async function repair(): Promise<void> {
    if (isTorn) await handle.truncate(size)
    isTorn = false
  }

  async function requireOwn(): Promise<void> {
    await check()
    const { ino, dev } = await stat(file)
    if (ino === opened.ino && dev === opened.dev) return
    // A gateway that takes over the folder also replaces the file. The error of the lock names this cause.
    await check()
    throw new Error(`${file} was replaced by another file`)
  }

  return {
    append(line) {
      // Appends run one after the other. A failed append does not stop the next one.
      writing = writing.catch(() => {}).then(() => writeLine(`${line}\n`))
      return writing
    },
    async [Symbol.asyncDispose]() {
      await writing.catch(() => {})
      await handle.close()
    },
  }
}

/** The error of a line that is not valid. */
export function unreadableLine(file: string, index: number, cause: unknown): StartupError {
  return new StartupError(
    `Line ${index + 1} of ${file} is not valid. Fix the line, or move the file away to start without its entries.`,
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

/** Writes a new file and renames it over the old one, so that a crash leaves one complete file. */
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

/** A rename is on the disk when its folder is synced. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
