import type { KeyReadings } from '../key-readings.ts'

/** `absent`: the key did not exist yet. `unknown`: its creation date is not known. */
export type PastReadings<Known extends KeyReadings> = Known | 'absent' | 'unknown'

/**
 * What KMS showed of a key at an earlier time, as far as the readings of today say: its creation and its rotations until then.
 * KMS keeps no history of states and settings. So the rotation status is not known, and the state only if it is `Enabled` now.
 * The key then counts as enabled, because an age of key material is about keys in use. Aliases and tags are those of today.
 */
export function readingsAt<Known extends KeyReadings>(known: Known, at: Date): PastReadings<Known> {
  const { metadata, rotations, materials } = known
  const { creationDate, keyState } = metadata?.value ?? {}
  if (!metadata?.value || !creationDate) return 'unknown'
  if (creationDate > at) return 'absent'
  const state = keyState === 'Enabled' ? keyState : undefined
  return {
    ...known,
    metadata: { ...metadata, value: { ...metadata.value, keyState: state, deletionDate: undefined } },
    status: undefined,
    rotations: untilDate(rotations, at),
    materials: untilDate(materials, at),
  }
}

function untilDate(history: KeyReadings['rotations'], at: Date): KeyReadings['rotations'] {
  if (!history?.value) return history
  return {
    ...history,
    value: history.value.filter(({ rotationDate }) => rotationDate === undefined || rotationDate <= at),
  }
}
