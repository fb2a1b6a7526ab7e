import type { Logger } from '../logger.ts'
import type { SpendingStore } from '../kms/rate/spending.ts'
import type { RecordStore } from '../rotation/inventory/record-store.ts'
import type { RequestRetention, RequestStore } from '../rotation/request-store.ts'
import { openDataFolder } from './data-folder.ts'
import { openRecordsIn } from './file-record-store.ts'
import { openRequestsIn } from './file-request-store.ts'
import { openSpendingIn } from './file-spending-store.ts'

/** The stores of one gateway in a data folder. */
export interface FileStores extends AsyncDisposable {
  readonly requests: RequestStore
  readonly records: RecordStore
  readonly spending: SpendingStore
}

export interface FileStoresOptions extends RequestRetention {
  readonly logger: Logger
}

/** @throws {StartupError} when the folder is in use, or the file with the rotation requests or the spending cannot be read */
export async function openFileStores(
  path: string,
  { logger, ...retention }: FileStoresOptions,
): Promise<FileStores> {
  const folder = await openDataFolder(path)
  try {
    const requests = await openRequestsIn(folder, retention)
    const spending = await openSpendingIn(folder)
    const records = await openRecordsIn(folder, logger)
    return {
      requests,
      records,
      spending,
      async [Symbol.asyncDispose]() {
        await spending[Symbol.asyncDispose]()
        await records[Symbol.asyncDispose]()
        await requests[Symbol.asyncDispose]()
        await folder[Symbol.asyncDispose]()
      },
    }
  } catch (error) {
    await folder[Symbol.asyncDispose]()
    throw error
  }
}
