import { findKeyForSchedule } from '../automatic-rotation.ts'
import type { Operation } from '../operation.ts'
import { automaticAt, withAutomaticChange } from '../rotation-timeline.ts'
import { RequestMembers } from '../validation.ts'

export const disableKeyRotation: Operation = {
  name: 'DisableKeyRotation',
  changesKey: true,
  run(body, call) {
    const members = new RequestMembers(body)
    const keyId = members.keyId()
    members.throwIfInvalid()
    const { ledger } = findKeyForSchedule(keyId, call)
    const { isEnabled, periodInDays } = automaticAt(ledger.timeline, call.now)
    if (isEnabled)
      ledger.timeline = withAutomaticChange(ledger.timeline, {
        at: call.now,
        isEnabled: false,
        ...(periodInDays !== undefined && { periodInDays }),
      })
    return undefined
  },
}
