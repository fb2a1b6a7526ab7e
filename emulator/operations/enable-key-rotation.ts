import { findKeyForSchedule } from '../automatic-rotation.ts'
import { DAY_MS } from '../instant.ts'
import type { Operation } from '../operation.ts'
import { automaticAt, withAutomaticChange } from '../rotation-timeline.ts'
import { RequestMembers } from '../validation.ts'

export const enableKeyRotation: Operation = {
  name: 'EnableKeyRotation',
  changesKey: true,
  run(body, call) {
    const members = new RequestMembers(body)
    const keyId = members.keyId()
    const asked = members.integer('RotationPeriodInDays', 90, 2560)
    members.throwIfInvalid()
    const { ledger } = findKeyForSchedule(keyId, call)
    const { enableWithoutPeriod, nextDateAfterPeriodChange } = call.world.settings()
    const { now } = call

    const before = automaticAt(ledger.timeline, now)
    const kept = enableWithoutPeriod === 'keep' && before.isEnabled ? before.periodInDays : undefined
    const periodInDays = asked ?? kept ?? 365
    if (before.isEnabled && before.periodInDays === periodInDays) return undefined

    // The last enable is the start of the period. AWS does not document the effect of a change of period.
    const anchor =
      before.isEnabled && nextDateAfterPeriodChange === 'from-anchor' && before.nextDate !== undefined
        ? before.nextDate - (before.periodInDays ?? 0) * DAY_MS
        : now
    ledger.timeline = withAutomaticChange(ledger.timeline, {
      at: now,
      isEnabled: true,
      periodInDays,
      nextDate: anchor + periodInDays * DAY_MS,
    })
    return undefined
  },
}
