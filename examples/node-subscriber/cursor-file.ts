import { open, readFile, rename } from 'node:fs/promises'

/** Stores the cursor of the last processed event. The cursor survives kills, crashes and power failures. */
export interface CursorFile {
  /** Resolves with undefined if no cursor was saved. */
  read(): Promise<string | undefined>
  /** Resolves when the cursor is on the disk. A kill at any time leaves the old or the new cursor, never a part of one. */
  save(cursor: string): Promise<void>
}

export function cursorFile(path: string): CursorFile {
  const temporaryPath = `${path}.draft`
  return {
    async read() {
      try {
        return (await readFile(path, 'utf8')).trim() || undefined
      } catch (error) {
        // A missing file means a first start. With any other error, starting without a cursor would lose events.
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
        throw error
      }
    },
    async save(cursor) {
      const file = await open(temporaryPath, 'w')
      try {
        await file.writeFile(`${cursor}\n`)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(temporaryPath, path)
    },
  }
}
