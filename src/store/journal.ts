import { constants } from 'node:fs'
import { open, readFile, rename } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { StartupError } from '../errors.ts'

/**
 * A file with a line per entry, only appended to. A line is on the disk when `append` resolves. A line that a crash
 * cut short was never promised to anybody, and is dropped when the file is opened again.
 */
export interface Journal extends AsyncDisposable {
  append(line: string): Promise<void>
}

/**
 * Opens a journal, made anew with those lines that `keep` makes of the ones it had.
 *
 * @throws {StartupError} naming the line that `keep` could not take
 */
export async function openJournal(
  file: string,
  keep: (lines: readonly string[]) => Promise<readonly string[]>,
): Promise<Journal> {
  await rewrite(file, await keep(await readLines(file)))
  const handle = await open(file, constants.O_WRONLY | constants.O_APPEND)
  let writing: Promise<void> = Promise.resolve()
  let { size } = await handle.stat()
  let isTorn = false

  async function writeLine(line: string): Promise<void> {
    // What a failed write left behind must not become the beginning of this line.
    if (isTorn) await handle.truncate(size)
    isTorn = true
    await write(handle, line)
    isTorn = false
    size += Buffer.byteLength(line)
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

async function readLines(file: string): Promise<readonly string[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  // What follows the last newline is a line that was not finished.
  return text.split('\n').slice(0, -1)
}

/** Writes anew beside the old file and puts it in its place, so that a crash leaves one of them whole. */
async function rewrite(file: string, lines: readonly string[]): Promise<void> {
  const fresh = `${file}.new`
  const handle = await open(fresh, 'w')
  try {
    await write(handle, lines.map((line) => `${line}\n`).join(''))
  } finally {
    await handle.close()
  }
  await rename(fresh, file)
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
