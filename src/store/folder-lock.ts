import { open, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { StartupError } from '../errors.ts'

const LOCK = 'gateway.lock'

/**
 * Keeps a data folder to one process. The lock of a process that is gone is taken over.
 *
 * @throws {StartupError} naming the process that has it
 */
export async function lockFolder(folder: string): Promise<AsyncDisposable> {
  const file = path.join(folder, LOCK)
  const holder = await holderOf(file)
  if (holder !== undefined && holder !== process.pid && isRunning(holder))
    throw new StartupError(
      `The data folder ${folder} is in use by process ${holder}. Stop that gateway, or give this one another --data-folder.`,
    )
  await rm(file, { force: true })
  const handle = await open(file, 'wx')
  await handle.writeFile(String(process.pid))
  await handle.close()
  return { [Symbol.asyncDispose]: () => rm(file, { force: true }) }
}

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
