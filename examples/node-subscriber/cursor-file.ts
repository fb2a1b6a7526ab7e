import { open, readFile, rename } from 'node:fs/promises'

/** Where a subscriber stands, kept through kills, crashes and power cuts. */
export interface CursorFile {
  /** Undefined until a cursor was kept. */
  read(): Promise<string | undefined>
  /** Resolves when it is on the disk. A kill at any moment leaves the old cursor or the new one, never half of one. */
  keep(cursor: string): Promise<void>
}

export function cursorFile(path: string): CursorFile {
  const draft = `${path}.draft`
  return {
    async read() {
      try {
        return (await readFile(path, 'utf8')).trim() || undefined
      } catch (error) {
        // Only a file that is not there means a first start: from one that cannot be read, events would be lost.
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
        throw error
      }
    },
    async keep(cursor) {
      const file = await open(draft, 'w')
      try {
        await file.writeFile(`${cursor}\n`)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(draft, path)
    },
  }
}
