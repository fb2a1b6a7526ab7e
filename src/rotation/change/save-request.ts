import { OperationError, StoreUnavailableError } from '../../errors/operation-errors.ts'
import type { Logger } from '../../logger.ts'
import type { Change } from '../change-record.ts'
import type { RequestStore } from '../request-store.ts'

export interface RequestSaving {
  readonly store: RequestStore
  readonly logger: Logger
}

/** Saves a request before it is sent. Rejects with `StoreUnavailableError` when it is not saved. */
export async function saveBeforeSending({ store, logger }: RequestSaving, request: Change): Promise<void> {
  try {
    await store.save(request)
  } catch (error) {
    if (error instanceof OperationError) throw error
    const { id, keyArn, operation } = request
    logger.error({ changeId: id, operation, keyArn, err: error }, 'change: not saved and not sent')
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
    throw new StoreUnavailableError(
      `The gateway could not save this change${code}. Nothing was sent. See the gateway's log for the cause, and try again when the gateway can write to its data folder.`,
      { cause: error },
    )
  }
}
