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
  /** Made when it is missing. One gateway at a time. */
  readonly folder: string
}

export interface FileRequestStore extends RequestStore, AsyncDisposable {}

/**
 * Keeps requests in a file, through restarts and crashes: `save` resolves when the request is on the disk. What is
 * kept is what the store in memory keeps; the file is brought down to that each time it is opened.
 *
 * @throws {StartupError} when the folder is in use, or its file cannot be read
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
        // First where room is made or refused: a line that is written is a request that is kept.
        const isNew = (await index.get(request.id)) === undefined
        await index.save(request)
        try {
          await journal.append(toJson(request))
        } catch (error) {
          // It is not sent, so it must not hold its key.
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

/** What the operator can do about an error of the file system. */
const REMEDIES: Readonly<Record<string, string>> = {
  ENOSPC: 'Free some space on its disk',
  EDQUOT: 'Raise the disk quota of the user, or free some space',
  EFBIG: 'Raise the limit of the file size (ulimit -f)',
  EROFS: 'Mount it for writing',
  EACCES: 'Give the user of the gateway the right to write to it',
  EPERM: 'Give the user of the gateway the right to write to it',
  EMFILE: 'Raise the limit of open files (ulimit -n)',
  ENFILE: 'Raise the limit of open files of the system',
  EIO: 'Check its disk',
  ENOTDIR: 'Move away the file that is in its place',
  EEXIST: 'Move away the file that is in its place',
}

function toStartupError(folder: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const remedy = error instanceof StartupError ? undefined : REMEDIES[code]
  if (remedy === undefined || !(error instanceof Error)) return error
  return new StartupError(
    `The data folder ${folder} cannot be used: ${error.message}. ${remedy}, or give another --data-folder.`,
    { cause: error },
  )
}
