import {
  disableAutomaticRotationBlockers,
  enableAutomaticRotationBlockers,
  rotateOnDemandBlockers,
} from '../../src/rotation/rules/eligibility.ts'
import type { Blocker, BlockerReason, RotateOnDemandFacts } from '../../src/rotation/rules/eligibility.ts'
import { KEY, NOW, entryOf, metadataOf, statusOn } from './kms-values.ts'

/** A key without blockers: symmetric, with automatic rotation, never rotated on demand. */
export function factsOf(differences: Partial<RotateOnDemandFacts> = {}): RotateOnDemandFacts {
  return {
    key: KEY,
    metadata: metadataOf(),
    status: statusOn(),
    materials: [entryOf({ keyMaterialState: 'CURRENT' })],
    isForeign: false,
    mayWrite: true,
    onDemandRotationsPerKey: 25,
    ...differences,
  }
}

export const rotate = (differences?: Partial<RotateOnDemandFacts>, now = NOW) =>
  rotateOnDemandBlockers(factsOf(differences), now)
export const enable = (differences?: Partial<RotateOnDemandFacts>) =>
  enableAutomaticRotationBlockers(factsOf(differences))
export const disable = (differences?: Partial<RotateOnDemandFacts>) =>
  disableAutomaticRotationBlockers(factsOf(differences))

export const reasonsOf = (blockers: readonly Blocker[]) => blockers.map(({ reason }) => reason)
export const messageOf = (blockers: readonly Blocker[], reason: BlockerReason) =>
  blockers.find((blocker) => blocker.reason === reason)?.message
