import type { EmulatedKey } from './key.ts'
import { withDueRotations } from './rotation-timeline.ts'
import type { EmulatorSettings } from './settings.ts'

/** Adds the automatic rotations that became due since the last read. */
export function bringUpToDate(key: EmulatedKey, settings: EmulatorSettings, now: number): void {
  const { automaticRotationMs, currentMaterialAfterMs } = settings
  key.ledger.timeline = withDueRotations(
    key.ledger.timeline,
    now,
    automaticRotationMs,
    currentMaterialAfterMs,
  )
}
