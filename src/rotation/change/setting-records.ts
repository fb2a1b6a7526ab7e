import type { AutomaticRotationRequest } from '../automatic-rotation-request.ts'
import type { AutomaticSetting } from '../automatic-setting.ts'
import { isRotationRequest } from '../change-record.ts'
import type { AutomaticRotationChanged } from '../rotation-event.ts'
import { saveBeforeSending } from './save-request.ts'
import type { RequestSaving } from './save-request.ts'

/** The records of the changes of automatic rotation. */
export interface SettingRecords {
  /** Saves a change that is about to be sent. Rejects with `StoreUnavailableError` when it is not saved. */
  begin(request: AutomaticRotationRequest): Promise<void>
  /** Saves the outcome of a change. An outcome that cannot be saved is logged. */
  settle(request: AutomaticRotationRequest): Promise<void>
  /** Settles the change that caused an event, if its outcome is unknown. */
  confirm(event: AutomaticRotationChanged): void
}

export function createSettingRecords(saving: RequestSaving): SettingRecords {
  const { store, logger } = saving

  async function settle(request: AutomaticRotationRequest): Promise<void> {
    const { id, outcome } = request
    await store.save(request).catch((error: unknown) => {
      logger.error({ changeId: id, outcome, err: error }, 'change: outcome not saved')
    })
  }

  async function settleUnknown(id: string, after: AutomaticSetting): Promise<void> {
    const change = await store.change(id)
    if (!change || isRotationRequest(change) || change.outcome !== 'UNKNOWN') return
    await settle({ ...change, outcome: 'MADE', after, error: undefined })
  }

  return {
    begin: (request) => saveBeforeSending(saving, request),
    settle,
    confirm({ changeId, after }) {
      if (changeId === undefined) return
      settleUnknown(changeId, after).catch((error: unknown) => {
        logger.error({ changeId, err: error }, 'change: not confirmed')
      })
    },
  }
}
