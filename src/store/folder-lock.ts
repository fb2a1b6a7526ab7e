import { readFile, realpath, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { StartupError } from '../errors.ts'

const LOCK = 'gateway.lock'

/** Lock files of this process. The file alone does not tell: an earlier process may have had the same number. */
const held = new Set<string>()

/**
 * Keeps a data folder to one process. The lock of a process that is gone is taken over.
 *
 * @throws {StartupError} naming the process that has it
 */
export async function lockFolder(folder: string): Promise<AsyncDisposable> {
  const file = path.join(await realpath(folder), LOCK)
  if (held.has(file)) throw inUse(folder, process.pid)
  held.add(file)
  try {
    const holder = await holderOf(file)
    if (holder !== undefined && holder !== process.pid && isRunning(holder)) throw inUse(folder, holder)
    await rm(file, { force: true })
    await writeFile(file, String(process.pid), { flag: 'wx' })
  } catch (error) {
    held.delete(file)
    throw error
  }
  return {
    async [Symbol.asyncDispose]() {
      await rm(file, { force: true })
      held.delete(file)
    },
  }
}

const inUse = (folder: string, pid: number): StartupError =>
  new StartupError(
    `The data folder ${folder} is in use by process ${pid}. Stop that gateway, or give this one another --data-folder.`,
  )

async function holderOf(file: string): Promise<number | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return /^\d+$/.test(text) ? Number(text) : undefined
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It runs and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
