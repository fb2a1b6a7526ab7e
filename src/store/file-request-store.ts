import path from 'node:path'
import { isRotationRequest } from '../rotation/change-record.ts'
import type { Change } from '../rotation/change-record.ts'
import { createMemoryRequestStore } from '../rotation/request-store.ts'
import type { RequestRetention, RequestStore } from '../rotation/request-store.ts'
import { openDataFolder, usable } from './data-folder.ts'
import type { DataFolder } from './data-folder.ts'
import { openJournal, unreadableLine } from './journal.ts'
import { fromJson, toJson } from './request-json.ts'

const FILE = 'changes.jsonl'

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
  const data = await openDataFolder(folder)
  try {
    const store = await openRequestsIn(data, retention)
    return {
      ...store,
      async [Symbol.asyncDispose]() {
        await store[Symbol.asyncDispose]()
        await data[Symbol.asyncDispose]()
      },
    }
  } catch (error) {
    await data[Symbol.asyncDispose]()
    throw error
  }
}

/** The store of {@link openFileRequestStore} in a folder that is open. */
export const openRequestsIn = (folder: DataFolder, retention: RequestRetention): Promise<FileRequestStore> =>
  usable(folder.path, () => openIn(folder, retention))

async function openIn(folder: DataFolder, retention: RequestRetention): Promise<FileRequestStore> {
  const index = createMemoryRequestStore(retention)
  const file = path.join(folder.path, FILE)

  async function load(lines: readonly string[]): Promise<readonly string[]> {
    for (const [number, line] of lines.entries()) await index.save(parse(line, number))
    const kept = await index.changes()
    return kept.toReversed().map(toJson)
  }

  function parse(line: string, number: number): Change {
    try {
      return fromJson(line)
    } catch (error) {
      throw unreadableLine(file, number, error)
    }
  }

  const journal = await openJournal({ file, keep: load, check: () => folder.check() })
  return {
    ...index,
    async save(request) {
      // The index first, because it can reject a request. A line in the file is always a stored request.
      const isNew = (await index.change(request.id)) === undefined
      await index.save(request)
      try {
        await journal.append(toJson(request))
      } catch (error) {
        // The request is not sent, so it must not block its key.
        if (isNew) await index.save(asFailed(request))
        throw error
      }
    },
    [Symbol.asyncDispose]: () => journal[Symbol.asyncDispose](),
  }
}

const asFailed = (request: Change): Change =>
  isRotationRequest(request) ? { ...request, status: 'FAILED' } : { ...request, outcome: 'FAILED' }
