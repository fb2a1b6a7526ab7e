import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { RotationRequest } from '../rotation/rotation-request.ts'
import { createMemoryRequestStore } from '../rotation/request-store.ts'
import type { RequestRetention, RequestStore } from '../rotation/request-store.ts'
import { StartupError } from '../errors/startup-error.ts'
import { lockFolder } from './folder-lock.ts'
import type { FolderLock } from './folder-lock.ts'
import { openJournal, unreadableLine } from './journal.ts'
import { fromJson, toJson } from './request-json.ts'

const FILE = 'rotation-requests.jsonl'

export interface FileRequestStoreOptions extends RequestRetention {
  /** Created when it does not exist. Only one gateway can use it at a time. */
  readonly folder: string
}

export interface FileRequestStore extends RequestStore, AsyncDisposable {}

/**
 * Stores requests in a file across restarts and crashes. `save` resolves when the request is on the disk. The retention is
 * that of the store in memory; opening the file removes expired requests.
 *
 * @throws {StartupError} when the folder is in use or its file cannot be read
 */
export async function openFileRequestStore({
  folder,
  ...retention
}: FileRequestStoreOptions): Promise<FileRequestStore> {
  try {
    await mkdir(folder, { recursive: true })
    return await openIn(folder, await lockFolder(folder), retention)
  } catch (error) {
    throw toStartupError(folder, error)
  }
}

async function openIn(
  folder: string,
  lock: FolderLock,
  retention: RequestRetention,
): Promise<FileRequestStore> {
  const index = createMemoryRequestStore(retention)
  const file = path.join(folder, FILE)

  async function load(lines: readonly string[]): Promise<readonly string[]> {
    for (const [number, line] of lines.entries()) await index.save(parse(line, number))
    const kept = await index.list()
    return kept.toReversed().map(toJson)
  }

  function parse(line: string, number: number): RotationRequest {
    try {
      return fromJson(line)
    } catch (error) {
      throw unreadableLine(file, number, error)
    }
  }

  try {
    const journal = await openJournal({ file, keep: load, check: () => lock.check() })
    return {
      ...index,
      async save(request) {
        // The index first, because it can reject a request. A line in the file is always a stored request.
        const isNew = (await index.get(request.id)) === undefined
        await index.save(request)
        try {
          await journal.append(toJson(request))
        } catch (error) {
          // The request is not sent, so it must not block its key.
          if (isNew) await index.save({ ...request, status: 'FAILED' })
          throw error
        }
      },
      async [Symbol.asyncDispose]() {
        await journal[Symbol.asyncDispose]()
        await lock[Symbol.asyncDispose]()
      },
    }
  } catch (error) {
    await lock[Symbol.asyncDispose]()
    throw error
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
