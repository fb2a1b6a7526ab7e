import type { KeyRotationStatus, RotationsListEntry } from '../../kms/kms.ts'
import { onDemandQuota } from './on-demand-quota.ts'

/** The effects of an on-demand rotation on a key. */
export interface RotationForecast {
  /** On-demand rotations left after the rotation. Undefined when the history could not be read. */
  readonly remainingAfter: number | undefined
  /** Whether the rotation raises AWS's monthly charge for the key. Undefined when the history could not be read. */
  readonly addsMonthlyCharge: boolean | undefined
  /** An on-demand rotation does not change the schedule of automatic rotation. */
  readonly nextAutomaticRotationAt: Date | undefined
}

/** AWS charges for the first and the second rotation of a key, of any type. Later rotations are free. */
const CHARGED_ROTATIONS = 2

/** Whether the next rotation of a key raises AWS's monthly charge for it. */
export const isCharged = (rotations: number): boolean => rotations < CHARGED_ROTATIONS

export function forecastRotation(
  materials: readonly RotationsListEntry[] | undefined,
  status: KeyRotationStatus | undefined,
  onDemandRotationsPerKey: number,
): RotationForecast {
  const rotations = materials?.filter(({ rotationDate }) => rotationDate !== undefined).length
  return {
    remainingAfter: materials && onDemandQuota(materials, status, onDemandRotationsPerKey).remaining - 1,
    addsMonthlyCharge: rotations === undefined ? undefined : isCharged(rotations),
    nextAutomaticRotationAt: status?.nextRotationDate,
  }
}
