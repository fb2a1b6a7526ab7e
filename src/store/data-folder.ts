import { mkdir } from 'node:fs/promises'
import { StartupError } from '../errors/startup-error.ts'
import { lockFolder } from './folder-lock.ts'
import type { FolderLock } from './folder-lock.ts'

/** A locked folder for the files of several stores. Dispose the stores before it. */
export interface DataFolder extends FolderLock {
  readonly path: string
}

/**
 * Locks a data folder. Creates the folder when it does not exist.
 *
 * @throws {StartupError} when another gateway uses the folder, or it cannot be used
 */
export const openDataFolder = (path: string): Promise<DataFolder> =>
  usable(path, async () => {
    await mkdir(path, { recursive: true })
    const lock = await lockFolder(path)
    return {
      path,
      check: () => lock.check(),
      [Symbol.asyncDispose]: () => lock[Symbol.asyncDispose](),
    }
  })

/** @throws {StartupError} instead of an error of the file system */
export async function usable<Value>(folder: string, use: () => Promise<Value>): Promise<Value> {
  try {
    return await use()
  } catch (error) {
    throw toStartupError(folder, error)
  }
}

/** What the operator can do about a file system error. */
const REMEDIES: Readonly<Record<string, string>> = {
  ENOSPC: 'Free some space on its disk',
  EDQUOT: 'Raise the disk quota of the user, or free some space',
  EFBIG: 'Raise the limit of the file size (ulimit -f)',
  EROFS: 'Mount it for writing',
  EACCES: 'Give the gateway user write permission',
  EPERM: 'Give the gateway user write permission',
  EMFILE: 'Raise the limit of open files (ulimit -n)',
  ENFILE: 'Raise the limit of open files of the system',
  EIO: 'Check its disk',
  ENOTDIR: 'Move the file at this path away',
  EEXIST: 'Move the file at this path away',
}

function toStartupError(folder: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const remedy = error instanceof StartupError ? undefined : REMEDIES[code]
  if (remedy === undefined || !(error instanceof Error)) return error
  return new StartupError(
    `The data folder ${folder} cannot be used: ${error.message}. ${remedy}, or use another --data-folder.`,
    { cause: error },
  )
}
